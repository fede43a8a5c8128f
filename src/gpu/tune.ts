import { get, set } from 'idb-keyval'
import { allocating, BufferPool } from './buffers.ts'
import type { Gpu } from './device.ts'
import { linear } from './kernels/linear.ts'
import { matvec } from './kernels/matvec.ts'
import type { Matrix } from './matrix.ts'
import { PlanBuilder, type StepSpec } from './plan.ts'
import { shadersVersion } from './shaders.ts'
import {
  type AdapterFacts,
  canRun,
  type KernelChoice,
  type MatmulKernel,
  REFERENCE,
  type Team,
  tableChoice,
} from './table.ts'
import { type Excluded, verifyVariant } from './verify.ts'

/** A matrix of the model: outputs and inputs. */
export interface Shape {
  readonly n: number
  readonly k: number
}

/** What was found on this device so far: milliseconds of each candidate, and those that compute wrongly. */
export interface Tuning {
  readonly times: Readonly<Record<string, number>>
  readonly excluded: readonly Excluded[]
}

export interface TuneOptions {
  readonly shapes: readonly Shape[]
  /** Most milliseconds of this visit; a candidate that was begun is finished. */
  readonly budget?: number
  readonly signal?: AbortSignal
  /** Also on software adapters. */
  readonly software?: boolean
  /** Called between candidates; resolves when nothing else wants the device. */
  readonly idle?: () => Promise<void>
  readonly store?: TuningStore
  readonly now?: () => number
  readonly measure?: (gpu: Gpu, candidate: Candidate, shapes: readonly Shape[], signal?: AbortSignal) => Promise<number>
}

export interface TuningStore {
  get(key: string): Promise<Tuning | undefined>
  set(key: string, value: Tuning): Promise<void>
}

/** One value of one axis of a choice; the axes do not touch each other. */
export type Candidate = { readonly matmul: MatmulKernel } | { readonly team: Team; readonly lanes: number }

const BUDGET_MS = 2000
const PREFILL_ROWS = 128
/** Timers are as coarse as 0.1 ms (Chromium) or 1 ms (Firefox). */
const BATCH_MS = 10

// Where a browser keeps nothing, what was found is found again.
const database: TuningStore = {
  get: (key) => get<Tuning>(key).catch(() => undefined),
  set: (key, value) => set(key, value).catch(() => undefined),
}

/** Changes with the browser, the device and the shaders, so that nothing found of others is used. */
export function tuningKey(facts: AdapterFacts, browser: string = navigator.userAgent): string {
  return `tuning 2 ${JSON.stringify([facts, browser, shadersVersion()])}`
}

/** The table's choice as far as earlier tuning does not know better, and what that found to compute wrongly. No device work. */
export async function tunedChoice(
  facts: AdapterFacts,
  store: TuningStore = database,
): Promise<{ choice: KernelChoice; excluded: readonly Excluded[] }> {
  const tuning = await store.get(tuningKey(facts))
  return { choice: decide(facts, tuning), excluded: tuning?.excluded ?? [] }
}

/**
 * Measures candidates that were not measured yet, within the budget, and keeps what it finds. Plans made later may take
 * the choice it resolves to. @throws the signal's reason, OutOfMemoryError, DeviceLostError
 */
export async function tune(gpu: Gpu, options: TuneOptions): Promise<{ choice: KernelChoice; tuning: Tuning }> {
  const { shapes, budget = BUDGET_MS, store = database, now = () => performance.now(), measure = time } = options
  const key = tuningKey(gpu.facts)
  let tuning: Tuning = (await store.get(key)) ?? { times: {}, excluded: [] }
  if (!gpu.facts.software || options.software) {
    const start = now()
    for (const candidate of candidates(gpu.facts)) {
      const name = nameOf(candidate)
      if (name in tuning.times || tuning.excluded.some(({ variant }) => variant === name)) continue
      if (now() - start >= budget) break
      await options.idle?.()
      options.signal?.throwIfAborted()
      const wrong = await verifyVariant(gpu, { ...REFERENCE, ...candidate })
      tuning = wrong
        ? { ...tuning, excluded: [...tuning.excluded, { ...wrong, variant: name }] }
        : { ...tuning, times: { ...tuning.times, [name]: await measure(gpu, candidate, shapes, options.signal) } }
      await store.set(key, tuning)
    }
  }
  return { choice: decide(gpu.facts, tuning), tuning }
}

