import { circle, type Draft, dots, line, poly, rect, sample, scatter, text, traceOf } from './build.ts'
import type { Picture } from './pictures.ts'

const plane = { x: [-1, 9] as [number, number], y: [-1, 9] as [number, number], decorated: false, equal: true }
/** Names beside points, a little outside. */
const named = (...points: [string, number, number][]): Draft[] =>
  points.map(([name, x, y]) => text(x + 0.15, y + 0.25, name))
const arrow = (a: [number, number], b: [number, number]): Draft => ({
  kind: 'polygon',
  type: 'FancyArrowPatch',
  data: { system: 'data', shape: 'arrow', points: [a, b] },
  style: { colour: '#000000ff', arrow: '->' },
})

const right = `chart geometry
  polygon ABC triangle blue
  count 1 triangle
  point A (0,0)
  point B (4,0)
  point C (0,3)
  right A AB AC`

const nodes = (points: Record<string, [number, number]>): Draft[] =>
  Object.entries(points).flatMap(([name, [x, y]]) => [
    circle([x, y], 0.4, { fill: true, colour: 'yellow' }),
    text(x, y, name),
  ])

/** Drawings with what holds for them, written from the coordinates. */
export const SHAPES: Picture[] = [
  {
    name: 'right triangle',
    trace: traceOf([
      plane,
      [
        poly([
          [0, 0],
          [4, 0],
          [0, 3],
        ]),
        ...named(['A', 0, 0], ['B', 4, 0], ['C', 0, 3]),
      ],
    ]),
    facts: right,
  },
  {
    name: 'right triangle as a closed line',
    trace: traceOf([
      plane,
      [
        line([
          [0, 0],
          [4, 0],
          [0, 3],
          [0, 0],
        ]),
        ...named(['A', 0, 0], ['B', 4, 0], ['C', 0, 3]),
      ],
    ]),
    facts: right,
  },
  {
    name: 'triangle without names',
    trace: traceOf([
      plane,
      [
        poly(
          [
            [0, 0],
            [5, 0],
            [2, 3],
          ],
          { colour: 'red' },
        ),
      ],
    ]),
    facts: `chart geometry
      polygon  triangle red
      count 1 triangle`,
  },
  {
    name: 'equal sides',
    trace: traceOf([
      plane,
      [
        poly([
          [0, 0],
          [6, 0],
          [3, 4],
        ]),
        ...named(['A', 0, 0], ['B', 6, 0], ['C', 3, 4]),
      ],
    ]),
    facts: `chart geometry
      polygon ABC triangle blue
      count 1 triangle
      point A (0,0)
      point B (6,0)
      point C (3,4)
      equal AC BC 5
      symmetry ABC vertical 3`,
  },
  {
    name: 'square',
    trace: traceOf([
      plane,
      [
        poly(
          [
            [0, 0],
            [4, 0],
            [4, 4],
            [0, 4],
          ],
          { colour: 'green' },
        ),
        ...named(['A', 0, 0], ['B', 4, 0], ['C', 4, 4], ['D', 0, 4]),
      ],
    ]),
    facts: `chart geometry
      polygon ABCD square green
      point A (0,0)
      point B (4,0)
      point C (4,4)
      point D (0,4)`,
  },
  {
    name: 'rectangle by a patch',
    trace: traceOf([plane, [rect(1, 1, 5, 3, { colour: 'purple' })]]),
    facts: `chart geometry
      polygon  rectangle purple`,
  },
  {
    name: 'parallelogram',
    trace: traceOf([
      plane,
      [
        poly([
          [0, 0],
          [4, 0],
          [6, 3],
          [2, 3],
        ]),
        ...named(['P', 0, 0], ['Q', 4, 0], ['R', 6, 3], ['S', 2, 3]),
      ],
    ]),
    facts: `chart geometry
      polygon PQRS parallelogram blue
      point P (0,0)
      point Q (4,0)
      point R (6,3)
      point S (2,3)`,
  },
  {
    name: 'trapezoid',
    trace: traceOf([
      plane,
      [
        poly([
          [0, 0],
          [7, 0],
          [5, 3],
          [1, 3],
        ]),
        ...named(['A', 0, 0], ['B', 7, 0], ['C', 5, 3], ['D', 1, 3]),
      ],
    ]),
    facts: `chart geometry
      polygon ABCD trapezoid blue
      point A (0,0)
      point B (7,0)
      point C (5,3)
      point D (1,3)
      parallel AB CD`,
  },
  {
    name: 'rhombus',
    trace: traceOf([
      plane,
      [
        poly([
          [3, 0],
          [5, 3],
          [3, 6],
          [1, 3],
        ]),
      ],
    ]),
    facts: `chart geometry
      polygon  rhombus blue`,
  },
  {
    name: 'hexagon',
    trace: traceOf([
      plane,
      [poly([0, 1, 2, 3, 4, 5].map((k) => [4 + 3 * Math.cos((k * Math.PI) / 3), 4 + 3 * Math.sin((k * Math.PI) / 3)]))],
    ]),
    facts: `chart geometry
      polygon  hexagon blue`,
  },
  {
    name: 'segment with a midpoint',
    trace: traceOf([
      plane,
      [
        line([
          [0, 0],
          [6, 8],
        ]),
        dots(
          [
            [0, 0],
            [6, 8],
            [3, 4],
          ],
          { colour: 'red' },
        ),
        ...named(['A', 0, 0], ['B', 6, 8], ['M', 3, 4]),
      ],
    ]),
    facts: `chart geometry
      count 3 point
      point A (0,0)
      point B (6,8)
      point M (3,4)
      segment AB (0,0) (6,8) 10
      midpoint M AB
      collinear A B M`,
  },
  {
    name: 'dashed segment with a length',
    trace: traceOf([
      plane,
      [
        line(
          [
            [1, 1],
            [5, 1],
          ],
          { dash: '--' },
        ),
        text(3, 1.3, '4 cm'),
      ],
    ]),
    facts: `chart geometry
      segment (1, 1)–(5, 1) (1,1) (5,1) 4 dashed
      label 4 cm on segment (1, 1)–(5, 1)`,
  },
  {
    name: 'parallels',
    trace: traceOf([
      plane,
      [
        line([
          [0, 0],
          [4, 2],
        ]),
        line([
          [0, 3],
          [4, 5],
        ]),
        ...named(['A', 0, 0], ['B', 4, 2], ['C', 0, 3], ['D', 4, 5]),
      ],
    ]),
    facts: `chart geometry
      count 2 segment
      point A (0,0)
      point B (4,2)
      point C (0,3)
      point D (4,5)
      segment AB (0,0) (4,2) 4.47
      segment CD (0,3) (4,5) 4.47
      equal AB CD 4.47
      parallel AB CD`,
  },
  {
    name: 'crossing at a right angle',
    trace: traceOf([
      plane,
      [
        line([
          [0, 0],
          [6, 6],
        ]),
        line([
          [0, 4],
          [4, 0],
        ]),
        ...named(['A', 0, 0], ['B', 6, 6], ['C', 0, 4], ['D', 4, 0]),
      ],
    ]),
    facts: `chart geometry
      count 2 segment
      point A (0,0)
      point B (6,6)
      point C (0,4)
      point D (4,0)
      segment AB (0,0) (6,6) 8.49
      segment CD (0,4) (4,0) 5.66
      perpendicular AB CD
      cross AB CD (2,2)`,
  },
  {
    name: 'crossing',
    trace: traceOf([
      { ...plane, equal: false },
      [
        line([
          [0, 0],
          [6, 6],
        ]),
        line([
          [0, 4],
          [4, 0],
        ]),
      ],
    ]),
    facts: `chart geometry
      count 2 segment
      segment (0, 0)–(6, 6) (0,0) (6,6) 8.49
      segment (0, 4)–(4, 0) (0,4) (4,0) 5.66
      cross (0, 0)–(6, 6) (0, 4)–(4, 0) (2,2)`,
  },
  {
    name: 'circle with its centre',
    trace: traceOf([plane, [circle([4, 4], 3), dots([[4, 4]]), ...named(['O', 4, 4])]]),
    facts: `chart geometry
      count 1 circle
      circle O (4,4) 3 blue
      point O (4,4)`,
  },
  {
    name: 'circle as a curve',
    trace: traceOf([
      plane,
      [
        line(
          Array.from({ length: 101 }, (_, i) => [
            4 + 3 * Math.cos((i * Math.PI) / 50),
            4 + 3 * Math.sin((i * Math.PI) / 50),
          ]),
          { colour: 'red' },
        ),
      ],
    ]),
    facts: `chart geometry
      count 1 circle
      circle  (4,4) 3 red`,
  },
  {
    name: 'tangent',
    trace: traceOf([
      plane,
      [
        circle([4, 4], 3),
        line([
          [0, 1],
          [8, 1],
        ]),
        ...named(['P', 0, 1], ['Q', 8, 1]),
      ],
    ]),
    facts: `chart geometry
      count 1 circle
      circle  (4,4) 3 blue
      point P (0,1)
      point Q (8,1)
      segment PQ (0,1) (8,1) 8
      tangent PQ  (4,1)`,
  },
  {
    name: 'points on a circle',
    trace: traceOf([
      plane,
      [
        circle([4, 4], 3),
        dots([
          [7, 4],
          [4, 7],
          [1, 4],
        ]),
        ...named(['A', 7, 4], ['B', 4, 7], ['C', 1, 4]),
      ],
    ]),
    facts: `chart geometry
      count 1 circle
      count 3 point
      circle  (4,4) 3 blue
      point A (7,4)
      point B (4,7)
      point C (1,4)
      concyclic A B C `,
  },
  {
    name: 'circle in a square',
    trace: traceOf([
      plane,
      [
        poly(
          [
            [0, 0],
            [8, 0],
            [8, 8],
            [0, 8],
          ],
          { colour: 'grey' },
        ),
        circle([4, 4], 2, { fill: true, colour: 'red' }),
      ],
    ]),
    facts: `chart geometry
      count 1 circle
      polygon  square grey
      circle  (4,4) 2 red
      circle inside square
      layers grey square < red circle`,
  },
  {
    name: 'two circles apart',
    trace: traceOf([
      plane,
      [circle([1, 4], 1, { fill: true, colour: 'red' }), circle([6, 4], 2, { fill: true, colour: 'blue' })],
    ]),
    facts: `chart geometry
      count 2 circle
      count 1 red circle
      count 1 blue circle
      circle 1 (1,4) 1 red
      circle 2 (6,4) 2 blue
      red circle left of blue circle`,
  },
  {
    name: 'ring in a ring',
    trace: traceOf([plane, [circle([4, 4], 1), circle([4, 4], 3)]]),
    facts: `chart geometry
      count 2 circle
      circle 1 (4,4) 1 blue
      circle 2 (4,4) 3 blue
      circle 1 inside circle 2`,
  },
  {
    name: 'two shapes above each other',
    trace: traceOf([
      plane,
      [
        poly(
          [
            [2, 5],
            [6, 5],
            [4, 8],
          ],
          { colour: 'red' },
        ),
        rect(2, 0, 4, 3, { colour: 'blue' }),
      ],
    ]),
    facts: `chart geometry
      count 1 triangle
      count 2 polygon
      polygon  triangle red
      polygon  rectangle blue
      red triangle above blue rectangle`,
  },
  {
    name: 'overlapping shapes',
    trace: traceOf([plane, [rect(0, 0, 4, 3, { colour: 'blue' }), rect(2, 1, 5, 4, { colour: 'orange' })]]),
    facts: `chart geometry
      count 2 rectangle
      count 2 polygon
      polygon  rectangle blue
      polygon  rectangle orange
      cross (2, 1)–(7, 1) (4, 0)–(4, 3) (4,1)
      cross (0, 3)–(4, 3) (2, 1)–(2, 5) (2,3)
      layers blue rectangle < orange rectangle`,
  },
  {
    name: 'named points',
    trace: traceOf([
      plane,
      [
        scatter(
          [
            [1, 2],
            [5, 3],
          ],
          { colour: 'red' },
        ),
        ...named(['A', 1, 2], ['B', 5, 3]),
      ],
    ]),
    facts: `chart geometry
      count 2 point
      point A (1,2)
      point B (5,3)`,
  },
  {
    name: 'primes and subscripts',
    trace: traceOf([
      plane,
      [
        dots([
          [1, 2],
          [5, 3],
        ]),
        ...named(["A'", 1, 2], ['$P_1$', 5, 3]),
      ],
    ]),
    facts: `chart geometry
      count 2 point
      point A' (1,2)
      point P_1 (5,3)`,
  },
  {
    name: 'triangle with an altitude',
    trace: traceOf([
      plane,
      [
        poly([
          [0, 0],
          [7, 0],
          [2, 4],
        ]),
        line(
          [
            [2, 4],
            [2, 0],
          ],
          { dash: '--' },
        ),
        ...named(['A', 0, 0], ['B', 7, 0], ['C', 2, 4], ['H', 2, 0]),
      ],
    ]),
    facts: `chart geometry
      count 1 triangle
      polygon ABC triangle blue
      point A (0,0)
      point B (7,0)
      point C (2,4)
      point H (2,0)
      segment CH (2,4) (2,0) 4 dashed
      perpendicular AB CH
      collinear A B H`,
  },
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
      degree D 1`,
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
      degree t 1`,
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
      degree 3 1`,
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
      solid cuboid 8 9+3`,
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
      solid tetrahedron 4 5+1`,
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
