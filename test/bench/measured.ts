import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { log } from '../../scripts/log.mjs'
import { findMatplotlib } from '../../scripts/matplotlib.mjs'
import { ROOT, run } from '../../scripts/process.mjs'
import { findRsvg } from '../../scripts/rsvg.mjs'
import { scoreFigure } from '../../src/fidelity/score.ts'
import { measuredProgram } from '../../src/measured/program.ts'
import { observe } from '../../src/ocr/observe.ts'
import { decodePng } from '../png.ts'
import { compareDrawn } from '../reference/charts/compare.ts'
import { drawCharts } from '../reference/charts/make.ts'
import type { PictureTruth } from '../reference/reading/truth.ts'
import { openOcr } from '../unit/ocr/files.ts'
import type { Measured } from './bench.ts'
import type { Metric } from './record.ts'

const CHARTS = 56
/** The reading and the program were developed on charts of seeds below 1000. */
const SEED = 2027

interface Outcome {
  readonly kind: string
  readonly score: number
  readonly total: number
  readonly right: number
}

/** Charts and diagrams that no model was trained on, drawn as SVG: read, written as a program without a model, drawn again. */
export async function benchMeasured({ quick }: { readonly quick: boolean }): Promise<Measured> {
  const { python, note } = await findMatplotlib(log)
  const rsvg = await findRsvg(log)
  if (!python || rsvg.note) {
    console.log(`measured: left out, ${note ?? rsvg.note}`)
    return { adapter: 'none', metrics: [] }
  }
  const folder = await mkdtemp(join(tmpdir(), 'measured-'))
  try {
    return { adapter: 'none', metrics: summary(await redraw(folder, python, quick ? 14 : CHARTS)) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function redraw(folder: string, python: string, count: number): Promise<Outcome[]> {
  const reader = await openOcr()
  const charts = drawCharts(count, SEED)
  const path = (name: string, ending: string) => join(folder, `${name}.${ending}`)
  for (const { name, svg } of charts) {
    await writeFile(path(name, 'svg'), svg)
    const made = await run('rsvg-convert', [path(name, 'svg'), '-o', path(name, 'png')], { quiet: true })
    if (made.status !== 0) throw new Error(`rsvg-convert failed: ${made.output.trim()}`)
    const program = measuredProgram(await observe(await decodePng(await readFile(path(name, 'png'))), reader))
    if (program) await writeFile(path(name, 'py'), program)
  }
  const drawn = await run(python, [join(ROOT, 'test', 'reference', 'charts', 'draw.py'), folder], { quiet: true })
  if (drawn.status !== 0 || drawn.output.trim()) throw new Error(`draw.py: ${drawn.output.trim()}`)
  const outcomes: Outcome[] = []
  for (const { name, kind, truth } of charts) {
    const isDrawn = existsSync(path(name, 'drawn.png'))
    const shown = isDrawn ? (JSON.parse(await readFile(path(name, 'drawn.json'), 'utf8')) as PictureTruth) : null
    const score = isDrawn
      ? scoreFigure(
          await decodePng(await readFile(path(name, 'png'))),
          await decodePng(await readFile(path(name, 'drawn.png'))),
        ).total
      : 0
    outcomes.push({ kind, score, ...compareDrawn(truth, shown) })
  }
  return outcomes
}

const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  bars: ['bars', 'barsAcross', 'manyBars'],
  lines: ['lines'],
  'scatter plots': ['scatter'],
  pies: ['pie'],
}

/** What charts of seeds that may be looked at lose values to. */
const LOST =
  'Lost, on others of that kind: pale grey points on a grid, grey and black lines that cross, stacked bars with black outlines, scales whose first labels run into each other'

function summary(outcomes: readonly Outcome[]): Metric[] {
  const share = (list: readonly Outcome[]) =>
    (100 * list.reduce((sum, { right }) => sum + right, 0)) / list.reduce((sum, { total }) => sum + total, 0)
  const mean = (list: readonly Outcome[]) => list.reduce((sum, { score }) => sum + score, 0) / list.length
  const isChart = ({ kind }: Outcome) => kind !== 'diagram'
  const parts = Object.entries(FAMILIES).map(([name, kinds]) => {
    const own = outcomes.filter(({ kind }) => kinds.includes(kind))
    return `${name} ${share(own).toFixed(0)} %, score ${mean(own).toFixed(2)}`
  })
  const charts = outcomes.filter(isChart)
  const diagrams = outcomes.filter((one) => !isChart(one))
  const metrics: Metric[] = [
    {
      name: 'measured: values of charts within 1 %',
      value: share(charts),
      unit: '%',
      goal: 80,
      better: 'higher',
      note: `${charts.length} charts drawn as SVG, read and written as a program without a model: ${parts.join('; ')}. ${LOST}`,
    },
    {
      name: 'measured: score of charts',
      value: mean(charts),
      unit: '',
      goal: null,
      better: 'higher',
      note: 'pixels alone, without trace and texts; 0 where no program came out',
    },
  ]
  if (diagrams.length > 0)
    metrics.push({
      name: 'measured: score of diagrams',
      value: mean(diagrams),
      unit: '',
      goal: null,
      better: 'higher',
      note: `${diagrams.length} diagrams of shapes and labels, without axes`,
    })
  return metrics
}
