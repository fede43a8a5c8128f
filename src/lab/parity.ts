import type { GpuOptions } from '../gpu/device.ts'
import type { TapRequest } from '../gpu/plan.ts'
import { fitModel } from '../model/fit.ts'
import { openFolder } from '../model/folder.ts'
import { imageTokens } from '../model/grid.ts'
import { type ImageRows, readPicture } from '../model/image.ts'
import { promptPositions } from '../model/positions.ts'
import type { Qwen3VL } from '../model/qwen3vl.ts'
import { argmax } from '../model/sampler.ts'
import { decodePicture } from '../raster/decode.ts'
import { type LoadedTensor, parseSafetensors } from '../weights/safetensors.ts'
import { httpSource } from '../weights/source.ts'

/** One line of a parity report. `rms` is relative to the reference's; stages of ids and bytes count what differs. */
export interface ParityStage {
  readonly name: string
  readonly rms: number
  readonly max: number
  readonly differing: number
  readonly compared: number
  readonly ok: boolean
}

interface Golden {
  readonly images: readonly { readonly size: number[]; readonly resized: number[]; readonly grid: number[] }[]
  readonly prompt_ids: readonly number[]
  readonly rope_delta: number
  readonly forced_ids?: readonly number[]
  readonly greedy?: readonly number[]
}

/** With WebGPU's default limits a model must give the same. */
export type ParityOptions = GpuOptions

/** Relative root mean square that a stage may differ by in f32 arithmetic. */
const TOLERANCE = 1e-4
/** For the same prompt in other chunks. */
const CHUNK_TOLERANCE = 1e-5
/** Rows of logits kept at once: the head runs on all of them. */
const LOGIT_BYTES = 64 * 2 ** 20
/** No multiple of any tile. */
const ODD_CHUNK = 29

/**
 * Runs every stage of a model folder and compares it with the golden tensors beside `goldenUrl` (golden.json,
 * golden.safetensors, imageN.png), calling `report` as each stage is done.
 */
export async function runParity(
  modelUrl: string,
  goldenUrl: string,
  report: (stage: ParityStage) => void,
  { limits = 'adapter' }: ParityOptions = {},
): Promise<readonly ParityStage[]> {
  const signal = new AbortController().signal
  const golden = (await (await fetch(new URL('golden.json', goldenUrl))).json()) as Golden
  const tensors = parseSafetensors(await (await fetch(new URL('golden.safetensors', goldenUrl))).arrayBuffer())
  const stages: ParityStage[] = []
  const add = (stage: ParityStage) => {
    stages.push(stage)
    report(stage)
  }
  const near = (name: string, actual: ArrayLike<number>, from = name, tolerance = TOLERANCE) => {
    const reference = tensors.get(from)
    if (reference) add(compare(name, actual, reference.data, tolerance))
  }

  const folder = await openFolder(httpSource(modelUrl), { signal, limits })
  try {
    const { config } = folder
    const pictures: ImageRows[] = []
    for (const [i, expected] of golden.images.entries()) {
      const file = await (await fetch(new URL(`image${i}.png`, goldenUrl))).blob()
      const picture = readPicture((await decodePicture(file, { signal })).raster, config)
      const { h, w } = picture.grid
      add(same(`image${i}.size`, [picture.resized.width, picture.resized.height], expected.resized))
      add(same(`image${i}.grid`, [1, h, w], expected.grid))
      const bytes = tensors.get(`image${i}.resized_u8`)
      if (bytes) add(same(`image${i}.resized_u8`, picture.resized.data, bytes.data))
      pictures.push(picture)
    }
    const head = tensors.get('pixel_rows_head')
    if (head && pictures[0]) near('pixel_rows_head', pictures[0].rows.subarray(0, head.data.length))

    const ids = golden.prompt_ids
    const { positions, delta } = promptPositions(
      ids,
      pictures.map((p) => p.grid),
      config,
    )
    const axes = [0, 1, 2].flatMap((axis) => ids.map((_, i) => positions[i * 4 + axis]!))
    const expectedPositions = tensors.get('positions')
    if (expectedPositions) add(same('positions', axes, expectedPositions.data))
    add(same('rope_delta', [delta], [golden.rope_delta]))

    const answers = Math.max(golden.forced_ids?.length ?? 0, golden.greedy?.length ?? 0)
    const pictureTokens = pictures.reduce((sum, p) => sum + imageTokens(p.grid, config.vision.merge), 0)
    const chunk = Math.min(ids.length, Math.max(1, Math.floor(LOGIT_BYTES / 4 / config.text.vocab)))
    // In f32 all stages differ from the reference by rounding alone.
    const need = { pictureTokens, promptTokens: ids.length, maxTokens: answers + 1, cache: 'f32' } as const
    // Logits of every id are compared, those beyond the tokenizer's too.
    const whole = { ...folder, words: null }
    const model = await fitModel(whole, { ...need, chunk, allLogits: true })

    const deepstack = config.vision.deepstack.map((_, k) => `deepstack${k}`)
    const vision = await model.tapPicture(pictures, ['block0', 'merged', ...deepstack])
    const block = tensors.get('vision.block0_head')
    if (block && vision[0]) near('vision.block0_head', vision[0].get('block0')!.subarray(0, block.data.length))
    for (const name of ['merged', ...deepstack]) near(`vision.${name}`, concatenate(vision, name))

    const layers = Array.from({ length: config.text.layers }, (_, l) => `layer${l}`)
    const text = await model.tapPrefill(ids, [...layers, 'logits'])
    for (const name of layers) near(`text.${name}_last`, text.at(-1)!.get(name)!.slice(-config.text.hidden))
    const { vocab } = config.text
    const logits = text.flatMap((taps) => rowsOf(taps.get('logits')!, vocab))
    const last = logits.at(-1)!
    near('logits_last', last)
    const tops = tensors.get('logits_argmax')
    if (tops) add(same('logits_argmax', logits.map(argmax), tops.data))

    const other = await fitModel(whole, { ...need, chunk: Math.min(ODD_CHUNK, ids.length) })
    other.copyPictures(model)
    model.dispose()
    await other.prefill(ids, { signal })
    const chunked = await other.readLogits()
    add(compare('chunked_prefill', chunked, last, CHUNK_TOLERANCE))
    add(same('chunked_prefill_top', [argmax(chunked)], [argmax(last)]))
    if (golden.greedy) await answer(other, ids, golden.greedy, 'greedy', tensors, add)
    if (golden.forced_ids) await forced(other, ids, golden.forced_ids, tensors, add)
    other.dispose()
  } finally {
    folder.dispose()
  }
  return stages
}

