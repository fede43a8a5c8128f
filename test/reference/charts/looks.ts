/** How a chart is dressed, after what is common on the web, in print and in spreadsheets; none of it is matplotlib's. */
export interface Look {
  readonly name: string
  readonly paper: string
  readonly panel: string
  readonly ink: string
  readonly font: string
  readonly size: number
  readonly colours: readonly string[]
  /** Strokes behind the data. */
  readonly grid: 'none' | 'across' | 'both'
  readonly gridColour: string
  readonly gridDash: string
  /** Of the value axis and the category axis: a stroke along it, and how long its tick marks are. */
  readonly frame: 'none' | 'bottom' | 'corner' | 'box'
  readonly tick: number
  readonly title: 'start' | 'middle'
  readonly outline: string | null
}

export const LOOKS: readonly Look[] = [
  {
    name: 'script', // As charting scripts draw by default.
    paper: '#ffffff',
    panel: '#ffffff',
    ink: '#000000',
    font: 'sans-serif',
    size: 11,
    colours: ['#4682b4', '#e6550d', '#31a354', '#756bb1', '#636363'],
    grid: 'none',
    gridColour: '#dddddd',
    gridDash: '',
    frame: 'corner',
    tick: 6,
    title: 'middle',
    outline: null,
  },
  {
    name: 'web', // A light grid, no axis strokes.
    paper: '#ffffff',
    panel: '#ffffff',
    ink: '#444444',
    font: 'sans-serif',
    size: 13,
    colours: ['#3b82f6', '#f59e0b', '#10b981', '#ef4444', '#8b5cf6'],
    grid: 'across',
    gridColour: '#e0e0e0',
    gridDash: '',
    frame: 'bottom',
    tick: 0,
    title: 'start',
    outline: null,
  },
  {
    name: 'sheet', // As spreadsheets do.
    paper: '#ffffff',
    panel: '#ffffff',
    ink: '#595959',
    font: 'sans-serif',
    size: 12,
    colours: ['#4472c4', '#ed7d31', '#a5a5a5', '#ffc000', '#70ad47'],
    grid: 'across',
    gridColour: '#c8c8c8',
    gridDash: '',
    frame: 'bottom',
    tick: 4,
    title: 'middle',
    outline: null,
  },
  {
    name: 'journal', // A box, ticks, outlines.
    paper: '#ffffff',
    panel: '#ffffff',
    ink: '#000000',
    font: 'serif',
    size: 13,
    colours: ['#999999', '#333333', '#cc4444', '#3366aa', '#66aa55'],
    grid: 'none',
    gridColour: '#cccccc',
    gridDash: '',
    frame: 'box',
    tick: 5,
    title: 'middle',
    outline: '#000000',
  },
  {
    name: 'panel', // A grey panel with a white grid.
    paper: '#ffffff',
    panel: '#ebebeb',
    ink: '#333333',
    font: 'sans-serif',
    size: 12,
    colours: ['#f8766d', '#00ba38', '#619cff', '#b79f00', '#c77cff'],
    grid: 'both',
    gridColour: '#ffffff',
    gridDash: '',
    frame: 'none',
    tick: 4,
    title: 'start',
    outline: null,
  },
  {
    name: 'paper', // Newsprint: a tinted page, dashed grid.
    paper: '#fff1e5',
    panel: '#fff1e5',
    ink: '#33302e',
    font: 'sans-serif',
    size: 13,
    colours: ['#0f5499', '#990f3d', '#ff7faa', '#00a0dd', '#593380'],
    grid: 'across',
    gridColour: '#d5c7ba',
    gridDash: '4 3',
    frame: 'bottom',
    tick: 5,
    title: 'start',
    outline: null,
  },
]