/** Those of which the adapter has the features. int8 rounds, so speed alone never chooses it. */
function candidates(facts: AdapterFacts): Candidate[] {
  const matmuls = (['square-f16', 'square', 'wide', ...(facts.software ? (['quad'] as const) : [])] as const).filter(
    (matmul) => canRun(facts, matmul),
  )
  const alone = (['quad', 'shared'] as const).filter((team) => canRun(facts, team))
  const teams = (['subgroup', 'shared'] as const).filter((team) => canRun(facts, team))
  return [
    ...matmuls.map((matmul) => ({ matmul })),
    ...teams.flatMap((team) => [16, 8, 32].map((lanes) => ({ team, lanes }))),
    ...(facts.software ? alone.map((team) => ({ team, lanes: 1 })) : []),
  ]
}

function nameOf(candidate: Candidate): string {
  return 'matmul' in candidate ? candidate.matmul : `${candidate.team}-${candidate.lanes}`
}

/** An axis is decided once the table's own value of it was measured: then the fastest that was is better or the same. */
function decide(facts: AdapterFacts, tuning: Tuning | undefined): KernelChoice {
  let choice = tableChoice(facts)
  if (!tuning) return choice
  const { times, excluded } = tuning
  const axes = [{ matmul: choice.matmul }, { team: choice.team, lanes: choice.lanes }]
  for (const own of axes) {
    const known = candidates(facts).filter((c) => 'matmul' in c === 'matmul' in own && nameOf(c) in times)
    const settled = nameOf(own) in times || excluded.some(({ variant }) => variant === nameOf(own))
    if (!settled || known.length === 0) continue
    const best = known.reduce((a, b) => (times[nameOf(b)]! < times[nameOf(a)]! ? b : a))
    choice = { ...choice, ...best }
  }
  return choice
}

/** Milliseconds of one pass over the shapes: the least of three batches after one that warms up. */
async function time(gpu: Gpu, candidate: Candidate, shapes: readonly Shape[], signal?: AbortSignal): Promise<number> {
  const rows = 'matmul' in candidate ? PREFILL_ROWS : 1
  const pool = new BufferPool(gpu)
  try {
    const builder = new PlanBuilder(gpu)
    // Beside a large model there may be no room; work that is refused would look fast.
    const steps = await allocating(gpu, 'tuning', pool, () => {
      const params = pool.uniform('params', 16)
      gpu.device.queue.writeBuffer(params, 0, new Uint32Array([rows, 0, 0, 0]))
      return shapes.flatMap((shape) => stepsOf(pool, candidate, shape, params, rows))
    })
    for (const step of steps) builder.step(step)
    const plan = await builder.build()
    const batch = async (passes: number) => {
      // A run that begins waits for one batch, not for the candidate.
      signal?.throwIfAborted()
      const start = performance.now()
      for (let i = 0; i < passes; i++) plan.submit(rows, 0)
      await gpu.guard(gpu.device.queue.onSubmittedWorkDone())
      return performance.now() - start
    }
    await batch(1)
    const passes = Math.max(1, Math.ceil(BATCH_MS / Math.max(0.1, await batch(1))))
    let least = Number.POSITIVE_INFINITY
    for (let i = 0; i < 3; i++) least = Math.min(least, (await batch(passes)) / passes)
    return least
  } finally {
    pool.dispose()
  }
}

function stepsOf(pool: BufferPool, candidate: Candidate, { n, k }: Shape, params: GPUBuffer, rows: number): StepSpec[] {
  const x = pool.storage('x', rows * k)
  const y = pool.storage('y', rows * n)
  const groups = Math.ceil(k / 32)
  // A matrix of its own for every shape: a small one twice would be read from a cache that no model fits in.
  const data = pool.storage('weights', n * groups * 4)
  const scales = pool.storage('scales', Math.ceil(n / 8) * groups * 4)
  const weight: Matrix = { rows: n, cols: k, dtype: 'q4g32', parts: [{ from: 0, to: n, data, scales }] }
  return 'matmul' in candidate
    ? linear({ name: 'tune', params, x, y, weight, normed: true, kernel: candidate.matmul })
    : matvec({ name: 'tune', x, y, weight, finish: 'store', ...candidate })
}
