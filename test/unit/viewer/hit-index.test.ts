import { describe, expect, it } from 'vitest'
import type { DrawnPath, DrawnShape, Point, TracedArtist, TracedFigure } from '../../../src/trace.ts'
import { HitIndex } from '../../../src/viewer/hit-index.ts'

const REACH = 6

/** A figure of 640 × 480 of these artists, from the bottom to the top. */
function figure(artists: readonly Partial<TracedArtist>[]): TracedFigure {
  const whole = artists.map(
    (artist, i) =>
      ({
        id: `a${i}`,
        kind: 'polygon',
        type: 'Polygon',
        axes: 'axes0',
        line: i + 1,
        call: null,
        role: 'data',
        label: '',
        z: 1,
        visible: true,
        clipped: 'no',
        style: { colour: 'none', fill: 'none', width: 1, dash: '-', alpha: null },
        data: { system: 'data' },
        path: { box: null, shapes: [] },
        ...artist,
      }) as TracedArtist,
  )
  return { index: 0, width: 640, height: 480, dpi: 100, face: '#ffffffff', axes: [], artists: whole }
}

function path(shape: Partial<DrawnShape> & { lines: readonly (readonly Point[])[] }, more: Partial<DrawnPath> = {}) {
  const points = shape.lines
    .flat()
    .flatMap(([x = 0, y = 0]) => (shape.at ?? [[0, 0]]).map(([dx = 0, dy = 0]) => [x + dx, y + dy] as const))
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] as const
  return { path: { box, shapes: [{ closed: false, ...shape }], ...more } }
}

const square = (x: number, y: number, side: number, fill: string | null) =>
  path({
    lines: [
      [
        [x, y],
        [x + side, y],
        [x + side, y + side],
        [x, y + side],
      ],
    ],
    closed: true,
    ...(fill === null ? { stroke: STROKE } : { fill }),
  })

const STROKE = { colour: '#000000ff', width: 2, cap: 'butt', join: 'miter' } as const
const stroke = (...points: Point[]) => path({ lines: [points], stroke: STROKE })

const at = (artists: readonly Partial<TracedArtist>[], x: number, y: number) =>
  new HitIndex(figure(artists)).at(x, y, REACH)

describe('the artist under a pixel', () => {
  it('is one whose stroke is near, not one whose box is', () => {
    const diagonal = [stroke([100, 100], [200, 200])]
    expect(at(diagonal, 150, 150)).toBe('a0')
    expect(at(diagonal, 154, 146)).toBe('a0')
    expect(at(diagonal, 170, 130)).toBeNull()
    expect(at(diagonal, 208, 208)).toBeNull()
  })

  it('is a filled shape inside of it, and none beside it', () => {
    const filled = [square(100, 100, 80, '#ff0000ff')]
    expect(at(filled, 101, 101)).toBe('a0')
    expect(at(filled, 97, 140)).toBeNull()
    // Only the outline of an open one.
    const open = [square(100, 100, 80, null)]
    expect(at(open, 140, 140)).toBeNull()
    expect(at(open, 97, 140)).toBe('a0')
  })

  it('may be too small to meet exactly', () => {
    expect(at([square(100, 100, 4, '#ff0000ff')], 95, 102)).toBe('a0')
  })

  it('is the smaller of two that are seen', () => {
    const line = stroke([100, 140], [180, 140])
    expect(at([square(100, 100, 80, '#ff000080'), line], 140, 141)).toBe('a1')
    // Seen through what lies over it.
    expect(at([line, square(100, 100, 80, '#ff000080')], 140, 141)).toBe('a0')
  })

  it('is not one that something opaque hides', () => {
    const line = stroke([100, 140], [180, 140])
    expect(at([line, square(100, 100, 80, '#ff0000ff')], 140, 141)).toBe('a1')
  })

  it('is the upper one of two of the same size', () => {
    expect(at([square(100, 100, 80, '#ff0000ff'), square(120, 120, 80, '#00ff00ff')], 150, 150)).toBe('a1')
  })

  it('has holes where its rings have', () => {
    const ring = path({
      lines: [
        [
          [100, 100],
          [200, 100],
          [200, 200],
          [100, 200],
        ],
        [
          [130, 130],
          [170, 130],
          [170, 170],
          [130, 170],
        ],
      ],
      closed: true,
      fill: '#ff0000ff',
    })
    expect(at([ring], 110, 110)).toBe('a0')
    expect(at([ring], 150, 150)).toBeNull()
  })

  it('is a marker at any of its places', () => {
    const markers = path({
      lines: [
        [
          [-3, -3],
          [3, -3],
          [3, 3],
          [-3, 3],
        ],
      ],
      closed: true,
      fill: '#ff0000ff',
      at: [
        [100, 100],
        [300, 200],
      ],
    })
    expect(at([markers], 301, 199)).toBe('a0')
    expect(at([markers], 3, 3)).toBeNull()
    expect(at([markers], 200, 150)).toBeNull()
  })

  it('is a text anywhere in its box', () => {
    const text = { kind: 'text', path: { box: [100, 100, 150, 112], shapes: [] } } as const
    expect(at([text], 125, 106)).toBe('a0')
    expect(at([text], 125, 130)).toBeNull()
  })

  it('is not what its axes cut off', () => {
    const cut = [
      path(
        {
          lines: [
            [
              [100, 100],
              [400, 100],
            ],
          ],
          stroke: STROKE,
        },
        { clip: [100, 50, 200, 150] },
      ),
    ]
    expect(at(cut, 150, 100)).toBe('a0')
    expect(at(cut, 300, 100)).toBeNull()
    const round = [
      path(
        {
          lines: [
            [
              [100, 100],
              [200, 100],
            ],
          ],
          stroke: STROKE,
        },
        {
          clipLines: [
            [
              [100, 0],
              [150, 0],
              [150, 300],
              [100, 300],
            ],
          ],
        },
      ),
    ]
    expect(at(round, 120, 100)).toBe('a0')
    expect(at(round, 180, 100)).toBeNull()
  })

  it('is no frame, no grid and nothing unseen', () => {
    const line = stroke([100, 100], [200, 100])
    expect(
      at(
        [
          { ...line, role: 'frame' },
          { ...line, role: 'grid' },
          { ...line, visible: false },
        ],
        150,
        100,
      ),
    ).toBeNull()
  })
})

it('is found in less than 4 ms among 2,000 artists', () => {
  const curve = (i: number) =>
    stroke(...Array.from({ length: 100 }, (_, k): Point => [6.4 * k, 240 + 200 * Math.sin(k / 9 + i / 50)]))
  const index = new HitIndex(figure(Array.from({ length: 2000 }, (_, i) => curve(i))))
  const times = Array.from({ length: 200 }, (_, k) => {
    const start = performance.now()
    index.at((k * 37) % 640, (k * 53) % 480, REACH)
    return performance.now() - start
  })
  const median = times.toSorted((a, b) => a - b)[100]!
  expect(median).toBeLessThan(4)
})
