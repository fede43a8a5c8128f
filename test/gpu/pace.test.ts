import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ModelFolder, openFolder } from '../../src/model/folder.ts'
import { Qwen3VL } from '../../src/model/qwen3vl.ts'
import { httpSource } from '../../src/weights/source.ts'

const { signal } = new AbortController()
/** Text alone, of no meaning. */
const PROMPT = Array.from({ length: 150 }, (_, i) => 40 + ((i * 13) % 500))

let folder: ModelFolder
let model: Qwen3VL
beforeAll(async () => {
  folder = await openFolder(httpSource(new URL('/models/nano/model.json', location.origin).href), { signal })
  model = await Qwen3VL.create(folder, { capacity: 200, cache: 'f32', chunk: 128, pictureTokens: 64, idLimit: 640 })
})
afterAll(() => folder.dispose())

/** Submissions of the prompt, read anew. */
async function submissions(budget: number, waiting: Parameters<Qwen3VL['prefill']>[1]): Promise<number> {
  const { queue } = folder.gpu.device
  const submit = queue.submit.bind(queue)
  let count = 0
  queue.submit = (buffers) => {
    count++
    submit(buffers)
  }
  folder.gpu.pace.budget = budget
  model.forget()
  try {
    await model.prefill(PROMPT, waiting)
  } finally {
    queue.submit = submit
    folder.gpu.pace.budget = 150
  }
  return count
}

test('a small budget makes many submissions, which compute the same', async () => {
  await submissions(150, { signal })
  const few = await submissions(1e6, { signal })
  const expected = await model.readLogits()
  const many = await submissions(1, { signal })
  expect(await model.readLogits()).toEqual(expected)
  // Two chunks of 128 and 22 rows.
  expect(few).toBe(2)
  expect(many).toBeGreaterThan(20)
})

test('a Stop ends a prompt in the middle of a chunk, and the next one is read rightly', async () => {
  await submissions(150, { signal })
  const expected = await model.readLogits()
  const stop = new AbortController()
  const seen: number[] = []
  const stopped = submissions(1, {
    signal: stop.signal,
    onProgress: (done) => {
      seen.push(done)
      if (seen.length === 5) stop.abort(new Error('stopped'))
    },
  })
  await expect(stopped).rejects.toThrow('stopped')
  // What was under way ends; nothing more is begun.
  await folder.gpu.device.queue.onSubmittedWorkDone()
  expect(seen.length).toBeLessThanOrEqual(7)
  expect(seen.at(-1)).toBeLessThan(PROMPT.length)
  await model.prefill(PROMPT, { signal })
  expect(await model.readLogits()).toEqual(expected)
})
