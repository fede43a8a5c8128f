/**
 * Charts and diagrams drawn as SVG by hand-made code: NAME.svg and NAME.json (what it shows). Nothing here is learned by
 * a model or drawn by matplotlib.
 *
 * node test/reference/charts/make.ts FOLDER COUNT SEED
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bars, barsAcross, lines, manyBars, pie, scatter } from './charts.ts'
import { diagram } from './diagrams.ts'
import { LOOKS } from './looks.ts'
import { Random, type Svg } from './svg.ts'
import type { ChartTruth } from './truth.ts'

export interface DrawnChart {
  readonly name: string
  readonly kind: string
  readonly svg: string
  readonly truth: ChartTruth
}

const KINDS = { bars, lines, scatter, pie, barsAcross, manyBars, diagram }

/** As many, kinds and looks in turn. */
export function drawCharts(count: number, seed: number): DrawnChart[] {
  const kinds = Object.entries(KINDS)
  return Array.from({ length: count }, (_, i) => {
    const [kind, draw] = kinds[i % kinds.length]!
    const random = new Random(1000 * seed + i)
    const look = LOOKS[(i + Math.floor(i / kinds.length)) % LOOKS.length]!
    const [svg, truth]: [Svg, ChartTruth] = draw(random, look)
    return { name: `${String(i).padStart(3, '0')}-${kind}-${look.name}`, kind, svg: String(svg), truth }
  })
}

if (import.meta.main) {
  const [folder, count, seed] = process.argv.slice(2)
  if (!folder) throw new Error('node make.ts FOLDER COUNT SEED')
  mkdirSync(folder, { recursive: true })
  for (const { name, svg, truth } of drawCharts(Number(count), Number(seed))) {
    writeFileSync(join(folder, `${name}.svg`), svg)
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(truth))
  }
}