/** The greedy loop of the product, then the logits behind each of its tokens. */
async function answer(
  model: Qwen3VL,
  prompt: readonly number[],
  greedy: readonly number[],
  name: string,
  tensors: ReadonlyMap<string, LoadedTensor>,
  add: (stage: ParityStage) => void,
): Promise<void> {
  const signal = new AbortController().signal
  const ids: number[] = []
  for await (const id of model.greedy(signal)) {
    ids.push(id)
    if (ids.length === greedy.length) break
  }
  add(same(name, ids, greedy))
  const reference = tensors.get('greedy_logits')
  if (!reference) return
  await model.prefill(prompt, { signal })
  const rows = [await model.readLogits()]
  for (const id of greedy.slice(0, -1)) rows.push(await model.decode(id))
  add(compare('greedy_logits', concatenateRows(rows), reference.data, TOLERANCE))
}

async function forced(
  model: Qwen3VL,
  prompt: readonly number[],
  ids: readonly number[],
  tensors: ReadonlyMap<string, LoadedTensor>,
  add: (stage: ParityStage) => void,
): Promise<void> {
  const reference = tensors.get('forced_logits')
  if (!reference) return
  await model.prefill(prompt, { signal: new AbortController().signal })
  const rows: Float32Array[] = []
  for (const id of ids) rows.push(await model.decode(id))
  add(compare('forced_logits', concatenateRows(rows), reference.data, TOLERANCE))
  const expected = rowsOf(reference.data as Float32Array, model.config.text.vocab)
  add(same('forced_top', rows.map(argmax), expected.map(argmax)))
}

function compare(
  name: string,
  actual: ArrayLike<number>,
  reference: ArrayLike<number>,
  tolerance: number,
): ParityStage {
  let error = 0
  let power = 0
  let max = 0
  for (let i = 0; i < reference.length; i++) {
    const difference = Math.abs(actual[i]! - reference[i]!)
    error += difference ** 2
    power += reference[i]! ** 2
    if (!(difference <= max)) max = difference
  }
  const rms = Math.sqrt(error / power)
  const ok = actual.length === reference.length && rms <= tolerance
  return { name, rms, max, differing: 0, compared: reference.length, ok }
}

function same(name: string, actual: ArrayLike<number>, reference: ArrayLike<number>): ParityStage {
  let differing = Math.abs(actual.length - reference.length)
  for (let i = 0; i < Math.min(actual.length, reference.length); i++) if (actual[i] !== reference[i]) differing++
  return { name, rms: 0, max: 0, differing, compared: reference.length, ok: differing === 0 }
}

function rowsOf(values: Float32Array, width: number): Float32Array[] {
  return Array.from({ length: values.length / width }, (_, i) => values.subarray(i * width, (i + 1) * width))
}

function concatenateRows(rows: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(rows.reduce((sum, row) => sum + row.length, 0))
  let at = 0
  for (const row of rows) {
    all.set(row, at)
    at += row.length
  }
  return all
}

function concatenate(taps: readonly TapRequest[], name: string): Float32Array {
  return concatenateRows(taps.map((request) => request.get(name)!))
}
