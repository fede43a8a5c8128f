import { bars, line, pie, rect, ticks, traceOf } from './build.ts'
import type { Picture } from './pictures.ts'

const square = { x: [-1, 1] as [number, number], y: [-1, 1] as [number, number], decorated: false, equal: true }

/** Charts with the numbers of everyday ones, for drafts alone. */
export const FOR_DRAFTS: Pick<Picture, 'name' | 'trace'>[] = [
  {
    name: 'revenue',
    trace: traceOf([
      {
        title: 'Quarterly Revenue',
        xlabel: 'Quarter',
        ylabel: 'Revenue (€)',
        x: [-0.5, 3.5],
        y: [0, 20_000],
        xticks: ticks(['Q1', 'Q2', 'Q3', 'Q4']),
      },
      [bars([12_400, 15_850, 9_750, 18_300])],
    ]),
  },
  {
    name: 'temperatures',
    trace: traceOf([
      {
        title: 'Average Temperature',
        xlabel: 'Month',
        ylabel: 'Temperature (°C)',
        x: [0, 5],
        y: [0, 25],
        xticks: ticks(['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun']),
      },
      [
        line(
          [1, 2, 6, 10, 15, 18].map((y, x) => [x, y]),
          { colour: 'C0', label: 'Berlin', marker: true },
        ),
        line(
          [6, 8, 11, 14, 19, 24].map((y, x) => [x, y]),
          { colour: 'C3', label: 'Madrid', marker: true },
        ),
      ],
    ]),
  },
  {
    name: 'energy mix',
    trace: traceOf([
      { ...square, title: 'Energy Mix 2023' },
      [pie([37.5, 25, 20, 17.5], ['Wind', 'Solar', 'Gas', 'Coal'])],
    ]),
  },
  {
    name: 'survey',
    trace: traceOf([
      {
        title: 'Survey Results',
        xlabel: 'Responses (%)',
        x: [0, 50],
        y: [-0.5, 3.5],
        yticks: ticks(['Very satisfied', 'Satisfied', 'Neutral', 'Dissatisfied']),
      },
      [42, 31, 18, 9].map((width, i) => rect(0, i - 0.4, width, 0.8, { colour: 'green' })),
    ]),
  },
  {
    name: 'exports',
    trace: traceOf([
      { ylabel: 'Exports (kt)', x: [-0.5, 2.5], y: [0, 150], xticks: ticks(['2019', '2020', '2021']) },
      [
        bars([120, 95, 140], { offset: -0.2, width: 0.4, label: 'Steel', colour: 'grey' }),
        bars([60, 75, 80], { offset: 0.2, width: 0.4, label: 'Copper', colour: 'orange' }),
      ],
    ]),
  },
]
