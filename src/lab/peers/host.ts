import { fitModel } from '../../model/fit.ts'
import { openFolder } from '../../model/folder.ts'
import { httpSource } from '../../weights/source.ts'

/** What decoding asked of WebGPU and of JavaScript. */
export interface HostCosts {
  readonly tokens: number
  readonly dispatches: number
  readonly submissions: number
  readonly writes: number
  /** Buffers, bind groups, pipelines and shader modules made. */
  readonly objects: number
  /** From `createCommandEncoder` to the return of `submit`, and in `writeBuffer`. */
  readonly encodeMs: number
  readonly wallMs: number
}

/** Opens a model folder and reads the prompt; the function given goes on with greedy decoding, counting. */
export async function openHost(
  modelUrl: string,
  prompt: readonly number[],
): Promise<(tokens: number) => Promise<HostCosts>> {
  const { signal } = new AbortController()
  const folder = await openFolder(httpSource(modelUrl), { signal })
  const promptTokens = prompt.length
  const need = { pictureTokens: 4, promptTokens, maxTokens: 2048 - promptTokens, chunk: 64 }
  const model = await fitModel(folder, need)
  await model.prefill(prompt, { signal })
  const answer = model.greedy(signal)
  return async (tokens) => {
    const counts = { dispatches: 0, submissions: 0, writes: 0, objects: 0, encodeMs: 0 }
    const restore = watch(counts)
    const start = performance.now()
    try {
      for (let i = 0; i < tokens; i++) if ((await answer.next()).done) throw new Error('The cache is full')
    } finally {
      restore()
    }
    return { tokens, ...counts, wallMs: performance.now() - start }
  }
}

/** Counts the page's WebGPU calls until the function given back is called. */
function watch(counts: {
  dispatches: number
  submissions: number
  writes: number
  objects: number
  encodeMs: number
}): () => void {
  const undo: (() => void)[] = []
  // `before` runs before the call, `after` once it returned.
  const wrap = (prototype: object, name: string, before: () => void, after: () => void = () => {}) => {
    const table = prototype as Record<string, (...args: unknown[]) => unknown>
    const original = table[name]!
    table[name] = function (this: unknown, ...args) {
      before()
      const result = original.apply(this, args)
      after()
      return result
    }
    undo.push(() => {
      table[name] = original
    })
  }
  let start = 0
  const begin = () => {
    start = performance.now()
  }
  const end = () => {
    counts.encodeMs += performance.now() - start
  }
  wrap(GPUDevice.prototype, 'createCommandEncoder', begin)
  wrap(
    GPUQueue.prototype,
    'submit',
    () => {
      counts.submissions++
    },
    end,
  )
  wrap(
    GPUQueue.prototype,
    'writeBuffer',
    () => {
      counts.writes++
      begin()
    },
    end,
  )
  wrap(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', () => {
    counts.dispatches++
  })
  for (const name of [
    'createBuffer',
    'createBindGroup',
    'createComputePipeline',
    'createComputePipelineAsync',
    'createShaderModule',
  ]) {
    wrap(GPUDevice.prototype, name, () => {
      counts.objects++
    })
  }
  return () => {
    for (const restore of undo) restore()
  }
}
