import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { log } from '../../scripts/log.mjs'
import { findMatplotlib } from '../../scripts/matplotlib.mjs'
import { ROOT, run } from '../../scripts/process.mjs'
import { openPage } from '../../src/cli/browser.ts'
import { driveElement, type PageResult } from '../../src/cli/element.ts'
import { codeScore } from '../../src/fidelity/code-score.ts'
import type { Trace, TracedFigure } from '../../src/trace.ts'
import { differences, hasStructureOf } from '../reference/nano/exact.ts'
import { adapterOf } from './adapter.ts'
import type { BenchOptions, Measured } from './bench.ts'
import type { Metric } from './record.ts'

const PICTURES = 105
/** Below 1000: not in the model's training. The refinement was developed on others. */
const SEED = 811
/** Seconds of one run, and at which it is looked at. */
const BUDGET = 60
const EARLY = 10
const WITHOUT_OCR = 35
const REFERENCE = join(ROOT, 'test', 'reference', 'nano')

interface Case {
  readonly name: string
  readonly truth: TracedFigure
  readonly result: PageResult
}

/** The embedded model on pictures of its families: its own answers, and what refinement makes of them in the page. */
export async function benchRefine({ quick, keep }: BenchOptions): Promise<Measured> {
  const { python, note } = await findMatplotlib(log)
  if (!python) {
    console.log(`refine: left out, ${note}`)
    return { adapter: 'none', metrics: [] }
  }
  const folder = await mkdtemp(join(tmpdir(), 'refine-'))
  const script = async (name: string, ...args: string[]) => {
    const { status, output } = await run(python, [join(REFERENCE, name), ...args], { quiet: true })
    if (status !== 0) throw new Error(`${name} failed: ${output.trim()}`)
  }
  try {
    await script('make.py', folder, String(quick ? 7 : PICTURES), String(SEED))
    const names = (await readdir(folder)).filter((file) => file.endsWith('.png')).sort()
    const pictures = names.map((name) => join(folder, name))
    const refined = await reconstructAll(pictures, { refine: String(BUDGET) })
    const cases: Case[] = []
    for (const [index, result] of refined.results.entries()) {
      const path = pictures[index]!.replace(/png$/, 'json')
      cases.push({ name: names[index]!, truth: await figureOf(path), result })
    }
    const models = join(folder, 'models')
    await mkdir(models)
    for (const { name, result } of cases) {
      await writeFile(join(models, name.replace(/png$/, 'py')), result.modelCode ?? '')
    }
    await script('trace.py', models, '400')
    const structured = new Set<string>()
    for (const { name, truth } of cases) {
      const model = await figureOf(join(models, name.replace(/png$/, 'json'))).catch(() => null)
      if (model && hasStructureOf(truth, model)) structured.add(name)
    }
    await keep({ adapter: refined.adapter, metrics: refinedMetrics(cases, structured) })
    const others = quick ? pictures.slice(0, 2) : pictures
    const best = await reconstructAll(others, { refine: '0', candidates: '4' })
    const blind = await reconstructAll(others.slice(0, WITHOUT_OCR), { refine: String(EARLY), ocr: 'off' })
    return {
      adapter: refined.adapter,
      metrics: [
        score('best of 4 answers', best.results.map(totalOf), others.length),
        score(`after ${EARLY} s without OCR`, blind.results.map(totalOf), blind.results.length),
      ],
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function reconstructAll(pictures: readonly string[], attributes: Readonly<Record<string, string>>) {
  const { page, close } = await openPage({ dir: join(ROOT, 'dist'), query: '?sample=off' })
  try {
    const reconstruct = await driveElement(page, attributes, () => {})
    const results: PageResult[] = []
    for (const picture of pictures) {
      const result = await reconstruct(picture)
      results.push(result)
      const steps = result.steps.map(({ kind }) => kind).join(' ')
      console.log(
        `  ${results.length}/${pictures.length} ${result.modelScore?.toFixed(3)} → ${totalOf(result).toFixed(3)}  ${steps}`,
      )
    }
    return { results, adapter: await adapterOf(page) }
  } finally {
    await close()
  }
}

const figureOf = async (path: string) => (JSON.parse(await readFile(path, 'utf8')) as Trace).figures[0]!

const totalOf = ({ score }: Pick<PageResult, 'score'>) => score?.total ?? 0

/** The score that stood so many seconds after the first one. */
function totalAt({ modelScore, steps }: PageResult, seconds: number): number {
  let total = modelScore ?? 0
  let at = 0
  for (const step of steps.filter(({ kind }) => kind !== 'repair')) {
    at += step.ms / 1000
    if (at <= seconds) total = step.score ?? total
  }
  return total
}

function refinedMetrics(cases: readonly Case[], structured: ReadonlySet<string>): Metric[] {
  const isExact = ({ truth, result }: Case) => {
    const found = result.trace?.figures[0]
    return found !== undefined && differences(truth, found).length === 0
  }
  for (const one of cases) {
    const found = one.result.trace?.figures[0]
    const said = found ? differences(one.truth, found) : ['nothing drawn']
    console.log(`  ${one.name}: ${said.length === 0 ? 'exact' : said.join('; ')}`)
  }
  const right = cases.filter(({ name }) => structured.has(name))
  const exact = cases.filter(isExact).length
  const code = mean(
    cases.map(({ truth, result }) => {
      const found = result.trace?.figures[0]
      return found ? codeScore(truth, found).total : 0
    }),
  )
  const renders = cases.flatMap(({ result }) => result.steps.map((step) => step.renders))
  const gain = mean(cases.map(({ result }) => totalOf(result) - (result.modelScore ?? 0)))
  const wins = cases.filter(({ result }) => result.steps.some(({ kind }) => kind === 'candidate')).length
  return [
    score(
      'the model alone',
      cases.map(({ result }) => result.modelScore ?? 0),
      cases.length,
    ),
    score(
      `after ${EARLY} s`,
      cases.map(({ result }) => totalAt(result, EARLY)),
      cases.length,
    ),
    score(
      `after ${BUDGET} s`,
      cases.map(({ result }) => totalOf(result)),
      cases.length,
    ),
    { name: `refine: code score after ${BUDGET} s`, value: code, unit: '', goal: null, better: 'higher' },
    share('exact programs', exact, cases.length, 70),
    share('exact programs where the model had the structure', right.filter(isExact).length, right.length, 85),
    share('pictures whose measured candidate won', wins, cases.length, null),
    {
      name: 'refine: gain of score for each drawing of a kept step',
      value: gain / Math.max(mean(renders) * (renders.length / cases.length), 1),
      unit: '',
      goal: null,
      better: 'higher',
    },
  ]
}

function score(name: string, totals: readonly number[], count: number): Metric {
  const note = `mean over ${count} pictures of the model’s families, seed ${SEED}`
  return { name: `refine: score, ${name}`, value: mean(totals), unit: '', goal: null, better: 'higher', note }
}

function share(name: string, count: number, of: number, goal: number | null): Metric {
  const value = of === 0 ? 0 : (100 * count) / of
  return { name: `refine: ${name}`, value, unit: '%', goal, better: 'higher', note: `${count} of ${of}` }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1)
}
