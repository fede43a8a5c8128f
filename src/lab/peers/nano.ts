import { fitModel } from '../../model/fit.ts'
import { type ModelFolder, openFolder } from '../../model/folder.ts'
import { argmax } from '../../model/sampler.ts'
import { matrixShape } from '../../weights/layout.ts'
import { loadShards } from '../../weights/load.ts'
import { httpSource } from '../../weights/source.ts'
import { type DecoderWeights, decoderModel } from './decoder.ts'
import { gpuTensor, type OrtModule, type OrtTensor, openSession } from './ort.ts'
import type { Q4 } from './q4.ts'
import { median } from './race.ts'

/** Milliseconds for `tokens` greedy tokens after the same prompt. */
export interface DecodeRace {
  readonly tokens: number
  /** Medians. */
  readonly ours: number
  readonly webgpu: number
  readonly wasm: number
  readonly runs: number
  /** Leading tokens of ours that the peer chose too. */
  readonly webgpuAgrees: number
  readonly wasmAgrees: number
}

/** Tokens of the run before the first that counts. */
const WARM_UP = 16
const MOST_RUNS = 3

interface Decoded {
  readonly ms: number
  readonly ids: readonly number[]
}

/** Reads the prompt (not timed), then decodes greedily; the time counts from the first id to `tokens` later ones. */
type Decode = (prompt: readonly number[], tokens: number) => Promise<Decoded>

/** A q4 model folder decoding against its ONNX form in onnxruntime-web, on WebGPU and in WASM. No stop ids. */
export async function raceDecoding(
  ort: OrtModule,
  modelUrl: string,
  prompt: readonly number[],
  tokens: number,
  budgetMs: number,
): Promise<DecodeRace> {
  const capacity = Math.ceil((prompt.length + tokens + 1) / 64) * 64
  const folder = await openFolder(httpSource(modelUrl), { signal: forever })
  try {
    const idLimit = folder.words?.tokenizer.size ?? folder.config.text.vocab
    const model = decoderModel(folder.config, await readWeights(folder, modelUrl), capacity)
    const sides = [
      await openOurs(folder, capacity),
      await openWebGpu(ort, folder, model, capacity, idLimit),
      await openWasm(ort, folder, model, idLimit),
    ]
    const results: Decoded[][] = sides.map(() => [])
    for (const decode of sides) await decode(prompt, Math.min(tokens, WARM_UP))
    const start = performance.now()
    do {
      for (const [i, decode] of sides.entries()) {
        const decoded = await decode(prompt, tokens)
        console.log(['ours', 'WebGPU peer', 'WASM peer'][i], `${Math.round(decoded.ms)} ms`)
        results[i]!.push(decoded)
      }
    } while (results[0]!.length < MOST_RUNS && performance.now() - start < budgetMs)
    const [ours, webgpu, wasm] = results.map((decoded) => ({
      ms: median(decoded.map(({ ms }) => ms)),
      ids: decoded[0]!.ids,
    })) as [Decoded, Decoded, Decoded]
    return {
      tokens,
      ours: ours.ms,
      webgpu: webgpu.ms,
      wasm: wasm.ms,
      runs: results[0]!.length,
      webgpuAgrees: agreeing(ours.ids, webgpu.ids),
      wasmAgrees: agreeing(ours.ids, wasm.ids),
    }
  } finally {
    folder.dispose()
  }
}

const forever = new AbortController().signal

function agreeing(a: readonly number[], b: readonly number[]): number {
  const differs = a.findIndex((id, i) => id !== b[i])
  return differs < 0 ? a.length : differs
}

async function openOurs(folder: ModelFolder, capacity: number): Promise<Decode> {
  const model = await fitModel(folder, { pictureTokens: 4, promptTokens: capacity, maxTokens: 0, chunk: 64 })
  return async (prompt, tokens) => {
    await model.prefill(prompt, { signal: forever })
    const ids: number[] = []
    let start = 0
    for await (const id of model.greedy(forever)) {
      if (ids.length === 0) start = performance.now()
      ids.push(id)
      if (ids.length > tokens) break
    }
    return { ms: performance.now() - start, ids }
  }
}

/**
 * The cache stays on the GPU, bound as input and output at once; ids and logits cross, as in transformers.js. The
 * prompt goes in by fours: with subgroups of 4 the provider's many-row attention computes wrongly.
 */
