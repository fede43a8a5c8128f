import { describe, expect, test } from 'vitest'
import { elementsOf } from '../../../src/facts/index.ts'
import { stringsFor } from '../../../src/strings/index.ts'
import { type Draft, dots, image, line, poly, scatter, text, traceOf } from './build.ts'

describe('what no fact is about', () => {
  const arrow = {
    kind: 'polygon',
    type: 'FancyArrow',
    data: {
      system: 'data',
      shape: 'arrow',
      points: [
        [0, 0],
        [3, 4],
      ],
    },
  } as const
  const drafts: readonly [string, Draft][] = [
    [
      'red line from (0, 0) to (3, 4)',
      line(
        [
          [0, 0],
          [3, 4],
        ],
        { colour: 'red' },
      ),
    ],
    [
      'red line through 3 points, dashed',
      line(
        [
          [0, 0],
          [3, 4],
          [1, 8],
        ],
        { colour: 'red', dash: '--' },
      ),
    ],
    [
      'line Anna from (0, 0) to (3, 4)',
      line(
        [
          [0, 0],
          [3, 4],
        ],
        { label: 'Anna' },
      ),
    ],
    [
      'red line at y = 7',
      {
        ...line(
          [
            [0, 7],
            [1, 7],
          ],
          { colour: 'red' },
        ),
        data: {
          system: 'mixed',
          points: [
            [0, 7],
            [1, 7],
          ],
        },
      },
    ],
    ['green point at (1, 2)', dots([[1, 2]], { colour: 'green' })],
    [
      '2 green points',
      scatter(
        [
          [1, 2],
          [2, 3],
        ],
        { colour: 'green' },
      ),
    ],
    ['point Ben', scatter([[1, 2]], { label: 'Ben' })],
    ['text “so far”', text(1, 1, 'so\nfar')],
    ['image, 3 rows, 4 columns', { ...image(3, 4, null), data: { ...image(3, 4, null).data, points: [[0, 0]] } }],
    ['red arrow from (0, 0) to (3, 4)', { ...arrow, style: { fill: '#ff0000ff' } }],
    [
      'blue ellipse',
      {
        ...arrow,
        type: 'Ellipse',
        data: { system: 'data', shape: 'ellipse', centre: [1, 1], size: [2, 1] },
        style: { fill: '#0000ffff' },
      },
    ],
    [
      'contours, 3 levels',
      {
        kind: 'contour',
        type: 'QuadContourSet',
        data: { system: 'data', points: [[0, 0]], levels: [1, 2, 3] },
        style: {},
      },
    ],
    [
      '2 blue arrows',
      {
        kind: 'quiver',
        type: 'Quiver',
        data: {
          system: 'data',
          points: [
            [0, 0],
            [1, 1],
          ],
          vectors: [
            [1, 1],
            [1, 0],
          ],
        },
        style: { fill: '#0000ffff' },
      },
    ],
    ['shape', { kind: 'other', type: 'Artist', data: { system: 'data', points: [[0, 0]] }, style: {} }],
  ]
  test.each(drafts)('is called %s', (name, draft) => {
    const trace = traceOf([{}, [draft]])
    expect(elementsOf([], trace, stringsFor('en')).map((element) => element.name)).toEqual([name])
  })
})

test('edges of a solid have the letters at their ends', () => {
  const corner = (x: number, y: number, letter: string) => text(x - 0.3, y - 0.3, letter)
  const trace = traceOf([
    { x: [-1, 11], y: [-1, 11] },
    [
      poly(
        [
          [0, 0],
          [4, 0],
          [4, 4],
          [0, 4],
        ],
        { fill: false },
      ),
      line(
        [
          [4, 0],
          [5, 1],
        ],
        { dash: '--' },
      ),
      line([
        [5, 1],
        [5, 5],
        [4, 4],
      ]),
      ...[
        corner(0, 0, 'A'),
        corner(4, 0, 'B'),
        corner(4, 4, 'C'),
        corner(0, 4, 'D'),
        corner(5, 1, 'F'),
        corner(5, 5, 'G'),
      ],
    ],
  ])
  const [face, edge, two] = elementsOf([], trace, stringsFor('en'))
  expect([face?.name, edge?.name, two?.name]).toEqual([
    'square ABCD',
    'line BF from (4, 0) to (5, 1), dashed',
    'line FGC through 3 points',
  ])
})
