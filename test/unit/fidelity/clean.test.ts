import { describe, expect, test } from 'vitest'
import { clean } from '../../../src/fidelity/clean.ts'
import type { Raster } from '../../../src/raster/raster.ts'

const [WIDTH, HEIGHT] = [240, 180]

/** A frame and a bar of dark blue on white. */
function plot(): Raster {
  return picture((x, y) => {
    const frame = (x === 30 || x === 210) && y >= 20 && y <= 160
    const bar = x >= 80 && x < 120 && y >= 60 && y < 160
    return frame || bar ? [20, 40, 120] : [255, 255, 255]
  })
}

function picture(colour: (x: number, y: number) => readonly number[]): Raster {
  const data = new Uint8Array(WIDTH * HEIGHT * 3)
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) data.set(colour(x, y), (y * WIDTH + x) * 3)
  }
  return { width: WIDTH, height: HEIGHT, data }
}

/** Light that falls from 1 at the left to .8 at the right, and noise of ±`noise` levels. */
function scanned({ data }: Raster, noise: number): Raster {
  let state = 7
  const lot = () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return (state / 0x7fffffff) * 2 - 1
  }
  return picture((x, y) => {
    const light = 1 - (0.2 * x) / WIDTH
    const at = (y * WIDTH + x) * 3
    return [0, 1, 2].map((c) => Math.min(255, Math.max(0, Math.round(data[at + c]! * light + noise * lot()))))
  })
}

/** Mean and largest difference of a channel from a picture's, over the columns from x0 to x1 of a row. */
function off(a: Raster, b: Raster, row: number, x0: number, x1: number): { mean: number; most: number } {
  let [sum, most] = [0, 0]
  for (let i = (row * WIDTH + x0) * 3; i < (row * WIDTH + x1) * 3; i++) {
    const difference = Math.abs(a.data[i]! - b.data[i]!)
    sum += difference
    most = Math.max(most, difference)
  }
  return { mean: sum / (3 * (x1 - x0)), most }
}

describe('a scan', () => {
  test('uneven light is taken off its paper', () => {
    const { raster, isWorn } = clean(scanned(plot(), 0))
    expect(isWorn).toBe(true)
    expect(off(raster, plot(), 10, 0, WIDTH).most).toBeLessThanOrEqual(4)
    expect(off(raster, plot(), 100, 85, 115).most).toBeLessThanOrEqual(4)
  })

  test('noise is taken off, and thin lines stay', () => {
    const worn = scanned(plot(), 20)
    const { raster, isWorn } = clean(worn)
    expect(isWorn).toBe(true)
    expect(off(raster, plot(), 10, 5, WIDTH - 5).mean).toBeLessThan(off(worn, plot(), 10, 5, WIDTH - 5).mean / 3)
    // The frame's left side, a pixel wide: red of 20 on 255.
    for (const row of [40, 90, 140]) expect(raster.data[(row * WIDTH + 30) * 3]!).toBeLessThan(80)
  })
})

describe('what a program draws stays as it is', () => {
  test.each([
    ['a plot', plot()],
    ['the same on black', picture((x) => (x > 100 && x < 140 ? [240, 200, 40] : [0, 0, 0]))],
    [
      'a map of pale colours that fills most of the page',
      picture((x, y) =>
        x > 30 && x < 220 && y > 20 && y < 160 ? [255, 205 + (x % 240) / 6, 190 + y / 4] : [255, 255, 255],
      ),
    ],
  ])('%s', (_, raster) => {
    expect(clean(raster)).toEqual({ raster, isWorn: false })
  })
})
