import { line, poly, rect, traceOf } from './build.ts'
import type { Picture } from './pictures.ts'
import { named, plane } from './shared-drafts.ts'

const right = `chart geometry
  polygon ABC triangle blue
  count 1 triangle
  point A (0,0)
  point B (4,0)
  point C (0,3)
  right A AB AC`

/** Triangles, quadrilaterals and others, written from the coordinates. */
export const POLYGONS: Picture[] = [
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
]
