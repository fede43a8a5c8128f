import { expect, test } from 'vitest'
import type { Cover } from '../../../src/ocr/marks/cover.ts'
import { withoutStraights } from '../../../src/ocr/marks/straight.ts'

const [WIDTH, HEIGHT] = [80, 60]

/** An area with ink where `inked` says. */
function cover(colour: Cover['colour'], inked: (x: number, y: number) => boolean): Cover {
  const share = new Uint8Array(WIDTH * HEIGHT)
  for (let y = 0; y < HEIGHT; y++) for (let x = 0; x < WIDTH; x++) if (inked(x, y)) share[y * WIDTH + x] = 255
  return { colour, left: 0, top: 0, width: WIDTH, height: HEIGHT, share }
}

const BLUE = [31, 119, 180] as const
const GREY = [176, 176, 176] as const
const at = ({ share }: Cover, x: number, y: number) => share[y * WIDTH + x]

test('a level line that stays off the frame is plotted, one from frame to frame is a grid', () => {
  const plotted = withoutStraights(
    cover(BLUE, (x, y) => y === 30 && x >= 8 && x < 72),
    [],
  )
  expect(at(plotted, 40, 30)).toBe(255)
  const grid = withoutStraights(
    cover(BLUE, (_, y) => y === 30),
    [],
  )
  expect(at(grid, 40, 30)).toBe(0)
})

test('what a grid on top cuts is joined again, and nothing else is filled', () => {
  const square = (x: number, y: number) => x >= 20 && x < 32 && y >= 24 && y < 36
  const cut = cover(BLUE, (x, y) => square(x, y) && y !== 30)
  const grid = cover(GREY, (_, y) => y === 30)
  const joined = withoutStraights(cut, [grid])
  expect(at(joined, 25, 30)).toBe(255)
  expect(at(joined, 50, 30)).toBe(0)
  expect(at(withoutStraights(cut, []), 25, 30)).toBe(0)
})
