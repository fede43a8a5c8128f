import { del, set } from 'idb-keyval'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Gpu } from '../../src/gpu/device.ts'
import { tableChoice } from '../../src/gpu/table.ts'
import { type Tuning, type TuningStore, tune, tunedChoice, tuningKey } from '../../src/gpu/tune.ts'
import { openFolder } from '../../src/model/folder.ts'
import { httpSource } from '../../src/weights/source.ts'
import { openGpu } from './harness.ts'

let gpu: Gpu
beforeAll(async () => {
  gpu = await openGpu()
})
afterAll(() => gpu.dispose())

/** The nano model's qkv, gate and up, and down. */
const shapes = [
  { n: 384, k: 192 },
  { n: 1152, k: 192 },
  { n: 192, k: 576 },
]

function memory(): TuningStore & { readonly kept: Map<string, Tuning> } {
  const kept = new Map<string, Tuning>()
  return {
    kept,
    get: async (key) => kept.get(key),
    set: async (key, value) => {
      kept.set(key, value)
    },
  }
}

test('software adapters are left alone', async () => {
  const store = memory()
  const { choice, tuning } = await tune(gpu, { shapes, store })
  expect(choice).toEqual(tableChoice(gpu.facts))
  expect(tuning.times).toEqual({})
  expect(store.kept.size).toBe(0)
})

test('measures within the budget, goes on the next time, and takes the fastest', async () => {
  const store = memory()
  const asked: string[] = []
  let clock = 0
  const options = {
    shapes,
    store,
    software: true,
    now: () => clock,
    measure: async (_: Gpu, candidate: object) => {
      asked.push(JSON.stringify(candidate))
      clock += 900
      return 'lanes' in candidate && candidate.lanes === 8 ? 1 : 2
    },
  }
  await tune(gpu, options)
  expect(asked).toHaveLength(3)
  // Of the teams only one is known, and it is not the table's: that keeps its place.
  expect((await tunedChoice(gpu.facts, store)).choice).toMatchObject({ lanes: 1 })
  for (let visit = 0; visit < 4; visit++) await tune(gpu, options)
  expect(new Set(asked).size).toBe(asked.length)
  expect(asked.length).toBeGreaterThan(5)
  expect((await tunedChoice(gpu.facts, store)).choice).toMatchObject({ lanes: 8 })
})

test('a candidate that computes wrongly is never timed, is kept as excluded and not tried again', async () => {
  const actual = gpu.pipeline.bind(gpu)
  let tried = 0
  gpu.pipeline = (label, code) => {
    if (label !== 'matmul_square') return actual(label, code)
    tried++
    return actual(label, code.replace('fn main', 'fn other'))
  }
  try {
    const store = memory()
    const options = { shapes, store, software: true, budget: 1e9, measure: async () => 1 }
    const { tuning } = await tune(gpu, options)
    expect(tuning.excluded.map(({ variant }) => variant)).toContain('square')
    expect(tuning.times).not.toHaveProperty('square')
    expect((await tunedChoice(gpu.facts, store)).excluded).toEqual(tuning.excluded)
    const before = tried
    await tune(gpu, options)
    expect(tried).toBe(before)
  } finally {
    gpu.pipeline = actual
  }
})

test('times kernels of the nano model on this adapter', async () => {
  const store = memory()
  // All but two were measured before.
  const names = [
    ...(tableChoice(gpu.facts).matmul === 'wide' ? [] : ['wide']),
    'square-f16',
    'square',
    'subgroup-16',
    'subgroup-8',
    'subgroup-32',
    'shared-16',
    'shared-8',
    'shared-32',
  ]
  await store.set(tuningKey(gpu.facts), { times: Object.fromEntries(names.map((name) => [name, 1e6])), excluded: [] })
  const { choice, tuning } = await tune(gpu, { shapes, store, software: true, budget: 1e9 })
  const { matmul, lanes, team } = tableChoice(gpu.facts)
  for (const name of [matmul, `${team}-${lanes}`]) {
    expect(tuning.times[name]).toBeGreaterThan(0)
    expect(tuning.times[name]).toBeLessThan(1e6)
  }
  expect(choice).toMatchObject({ matmul, lanes, team })
})

test('the key changes with the device and the browser', () => {
  const key = tuningKey(gpu.facts, 'a/1')
  expect(tuningKey(gpu.facts, 'a/2')).not.toBe(key)
  expect(tuningKey({ ...gpu.facts, architecture: 'another' }, 'a/1')).not.toBe(key)
})

test('a Stop ends a measurement after the batch that is under way, and nothing of it is kept', async () => {
  const { queue } = gpu.device
  const done = queue.onSubmittedWorkDone.bind(queue)
  const stop = new AbortController()
  const store = memory()
  let batches = 0
  queue.onSubmittedWorkDone = () => {
    batches++
    stop.abort(new Error('a run begins'))
    return done()
  }
  try {
    await expect(tune(gpu, { shapes, store, software: true, signal: stop.signal })).rejects.toThrow('a run begins')
  } finally {
    queue.onSubmittedWorkDone = done
  }
  expect(batches).toBe(1)
  expect(store.kept.size).toBe(0)
})

test('what was found stays in the browser', async () => {
  const { choice } = await tune(gpu, { shapes, software: true, budget: 1e9, measure: async () => 1 })
  expect((await tunedChoice(gpu.facts)).choice).toEqual(choice)
})

test('the next load takes what was found, if it is right, and says what is wrong', async () => {
  const wrong = { variant: 'square', error: 0.5, limit: 1e-10 }
  const { matmul, team, lanes } = tableChoice(gpu.facts)
  const times = { wide: 1, [matmul]: 2, 'shared-16': 1, [`${team}-${lanes}`]: 2 }
  await set(tuningKey(gpu.facts), { times, excluded: [wrong] })
  try {
    const { signal } = new AbortController()
    const folder = await openFolder(httpSource(new URL('/models/nano/model.json', location.origin).href), { signal })
    expect(folder.gpu.kernels).toMatchObject({ matmul: 'wide', team: 'shared', lanes: 16 })
    expect(folder.excluded).toEqual([wrong])
    folder.dispose()
  } finally {
    await del(tuningKey(gpu.facts))
  }
})
