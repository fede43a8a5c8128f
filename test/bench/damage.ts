import { log } from '../../scripts/log.mjs'
import { findMatplotlib } from '../../scripts/matplotlib.mjs'
import { refineDrawing } from '../../src/perceive/refine/driver.ts'
import { PROPOSERS } from '../../src/perceive/refine/proposers.ts'
import { damage, drawLots, movingLiterals, restored } from '../reference/refine/damage.ts'
import { Python } from '../reference/refine/python.ts'
import type { BenchOptions, Measured } from './bench.ts'
import type { Metric } from './record.ts'

const PROGRAMS = 40
/** The proposers were written with programs of other seeds at hand. */
const SEED = 733
/** Long sides of source and of what it is compared with at first, pixels. */
const SOURCE = 520
const RENDERS = 60
const SECONDS = 60

/** Programs with wrong numbers, drawn under CPython, and how many numbers refinement puts right. */
export async function benchDamage({ quick }: BenchOptions): Promise<Measured> {
  const { python, note } = await findMatplotlib(log)
  if (!python) {
    console.log(`damage: left out, ${note}`)
    return { adapter: 'none', metrics: [] }
  }
  const bench = new Python(python)
  const told: Told[] = []
  try {
    const lot = drawLots(SEED)
    for (const [at, code] of (await bench.programs(quick ? 7 : PROGRAMS, SEED)).entries()) {
      const lab = bench.lab(SOURCE)
      const damaged = damage(code, await movingLiterals(code, lab), lot)
      const source = await bench.draw(code, SOURCE)
      const start = source && (await bench.judge(damaged.code, source.raster))
      if (!source || !start) throw new Error(`program ${at} draws nothing`)
      let renders = 0
      const since = performance.now()
      const best = await refineDrawing(
        start,
        { picture: source.raster, observation: null },
        {
          proposers: PROPOSERS,
          budget: { seconds: SECONDS, renders: RENDERS },
          since,
          draw: (program) => {
            renders++
            return bench.judge(program, source.raster)
          },
          lab,
          signal: new AbortController().signal,
          onStep: () => {},
          onProgress: () => {},
          onError: (error) => console.log(`  ${at}: ${error}`),
        },
      )
      const seconds = (performance.now() - since) / 1000
      const { literals, whole } = await restored(code, best.code, damaged, lab)
      const right = literals.filter(Boolean).length
      told.push({ right, whole, all: literals.length, renders, seconds })
      const totals = `${start.score.total.toFixed(3)} → ${best.score.total.toFixed(3)}`
      console.log(
        `  ${at}: ${right} of ${literals.length}${whole ? '' : ' (not whole)'}, ${totals}, ${renders} drawings, ${seconds.toFixed(1)} s`,
      )
    }
  } finally {
    bench.close()
  }
  return { adapter: 'none', metrics: metrics(told) }
}

interface Told {
  readonly right: number
  readonly whole: boolean
  readonly all: number
  readonly renders: number
  readonly seconds: number
}

function metrics(told: readonly Told[]): Metric[] {
  const sum = (of: (one: Told) => number) => told.reduce((all, one) => all + of(one), 0)
  const whole = sum(({ whole }) => (whole ? 1 : 0))
  const note = `${told.length} programs with four in ten of their places and lengths wrong by 2 to 20 %, no OCR, at most ${RENDERS} drawings`
  const share = (name: string, part: number, all: number, goal: number): Metric => ({
    name: `damage: ${name}`,
    value: (100 * part) / all,
    unit: '%',
    goal,
    better: 'higher',
    note: `${part} of ${all}; ${note}`,
  })
  const mean = (name: string, unit: string, of: (one: Told) => number): Metric => ({
    name: `damage: ${name}`,
    value: sum(of) / told.length,
    unit,
    goal: null,
    better: 'lower',
    note: 'under CPython',
  })
  return [
    share(
      'literals restored',
      sum(({ right }) => right),
      sum(({ all }) => all),
      90,
    ),
    share('whole programs restored', whole, told.length, 75),
    mean('drawings a program', '', ({ renders }) => renders),
    mean('time a program', 's', ({ seconds }) => seconds),
  ]
}
