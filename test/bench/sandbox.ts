import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { ROOT } from '../../scripts/process.mjs'
import { openPage } from '../../src/cli/browser.ts'
import { type ProgramRun, runProgram } from '../e2e/viewer-runs.ts'
import type { BenchOptions, Measured } from './bench.ts'
import type { Metric } from './record.ts'
import { tracingCost } from './tracing-cost.ts'

const PROGRAMS = join(ROOT, 'test/fixtures/programs/trace')
const FIGURE = 'import matplotlib.pyplot as plt\nplt.plot([1, 2, 3], [2, 1, 3])\nplt.title("$x^2$")\n'
/** No interrupt reaches it. */
const STUCK = 'import time\ntime.sleep(1000)\n'
const ROUNDS = 3
/** Milliseconds in which the page, left alone, has booted its spare on any machine. */
const REST = 20_000

/** The built page's sandbox: how long programs wait, and what tracing costs. */
export async function benchSandbox({ quick }: BenchOptions): Promise<Measured> {
  const waits = await measureWaits(quick ? 1 : ROUNDS)
  const { page, close } = await openPage({ dir: join(ROOT, 'dist'), query: '?sample=off' })
  try {
    const names = readdirSync(PROGRAMS).filter((name, index) => name.endsWith('.py') && (!quick || index % 6 === 0))
    const programs = names.map((name) => readFileSync(join(PROGRAMS, name), 'utf8'))
    const ratios = await tracingCost(page, programs)
    const slow = ratios.filter((ratio) => ratio > 1.15).length
    const tracing: Metric = {
      name: 'sandbox: cost of tracing in Pyodide',
      value: 100 * (median(ratios) - 1),
      unit: '%',
      goal: 15,
      better: 'lower',
      note: `median over ${ratios.length} sample programs, traced against plain; ${slow} of them cost more than 15 %`,
    }
    return { adapter: 'none', metrics: [...waits, tracing] }
  } finally {
    await close()
  }
}

/** Medians of rounds, each in a page of its own. */
async function measureWaits(rounds: number): Promise<Metric[]> {
  const all: Record<'boot' | 'warm' | 'spare' | 'bare', number[]> = { boot: [], warm: [], spare: [], bare: [] }
  for (let round = 0; round < rounds; round++) {
    const { page, close } = await openPage({ dir: join(ROOT, 'dist'), query: '?sample=off' })
    try {
      let picture = 0
      all.boot.push(await drawn(page, ++picture))
      all.warm.push(await drawn(page, picture))
      await new Promise((resolve) => setTimeout(resolve, REST))
      await kill(page, picture)
      all.spare.push(await drawn(page, ++picture))
      // At once: the page has had no time to boot another spare.
      await kill(page, picture)
      all.bare.push(await drawn(page, ++picture))
    } finally {
      await close()
    }
  }
  const metric = (name: string, values: readonly number[], goal: number | null): Metric => ({
    name: `sandbox: ${name}`,
    value: median(values),
    unit: 's',
    goal,
    better: 'lower',
  })
  return [
    metric('boot to first figure', all.boot, null),
    metric('next figure of the same picture', all.warm, null),
    metric('next figure after a kill, with a spare', all.spare, 5),
    metric('next figure after a kill, without a spare', all.bare, 30),
  ]
}

/** Seconds from the order to the score of the figure. */
async function drawn(page: Page, picture: number): Promise<number> {
  const run = await runProgram(page, FIGURE, picture)
  if (run.figures !== 1) throw failed(run)
  return run.seconds
}

async function kill(page: Page, picture: number): Promise<void> {
  const run = await runProgram(page, STUCK, picture, 0.5)
  if (run.error?.code !== 'timeout') throw failed(run)
}

function failed({ error }: ProgramRun): Error {
  return new Error(`A program of the bench ended otherwise than it should: ${error?.message ?? 'without an error'}`)
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
