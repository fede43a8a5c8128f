/** Expectations of programs that draw charts. */
import { BLACK, BLUE, data, type Expected, GREEN, RED, xy } from './expected.ts'

export const CHARTS: Readonly<Record<string, readonly Expected[]>> = {
  'axes-ticks': [
    {
      line: 5,
      kind: 'line',
      call: 'ax.plot',
      artists: [
        {
          style: { colour: '#1f77b4ff', width: 1.5, dash: '-' },
          data: {
            system: 'data',
            closed: false,
            points: xy('0,0 1000000,1e-6'),
          },
        },
      ],
    },
  ],
  'bar-errors': [
    {
      line: 3,
      kind: 'polygon',
      call: 'plt.bar',
      artists: [4, 6, 5].map((value) => ({ style: { fill: '#d3d3d3ff' }, data: { values: [value] } })),
    },
  ],
  'bar-grouped': [
    {
      line: 5,
      kind: 'polygon',
      call: 'plt.bar',
      artists: [
        ...[3, 5, 2].map((value) => ({ loop: { k: 0, name: '2021' }, data: { values: [value], size: [0.4, value] } })),
        ...[4, 4, 4].map((value) => ({ loop: { k: 1, name: '2022' }, data: { values: [value], size: [0.4, value] } })),
      ],
    },
  ],
  'bar-hatches': [
    {
      line: 4,
      kind: 'polygon',
      call: 'plt.bar',
      artists: ['/', '\\', 'x', 'o', '.', '*', '+'].map((hatch, k) => ({
        loop: { k, hatch },
        style: { hatch, fill: '#ffffffff', colour: BLACK },
        data: { values: [k + 1], centre: [k, (k + 1) / 2] },
      })),
    },
  ],
  'bar-horizontal': [
    {
      line: 4,
      kind: 'polygon',
      call: 'ax.barh',
      artists: [
        ['alpha', 1.5],
        ['beta', 2.5],
        ['gamma', 4],
      ].map(([name, value]) => ({
        style: { fill: '#55aa88ff' },
        data: { names: [name], values: [value], size: [value, 0.5] },
      })),
    },
  ],
  'bar-stacked': [
    {
      line: 5,
      kind: 'polygon',
      call: 'plt.bar',
      artists: [
        [0, 2.5, 1],
        [1, 4, 2],
        [2, 4.5, 1],
      ].map(([x, y, value]) => ({ style: { hatch: '//' }, data: { centre: [x, y], values: [value] } })),
    },
  ],
  'line-masked': [
    {
      line: 4,
      kind: 'line',
      call: 'plt.plot',
      artists: [
        {
          style: { width: 4 },
          data: { points: [0, 1, 2, 3, 4, 7, 8, 9, 10, 11].map((x) => [x, x % 7]) },
        },
      ],
    },
  ],
  'line-nan': [
    {
      line: 4,
      kind: 'line',
      call: 'plt.plot',
      artists: [
        {
          style: { colour: '#800080ff', marker: { shape: 'o', size: 6, face: '#800080ff', edge: '#800080ff' } },
          data: {
            points: xy('0,1 1,2 3,4 4,3 6,2 7,1'),
          },
        },
      ],
    },
  ],
  'line-segments': [
    {
      line: 4,
      kind: 'collection',
      call: 'ax.hlines',
      artists: [
        {
          style: { colour: RED },
          data: {
            shapes: [
              [0, 4, 1],
              [1, 3, 2],
              [2, 5, 3],
            ].map(([from, to, y]) => [
              [from, y],
              [to, y],
            ]),
          },
          path: { shapes: [RED, GREEN, BLUE].map((colour) => ({ stroke: { colour } })) },
        },
      ],
    },
    {
      line: 5,
      kind: 'collection',
      call: 'ax.vlines',
      artists: [
        {
          style: { width: 3 },
          data: {
            shapes: [0.5, 1.5].map((x) => [
              [x, 0],
              [x, 4],
            ]),
          },
        },
      ],
    },
  ],
  'line-spans': [
    { line: 4, kind: 'line', call: 'ax.axhline', artists: [{ style: { colour: RED }, data: { system: 'mixed' } }] },
    { line: 5, kind: 'line', call: 'ax.axvline', artists: [{ style: { colour: GREEN, dash: ':' } }] },
    { line: 6, kind: 'polygon', call: 'ax.axhspan', artists: [{ style: { alpha: 0.3 } }] },
    { line: 7, kind: 'polygon', call: 'ax.axvspan', artists: [{ style: { fill: '#ffa500ff' } }] },
    {
      line: 8,
      kind: 'line',
      call: 'ax.axline',
      artists: data({ shape: 'endless', points: xy('0,0'), values: [1.5] }),
    },
  ],
  'line-steps': [
    {
      line: 4,
      kind: 'line',
      call: 'plt.step',
      artists: [{ label: 'mid', data: { points: [0, 1, 2, 3, 4, 5, 6, 7].map((x) => [x, x % 3]) } }],
    },
    {
      line: 5,
      kind: 'line',
      call: 'plt.step',
      artists: [
        {
          label: 'post',
          style: { colour: BLACK },
          data: { points: [0, 1, 2, 3, 4, 5, 6, 7].map((x) => [x, (x % 3) + 4]) },
        },
      ],
    },
  ],
  'polar-scatter': [
    {
      line: 4,
      kind: 'collection',
      call: 'ax.scatter',
      artists: data({
        values: [1, 2, 3, 4],
        points: xy('0,1 1,2 2,1.5 4,3'),
      }),
    },
  ],
  stackplot: [
    {
      line: 4,
      kind: 'collection',
      call: 'plt.stackplot',
      artists: ['p', 'q', 'r'].map((label) => ({ label, style: { alpha: 0.8 } })),
    },
  ],
  'table-colours': [
    { line: 4, kind: 'polygon', call: 'ax.bar', artists: data({ values: [2] }, { values: [3] }) },
    { line: 6, kind: 'table', call: 'ax.table', artists: data({ names: ['a', 'b'] }) },
  ],
}
