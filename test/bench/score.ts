import { fork } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { log } from '../../scripts/log.mjs'
import { findMatplotlib } from '../../scripts/matplotlib.mjs'
import { ROOT, run } from '../../scripts/process.mjs'
import { scoreFigure } from '../../src/fidelity/score.ts'
import type { MeasuredScene } from '../reference/score/measure.ts'
import { openScene, readIndex } from '../reference/score/pairs.ts'
import { chart, type Summary, summarise } from '../reference/score/summary.ts'
import type { Measured } from './bench.ts'
import type { Metric } from './record.ts'

const SCENES = 60
/** No other set is drawn with it: those that the score was tuned on have seeds below 1000. */
const SEED = 2027
const FOLDER = join(ROOT, 'test', 'reference', 'score')
const CHART = new URL('SCORE.md', import.meta.url)

/** How well the score follows what is wrong, on held-out scenes of 18 kinds × about 47 variants (make.py). */
export async function benchScore({ quick }: { readonly quick: boolean }): Promise<Measured> {
  const { python, note } = await findMatplotlib(log)
  if (!python) {
    console.log(`score: left out, ${note}`)
    return { adapter: 'none', metrics: [] }
  }
  const folder = await mkdtemp(join(tmpdir(), 'score-'))
  try {
    const sizes = quick ? ['18', String(SEED), '8'] : [String(SCENES), String(SEED)]
    const made = await run(python, [join(FOLDER, 'make.py'), folder, ...sizes], { quiet: true })
    if (made.status !== 0) throw new Error(`make.py failed: ${made.output.trim()}`)
    const times = await measureTimes(folder)
    const scenes = await measureAll(folder)
    const summary = summarise(scenes)
    if (!quick) await writeFile(CHART, report(scenes, summary))
    return { adapter: 'none', metrics: [...figures(summary), ...times] }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A process a core; each reads sources and scores pairs of every nth scene. */
async function measureAll(folder: string): Promise<readonly MeasuredScene[]> {
  const count = Math.max(1, availableParallelism())
  const parts = Array.from({ length: count }, (_, first) => {
    const found: MeasuredScene[] = []
    const child = fork(join(FOLDER, 'measure-part.ts'), [folder, String(first), String(count)])
    child.on('message', (scene) => found.push(scene as MeasuredScene))
    return new Promise<MeasuredScene[]>((resolve, reject) => {
      child.on('error', reject)
      child.on('exit', (status) =>
        status === 0 ? resolve(found) : reject(new Error(`measure-part.ts ended with ${status}`)),
      )
    })
  })
  const scenes = (await Promise.all(parts)).flat()
  return scenes.sort((a, b) => (a.name < b.name ? -1 : 1))
}

const LIMITS = [
  { size: '1024×1024', goal: 150, runs: 9 },
  { size: '4000×3000', goal: 1000, runs: 3 },
] as const

/** Milliseconds on one core, warm, with the trace; scaling included. */
async function measureTimes(folder: string): Promise<Metric[]> {
  const [entry] = await readIndex(folder)
  const { picture, trace } = await openScene(folder, entry!)
  const metrics: Metric[] = []
  for (const [index, { size, goal, runs }] of LIMITS.entries()) {
    const [from, to] = entry!.sized![index]!
    const [source, render, figure] = [await picture(from), await picture(to), trace(to)]
    const times: number[] = []
    for (let k = -3; k < runs; k++) {
      const start = performance.now()
      scoreFigure(source, render, { trace: figure })
      if (k >= 0) times.push(performance.now() - start)
    }
    const value = times.sort((a, b) => a - b)[times.length >> 1]!
    metrics.push({ name: `score: ${size} with its trace`, value, unit: 'ms', goal, better: 'lower' })
  }
  return metrics
}

function figures(summary: Summary): Metric[] {
  const metric = (
    name: string,
    value: number,
    goal: number | null,
    better: Metric['better'],
    unit: string,
    note?: string,
  ): Metric => ({ name: `score: ${name}`, value, unit, goal, better, ...(note && { note }) })
  const { worn, attacks } = summary
  return [
    metric('pooled Spearman ρ with severity', summary.rho, 0.85, 'higher', ''),
    metric('pooled Spearman ρ without the trace', summary.pixelsRho, 0.78, 'higher', ''),
    ...Object.entries(summary.peersRho).map(([name, value]) =>
      metric(`pooled Spearman ρ of ${name}`, value, null, 'higher', '', 'beside ours'),
    ),
    metric("mean of the scenes' Kendall τ", summary.tau, 0.7, 'higher', ''),
    metric('unrelated pairs at .45 or more', summary.alike, 0, 'lower', `of ${summary.unrelated}`),
    metric('ladders that rise by more than .02', summary.rising.length, 0, 'lower', `of ${summary.ladders}`),
    metric('drawn otherwise, at least .9', 100 * summary.same, 100, 'higher', '%'),
    ...Object.entries(worn).flatMap(([name, { pairs, worst, losing, alike }]) => [
      metric(
        `${name}: true drawings that lose more than .10`,
        losing,
        0,
        'lower',
        `of ${pairs}`,
        `at most ${worst.toFixed(3)}`,
      ),
      metric(`${name}: unrelated ones at .45 or more`, alike, 0, 'lower', `of ${pairs}`),
    ]),
    metric('best attack', Math.max(...Object.values(attacks)), 0.2, 'lower', '', bestOf(attacks)),
    metric('drawn twice, above once', summary.twice, 0, 'lower', ''),
  ]
}

function bestOf(attacks: Readonly<Record<string, number>>): string {
  return Object.entries(attacks)
    .map(([name, total]) => `${name} ${total.toFixed(2)}`)
    .join(', ')
}

function report(scenes: readonly MeasuredScene[], { rising }: Summary): string {
  return `# What the score says of each kind of edit

Written by \`npm run bench -- score\`; means over ${scenes.length} held-out scenes of ${new Set(scenes.map(({ kind }) => kind)).size} kinds, read and traced.
Severity is the share of the elements that are wrong × the level; what shows the same has 0.

${chart(scenes)}

Ladders that rise by more than .02: ${rising.join('; ') || 'none'}.
`
}
