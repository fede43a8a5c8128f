import { expect, test } from 'vitest'
import { scoreFigure } from '../../../src/fidelity/score.ts'
import type { Raster } from '../../../src/raster/raster.ts'
import type { DrawnShape, TracedArtist, TracedFigure } from '../../../src/trace.ts'

const [WIDTH, HEIGHT] = [300, 200]
type Rgb = readonly [number, number, number]

/** A line across the middle, two pixels wide, `on` of every `on + gap` pixels drawn, and a box beside it. */
function dashed(on: number, gap: number, rgb: Rgb = [0, 0, 0]): Raster {
  const data = new Uint8Array(WIDTH * HEIGHT * 3).fill(255)
  for (let x = 40; x < 260; x++) {
    if ((x - 40) % (on + gap) >= on) continue
    for (const y of [99, 100]) data.set(rgb, (y * WIDTH + x) * 3)
  }
  for (let y = 20; y < 60; y++) for (let x = 50; x < 90; x++) data.set([40, 120, 60], (y * WIDTH + x) * 3)
  return { width: WIDTH, height: HEIGHT, data }
}

function traced(dash?: readonly number[]): TracedFigure {
  const shape = (lines: DrawnShape['lines'], closed: boolean, rest: Partial<DrawnShape>): DrawnShape => ({
    lines,
    closed,
    ...rest,
  })
  const artist = (id: string, kind: TracedArtist['kind'], drawn: DrawnShape, box: TracedArtist['path']['box']) =>
    ({
      id,
      kind,
      role: 'data',
      visible: true,
      clipped: 'no',
      style: { dash: dash ? '--' : '-' },
      data: { system: 'pixels' },
      path: { box, shapes: [drawn] },
    }) as unknown as TracedArtist
  const stroke = { colour: '#000000ff', width: 2, ...(dash && { dash }), cap: 'butt', join: 'miter' } as const
  const line = shape(
    [
      [
        [40, 100],
        [260, 100],
      ],
    ],
    false,
    { stroke },
  )
  const corners = [
    [50, 20],
    [90, 20],
    [90, 60],
    [50, 60],
  ]
  const block = shape([corners], true, { fill: '#28783cff' })
  return {
    index: 0,
    width: WIDTH,
    height: HEIGHT,
    dpi: 100,
    face: '#ffffffff',
    axes: [],
    artists: [artist('0.0', 'line', line, [40, 99, 260, 101]), artist('0.1', 'polygon', block, [50, 20, 90, 60])],
  }
}

const colour = (source: Raster, render: Raster, trace: TracedFigure) =>
  scoreFigure(source, render, { trace }).components.colour!.value

test('the same dash in both is the same style', () => {
  expect(colour(dashed(10, 5), dashed(10, 5), traced([10, 5]))).toBe(1)
})

test('a solid line for a dashed one, or a dotted for a dashed one, is another style', () => {
  const source = dashed(10, 5)
  const solid = colour(source, dashed(10, 0), traced())
  const dotted = colour(source, dashed(2, 1), traced([2, 1]))
  expect(solid).toBeLessThan(0.85)
  // As much ink, in many more runs.
  expect(dotted).toBeLessThan(0.85)
})

test('an element in another colour is worth less than in its own, and is still supported', () => {
  const source = dashed(10, 0)
  const own = scoreFigure(source, source, { trace: traced() })
  const red = scoreFigure(source, dashed(10, 0, [230, 0, 0]), { trace: traced() })
  expect(own.components.elements!.value).toBe(1)
  expect(red.components.elements!.value).toBeLessThan(0.95)
  expect(red.elements).toContainEqual({ id: '0.0', verdict: 'supported' })
})
