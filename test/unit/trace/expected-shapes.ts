/** Expectations of programs that draw shapes and texts. */
import { BLACK, BLUE, data, type Expected, GREEN, RED, xy } from './expected.ts'

export const SHAPES: Readonly<Record<string, readonly Expected[]>> = {
  'annotate-arrow': [
    {
      line: 6,
      kind: 'text',
      call: 'ax.annotate',
      artists: data({
        text: 'minimum',
        points: [
          [Math.PI, -1],
          [4, 0.5],
        ],
      }),
    },
    { line: 6, kind: 'polygon', call: 'ax.annotate', artists: [{ style: { arrow: '->' }, data: { shape: 'arrow' } }] },
  ],
  'annotate-box': [
    {
      line: 5,
      kind: 'text',
      call: 'ax.annotate',
      artists: data({
        text: 'peak',
        points: xy('1,3 0.7,0.3'),
      }),
    },
  ],
  'fill-polygon': [
    {
      line: 3,
      kind: 'polygon',
      call: 'plt.fill',
      artists: [
        {
          style: { fill: '#00bfbfff', colour: BLACK, width: 2 },
          data: {
            shape: 'polygon',
            closed: true,
            points: xy('0,0 3,0 1.5,2'),
          },
        },
        {
          style: { fill: '#bf00bfff', colour: BLACK, width: 2 },
          data: {
            points: xy('4,0 6,1 5,3'),
          },
        },
      ],
    },
  ],
  'geometry-circle': [
    {
      line: 5,
      kind: 'line',
      call: 'plt.plot',
      artists: [
        {
          style: { dash: '--', colour: RED },
          data: {
            points: xy('0,0 2,0'),
          },
        },
      ],
    },
    { line: 6, kind: 'text', call: 'plt.text', artists: data({ text: '$r = 2$', points: xy('1,0.1') }) },
  ],
  'graph-nodes': [
    {
      line: 5,
      kind: 'line',
      call: 'plt.plot',
      artists: [
        ['a', 'b', [0, 0], [2, 1]],
        ['b', 'c', [2, 1], [1, 2]],
        ['c', 'a', [1, 2], [0, 0]],
      ].map(([p, q, from, to]) => ({
        loop: { p, q },
        z: 1,
        style: { colour: '#808080ff' },
        data: { points: [from, to] },
      })),
    },
    {
      line: 7,
      kind: 'collection',
      call: 'plt.scatter',
      artists: [
        ['a', 0, 0],
        ['b', 2, 1],
        ['c', 1, 2],
      ].map(([name, x, y]) => ({
        loop: { name, x, y },
        z: 2,
        style: { fill: '#add8e6ff', colour: BLACK },
        data: { points: [[x, y]], size: [600] },
      })),
    },
    { line: 8, kind: 'text', call: 'plt.text', artists: data({ text: 'a' }, { text: 'b' }, { text: 'c' }) },
  ],
  'image-alpha': [
    {
      line: 3,
      kind: 'image',
      call: 'plt.imshow',
      artists: [{ style: { alpha: 0.5 }, data: { image: { rows: 5, columns: 5, range: [0, 1] } } }],
    },
    {
      line: 4,
      kind: 'line',
      call: 'plt.plot',
      artists: [{ style: { width: 5, alpha: 0.5, colour: '#ff000080' } }],
    },
  ],
  'patches-fancy': [
    { line: 5, kind: 'polygon', call: 'FancyBboxPatch', artists: data({ shape: 'box', size: [0.3, 0.2] }) },
    {
      line: 6,
      kind: 'polygon',
      call: 'FancyArrowPatch',
      artists: [
        {
          style: { arrow: 'simple' },
          data: {
            points: xy('0.2,0.8 0.8,0.5'),
          },
        },
      ],
    },
    { line: 7, kind: 'polygon', call: 'FancyArrowPatch', artists: [{ style: { arrow: '<->' } }] },
  ],
  'patches-figure': [
    {
      line: 5,
      kind: 'polygon',
      call: 'Rectangle',
      artists: [
        {
          axes: null,
          style: { fill: '#f0e68cff', colour: BLACK },
          data: { system: 'figure', shape: 'rectangle', size: [0.5, 0.5] },
        },
      ],
    },
    {
      line: 6,
      kind: 'line',
      call: 'plt.Line2D',
      artists: [
        {
          axes: null,
          style: { colour: RED },
          data: {
            points: xy('0.1,0.9 0.9,0.1'),
          },
        },
      ],
    },
  ],
  'patches-straight': [
    {
      line: 5,
      kind: 'polygon',
      call: 'Rectangle',
      artists: [{ style: { fill: '#ff000080', alpha: 0.5 }, data: { shape: 'rectangle', size: [2, 1], angle: 15 } }],
    },
    {
      line: 6,
      kind: 'polygon',
      call: 'Polygon',
      artists: [
        {
          style: { fill: 'none', colour: GREEN, dash: '--' },
          data: {
            closed: true,
            points: xy('3,0 4,2 2.5,1.5'),
          },
        },
      ],
    },
    {
      line: 7,
      kind: 'polygon',
      call: 'RegularPolygon',
      artists: [{ style: { fill: BLUE }, data: { shape: 'polygon', centre: [1, 3], radius: 0.8 } }],
    },
  ],
  'poly-collection': [
    {
      line: 5,
      kind: 'collection',
      call: 'PolyCollection',
      artists: [
        {
          data: {
            shapes: [0, 1, 2, 3].map((k) => [
              [k, 0],
              [k + 0.8, 0],
              [k + 0.4, 1 + k],
              [k, 0],
            ]),
          },
          path: { shapes: [RED, '#bfbf00ff', GREEN, BLUE].map((fill) => ({ fill, stroke: { colour: BLACK } })) },
        },
      ],
    },
  ],
  'text-figure': [
    {
      line: 4,
      kind: 'text',
      call: 'fig.suptitle',
      artists: [{ axes: null, role: 'title', data: { text: 'A title of the figure' } }],
    },
    {
      line: 5,
      kind: 'text',
      call: 'fig.text',
      artists: [{ style: { alpha: 0.5 }, data: { system: 'figure', text: 'in the middle', points: xy('0.5,0.5') } }],
    },
    { line: 6, kind: 'text', call: 'fig.supxlabel', artists: [{ role: 'label', data: { text: 'across' } }] },
    { line: 7, kind: 'text', call: 'fig.supylabel', artists: [{ role: 'label', data: { text: 'up', angle: 90 } }] },
  ],
  'text-plain': [
    { line: 4, kind: 'text', call: 'ax.text', artists: data({ text: 'left', points: xy('0.2,0.8'), angle: 0 }) },
    { line: 5, kind: 'text', call: 'ax.text', artists: [{ style: { colour: RED }, data: { text: 'middle' } }] },
    { line: 6, kind: 'text', call: 'ax.text', artists: data({ text: 'rotated', angle: 60 }) },
    { line: 7, kind: 'text', call: 'ax.text', artists: data({ text: 'two\nlines' }) },
  ],
  zorder: [
    {
      line: 2,
      kind: 'collection',
      call: 'plt.scatter',
      artists: [{ z: 3, style: { fill: RED }, data: { size: [9000], points: xy('1,1') } }],
    },
    { line: 3, kind: 'line', call: 'plt.plot', artists: [{ z: 2, style: { colour: BLUE, width: 20 } }] },
    {
      line: 4,
      kind: 'polygon',
      call: 'plt.bar',
      artists: [{ z: 4, style: { fill: '#bfbf00ff' }, data: { centre: [1, 1], values: [2] } }],
    },
  ],
  '3d-cube': [
    {
      line: 6,
      kind: 'collection',
      call: 'Poly3DCollection',
      artists: [
        {
          style: { alpha: 0.5 },
          data: {
            shapes: [
              ['000', '100', '110', '010'],
              ['001', '101', '111', '011'],
              ['000', '100', '101', '001'],
            ].map((face) => face.map((corner) => [...corner].map(Number))),
          },
        },
      ],
    },
    { line: 7, kind: 'text', call: 'ax.text', artists: data({ text: 'G', points: [[1, 1, 1]] }) },
  ],
}
