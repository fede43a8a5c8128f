import { circle, dots, line, poly, rect, scatter, text, traceOf } from './build.ts'
import type { Picture } from './pictures.ts'
import { named, plane } from './shared-drafts.ts'

/** Lines, circles and several shapes with what holds between them. */
export const PLANE: Picture[] = [
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
      blue rectangle overlaps orange rectangle
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
]
