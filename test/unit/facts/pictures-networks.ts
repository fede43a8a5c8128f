import { circle, type Draft, dots, line, sample, scatter, text, traceOf } from './build.ts'
import type { Picture } from './pictures.ts'
import { named, plane } from './shared-drafts.ts'

const arrow = (a: [number, number], b: [number, number]): Draft => ({
  kind: 'polygon',
  type: 'FancyArrowPatch',
  data: { system: 'data', shape: 'arrow', points: [a, b] },
  style: { colour: '#000000ff', arrow: '->' },
})

const nodes = (points: Record<string, [number, number]>): Draft[] =>
  Object.entries(points).flatMap(([name, [x, y]]) => [
    circle([x, y], 0.4, { fill: true, colour: 'yellow' }),
    text(x, y, name),
  ])

/** Graphs, trees, solids, and what is neither. */
export const NETWORKS: Picture[] = [
  {
    name: 'graph',
    trace: traceOf([
      plane,
      [
        line([
          [1, 1],
          [5, 1],
        ]),
        line([
          [5, 1],
          [3, 4],
        ]),
        line([
          [3, 4],
          [1, 1],
        ]),
        line([
          [3, 4],
          [7, 5],
        ]),
        ...nodes({ A: [1, 1], B: [5, 1], C: [3, 4], D: [7, 5] }),
      ],
    ]),
    facts: `chart graph
      graph A B C D 4
      count 4 node
      count 4 edge
      edge A-B
      edge B-C
      edge A-C
      edge C-D
      degree A 2
      degree B 2
      degree C 3
      degree D 1
      A left of B
      C above A
      C above B
      C left of D`,
  },
  {
    name: 'tree',
    trace: traceOf([
      plane,
      [
        line([
          [4, 7],
          [2, 4],
        ]),
        line([
          [4, 7],
          [6, 4],
        ]),
        ...nodes({ r: [4, 7], s: [2, 4], t: [6, 4] }),
      ],
    ]),
    facts: `chart graph
      graph r s t 2 tree
      count 3 node
      count 2 edge
      edge r-s
      edge r-t
      degree r 2
      degree s 1
      degree t 1
      r above s
      r above t`,
  },
  {
    name: 'directed graph by markers',
    trace: traceOf([
      plane,
      [
        arrow([1, 1], [6, 1]),
        arrow([6, 1], [4, 5]),
        scatter([
          [1, 1],
          [6, 1],
          [4, 5],
        ]),
        text(1, 1, '1'),
        text(6, 1, '2'),
        text(4, 5, '3'),
      ],
    ]),
    facts: `chart graph
      graph 1 2 3 2 tree directed
      count 3 node
      count 2 edge
      edge 1-2
      edge 2-3
      degree 1 1
      degree 2 2
      degree 3 1
      1 left of 2
      3 above 2`,
  },
  {
    name: 'cuboid in oblique view',
    trace: traceOf([
      plane,
      [
        line([
          [0, 0],
          [4, 0],
          [4, 3],
          [0, 3],
          [0, 0],
        ]),
        line([
          [4, 0],
          [5.5, 1],
        ]),
        line([
          [4, 3],
          [5.5, 4],
        ]),
        line([
          [0, 3],
          [1.5, 4],
        ]),
        line([
          [5.5, 1],
          [5.5, 4],
          [1.5, 4],
        ]),
        line(
          [
            [0, 0],
            [1.5, 1],
          ],
          { dash: '--' },
        ),
        line(
          [
            [1.5, 1],
            [5.5, 1],
          ],
          { dash: '--' },
        ),
        line(
          [
            [1.5, 1],
            [1.5, 4],
          ],
          { dash: '--' },
        ),
      ],
    ]),
    facts: `chart solid
      solid cuboid 8 9+3
      count 12 edge`,
  },
  {
    name: 'tetrahedron in space',
    trace: traceOf([
      { projection: '3d' },
      [
        line([
          [0, 0, 0],
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 0],
        ]),
        line(
          [
            [0, 0, 1],
            [0, 0, 0],
          ],
          { dash: '--' },
        ),
        line([
          [0, 0, 1],
          [1, 0, 0],
        ]),
        line([
          [0, 0, 1],
          [0, 1, 0],
        ]),
      ],
    ]),
    facts: `chart solid
      solid tetrahedron 4 5+1
      count 6 edge`,
  },
  { name: 'surface in space', trace: traceOf([{ projection: '3d' }, []]), facts: '' },
  { name: 'empty axes', trace: traceOf([{ title: 'Nothing' }, []]), facts: 'title Nothing' },
  {
    name: 'spiral',
    trace: traceOf([
      plane,
      [line(sample((t) => t, 0, 6, 100).map(([t = 0]) => [t * Math.cos(3 * t), t * Math.sin(3 * t)]))],
    ]),
    facts: '',
  },
  {
    name: 'four markers in one row',
    trace: traceOf([
      plane,
      [
        dots([
          [1, 1],
          [3, 1],
          [5, 1],
        ]),
        ...named(['A', 1, 1], ['B', 3, 1], ['C', 5, 1]),
      ],
    ]),
    facts: `chart geometry
      count 3 point
      point A (1,1)
      point B (3,1)
      point C (5,1)
      collinear A B C`,
  },
]