async function openWebGpu(
  ort: OrtModule,
  folder: ModelFolder,
  onnx: Uint8Array<ArrayBuffer>,
  capacity: number,
  idLimit: number,
): Promise<Decode> {
  const { layers, kvHeads, headDim } = folder.config.text
  const { session, device } = await openSession(ort, onnx, { preferredOutputLocation: { logits: 'cpu' } })
  const cache: Record<string, OrtTensor> = {}
  const present: Record<string, OrtTensor> = {}
  for (let l = 0; l < layers; l++) {
    for (const kind of ['k', 'v']) {
      const tensor = gpuTensor(ort, device, [1, kvHeads, capacity, headDim])
      cache[`past_${kind}${l}`] = tensor
      present[`present_${kind}${l}`] = tensor
    }
  }
  const step = async (ids: readonly number[], past: number) => {
    const { logits } = await session.run({ ...newIds(ort, ids, past), ...cache }, { logits: null, ...present })
    return lastChoice(logits!.data as Float32Array, ids.length, idLimit)
  }
  return (prompt, tokens) => decodeWith(step, prompt, tokens, 4)
}

/** The cache grows from nothing; each step hands the next one its outputs. */
async function openWasm(
  ort: OrtModule,
  folder: ModelFolder,
  onnx: Uint8Array<ArrayBuffer>,
  idLimit: number,
): Promise<Decode> {
  const { layers, kvHeads, headDim } = folder.config.text
  const session = await ort.InferenceSession.create(onnx, { executionProviders: ['wasm'] })
  let cache: Record<string, OrtTensor> = {}
  const step = async (ids: readonly number[], past: number) => {
    if (past === 0) cache = {}
    for (let l = 0; past === 0 && l < layers; l++) {
      for (const kind of ['k', 'v']) {
        cache[`past_${kind}${l}`] = new ort.Tensor('float32', new Float32Array(0), [1, kvHeads, 0, headDim])
      }
    }
    const { logits, ...present } = await session.run({ ...newIds(ort, ids, past), ...cache })
    cache = Object.fromEntries(Object.entries(present).map(([name, t]) => [name.replace('present', 'past'), t]))
    return lastChoice(logits!.data as Float32Array, ids.length, idLimit)
  }
  return (prompt, tokens) => decodeWith(step, prompt, tokens, prompt.length)
}

function newIds(ort: OrtModule, ids: readonly number[], past: number): Record<string, OrtTensor> {
  const total = past + ids.length
  return {
    ids: new ort.Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length]),
    seqlens_k: new ort.Tensor('int32', Int32Array.of(total - 1), [1]),
    total: new ort.Tensor('int32', Int32Array.of(total), [1]),
  }
}

function lastChoice(logits: Float32Array, rows: number, idLimit: number): number {
  const vocab = logits.length / rows
  return argmax(logits.subarray((rows - 1) * vocab, (rows - 1) * vocab + idLimit))
}

/** `chunk`: rows of the prompt at a time. */
async function decodeWith(
  step: (ids: readonly number[], past: number) => Promise<number>,
  prompt: readonly number[],
  tokens: number,
  chunk: number,
): Promise<Decoded> {
  let id = 0
  for (let past = 0; past < prompt.length; past += chunk) id = await step(prompt.slice(past, past + chunk), past)
  const ids = [id]
  const start = performance.now()
  for (let i = 0; i < tokens; i++) {
    id = await step([id], prompt.length + i)
    ids.push(id)
  }
  return { ms: performance.now() - start, ids }
}

/** The decoder's tensors from the folder's shards, once more and in memory. */
async function readWeights(folder: ModelFolder, modelUrl: string): Promise<DecoderWeights> {
  const pieces = new Map<string, Uint8Array<ArrayBuffer>>()
  const entries = new Map(folder.manifest.tensors.map((entry) => [entry.name, entry]))
  await loadShards(folder.manifest, httpSource(modelUrl), { signal: forever }, (tensor, part, kind, offset, bytes) => {
    if (tensor.parts.length > 1) throw new Error(`${tensor.name} is in several parts`)
    const key = `${tensor.name} ${kind}`
    const range = kind === 'data' ? part.data : part.scales!
    const whole = pieces.get(key) ?? new Uint8Array(range.length)
    whole.set(bytes, offset)
    pieces.set(key, whole)
  })
  const find = (name: string) => {
    const entry = entries.get(name)
    if (!entry) throw new Error(`There is no tensor ${name}`)
    return { entry, data: pieces.get(`${name} data`)!, scales: pieces.get(`${name} scales`) }
  }
  return {
    matrix(name): Q4 {
      const { entry, data, scales } = find(name)
      if (entry.dtype !== 'q4g32' || !scales) throw new Error(`${name} is ${entry.dtype}, not q4g32`)
      return { ...matrixShape(entry.shape), data: new Uint32Array(data.buffer), scales: new Uint16Array(scales.buffer) }
    },
    vector(name) {
      const { entry, data } = find(name)
      if (entry.dtype !== 'f32') throw new Error(`${name} is ${entry.dtype}, not f32`)
      return new Float32Array(data.buffer, 0, entry.shape[0]!)
    },
  }
}
