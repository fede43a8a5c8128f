import { OutOfMemoryError } from '../errors.ts'
import type { Gpu } from '../gpu/device.ts'
import type { BuildWatch, Plan, TapRequest } from '../gpu/plan.ts'
import { ReadbackRing } from '../gpu/readback.ts'
import { runPaced } from '../gpu/run-paced.ts'
import type { GpuWeights } from '../weights/upload.ts'
import { CachedIds } from './cached-ids.ts'
import type { ModelConfig, Sampling } from './config.ts'
import { AHEAD } from './decode-plan.ts'
import type { DecoderSize } from './decoder-buffers.ts'
import type { ModelFolder } from './folder.ts'
import type { ImageRows } from './image.ts'
import { Pictures } from './pictures.ts'
import { promptPositions } from './positions.ts'
import { uploadSampling } from './sampler-upload.ts'
import { LanguageModel } from './text.ts'
import { VisionTower } from './vision.ts'

export interface Waiting {
  readonly signal: AbortSignal
  readonly onProgress?: (done: number, total: number) => void
}

/**
 * A Qwen3-VL on the device: shows pictures to the vision tower, reads a prompt, then goes on token by token.
 * One conversation at a time; `prefill` starts a new one, of which only the rows are run that the cache does not hold
 * yet. Pictures that are shown again are not looked at again.
 */
export class Qwen3VL {
  readonly config: ModelConfig
  readonly size: DecoderSize
  readonly #gpu: Gpu
  readonly #text: LanguageModel
  readonly #tokens: ReadbackRing
  readonly #logits: ReadbackRing
  readonly #params = new Uint32Array(4)
  readonly #position = new Uint32Array(4)
  readonly #token = new Uint32Array(1)
  readonly #commands: GPUCommandBuffer[] = []
  readonly #pictures: Pictures
  readonly #cached: CachedIds
  #past = 0
  #delta = 0
  #rowsRun = 0
  /** Counts conversations, so that an answer that is ended late leaves the next one alone. */
  #turn = 0

  private constructor(gpu: Gpu, config: ModelConfig, weights: GpuWeights, text: LanguageModel, tower: VisionTower) {
    this.#gpu = gpu
    this.config = config
    this.#text = text
    this.size = text.size
    this.#cached = new CachedIds(config.ids.image)
    const onChange = (token: number) => this.#cached.cutPictures(token)
    const room = { features: text.buffers.picture, most: text.size.pictureTokens, onChange }
    this.#pictures = new Pictures(gpu, config, weights, room, tower)
    this.#tokens = new ReadbackRing(gpu, text.decode.buffers.tokensRead)
    this.#logits = new ReadbackRing(gpu, text.decode.buffers.logitsRead)
  }

  /**
   * Plans a model with room for `size`. The folder stays the caller's and must outlive it. Progress counts steps.
   * @throws OutOfMemoryError, DeviceLostError
   */
  static async create(
    folder: ModelFolder,
    size: DecoderSize,
    onProgress?: (done: number, total: number) => void,
  ): Promise<Qwen3VL> {
    const { gpu, config, weights } = folder
    // The tower for a picture of this many tokens is planned now, while nobody waits for it.
    const patches = size.pictureTokens * config.vision.merge ** 2
    let [done, total] = [0, 0]
    const watch: BuildWatch = {
      planned: (steps) => {
        total += steps
      },
      built: () => onProgress?.(++done, total),
    }
    const [text, tower] = await Promise.allSettled([
      LanguageModel.create(gpu, config, weights, size, watch),
      VisionTower.create(gpu, config, weights, patches, watch),
    ])
    if (text.status === 'fulfilled' && tower.status === 'fulfilled') {
      return new Qwen3VL(gpu, config, weights, text.value, tower.value)
    }
    for (const made of [text, tower]) if (made.status === 'fulfilled') made.value.dispose()
    throw text.status === 'rejected' ? text.reason : (tower as PromiseRejectedResult).reason
  }

  /** Positions in the cache. */
  get past(): number {
    return this.#past
  }

  /** Prompt rows that were run so far; those that the cache held are not among them. */
  get rowsRun(): number {
    return this.#rowsRun
  }

  /** The next prompt runs every row, though the cache may hold some. */
  forget(): void {
    this.#cached.cut(0)
  }

  /** For the profiler; their inputs are those of the last run. */
  get plans(): { readonly vision: Plan; readonly prefill: Plan; readonly decode: Plan } {
    return { vision: this.#pictures.plan, prefill: this.#text.prefill, decode: this.#text.decode.greedy }
  }

  /** Shows the tower the pictures of the next prompts, in their order; those that it saw last are not run again. */
  showPictures(pictures: readonly ImageRows[], waiting: Waiting): Promise<void> {
    return this.#pictures.show(pictures, waiting)
  }

  /** As `showPictures` with every picture, copying the tower's taps out. For parity. */
  tapPicture(pictures: readonly ImageRows[], names: readonly string[]): Promise<TapRequest[]> {
    return this.#pictures.tap(pictures, names)
  }

  /** Takes over what another model of the same folder was shown. */
  copyPictures(from: Qwen3VL): void {
    this.#pictures.copy(from.#pictures)
  }

  /** Reads a prompt whose picture places fit the shown pictures. What the cache holds of its beginning is not run. */
  async prefill(ids: readonly number[], waiting: Waiting): Promise<void> {
    const { positions, from } = this.#begin(ids)
    const { signal, onProgress } = waiting
    const { pace } = this.#gpu
    for (let past = from; past < ids.length; past = this.#past) {
      const { steps } = this.#text.prefill
      const rows = pace.rows(steps, past, Math.min(this.size.chunk, ids.length - past))
      this.#uploadChunk(ids, positions, past, rows)
      // The plan of one row is the faster one, but knows no pictures. It adds in another order, so it must not depend on
      // how chunks happen to be cut.
      const single = from === ids.length - 1 && ids[past] !== this.config.ids.image
      await runPaced(this.#gpu, single ? this.#text.decode.logits : this.#text.prefill, rows, past, {
        signal,
        onStep: (done, total) => onProgress?.(past + Math.floor((rows * done) / total), ids.length),
      })
      this.#took(ids, past, rows)
    }
  }

  /** As `prefill` of every row, copying the named taps of each chunk out. For parity. */
  async tapPrefill(ids: readonly number[], names: readonly string[]): Promise<TapRequest[]> {
    this.forget()
    const { positions } = this.#begin(ids)
    const taps: TapRequest[] = []
    for (let from = 0; from < ids.length; from += this.size.chunk) {
      const rows = Math.min(this.size.chunk, ids.length - from)
      this.#uploadChunk(ids, positions, from, rows)
      taps.push(await this.#text.prefill.runTapped(rows, from, names))
      this.#took(ids, from, rows)
    }
    return taps
  }

  /**
   * Yields the greedy answer's ids, chosen on the GPU, until the caller stops asking or the cache is full. Later
   * tokens are under way before the first is read.
   */
  greedy(signal: AbortSignal): AsyncGenerator<number, void, undefined> {
    return this.#answer(this.#text.decode.chooseGreedy, this.#text.decode.greedy, signal)
  }

  /** As `greedy`, drawn from the `sampling.topK` (1 to 64) best ids. `prompt` is for the repetition penalty. */
  draw(sampling: Sampling, prompt: readonly number[], signal: AbortSignal): AsyncGenerator<number, void, undefined> {
    const { chooseDrawn, drawn, buffers } = this.#text.decode
    uploadSampling(this.#gpu, buffers, sampling, prompt, this.config.text.vocab)
    return this.#answer(chooseDrawn, drawn, signal)
  }

  async *#answer(first: Plan, next: Plan, signal: AbortSignal): AsyncGenerator<number, void, undefined> {
    const under: number[] = []
    const start = this.#past
    const turn = this.#turn
    let [read, yielded] = [0, 0]
    // An id's row is under way by the time the id is read, save that of the last one.
    const take = async (slot: number) => {
      const row = start + read++
      const id = await this.#tokens.read(slot, firstWord)
      if (turn === this.#turn && row < this.#past) this.#cached.put(row, id)
      return id
    }
    this.#cached.cut(start)
    under.push(this.#submitToken(first))
    try {
      while (under.length > 0) {
        while (under.length <= AHEAD && this.#past < this.size.capacity) {
          this.#uploadStep()
          under.push(this.#submitToken(next))
          this.#past++
        }
        signal.throwIfAborted()
        const slot = under.shift()!
        const id = await take(slot)
        signal.throwIfAborted()
        yielded++
        yield id
      }
    } finally {
      for (const slot of under) await take(slot).catch(() => undefined)
      // What ran ahead of the last token that was taken is not part of the conversation; the cache has its rows.
      if (turn === this.#turn) this.#past = Math.min(this.#past, start + Math.max(0, yielded - 1))
    }
  }

  /** Logits after the last row, of ids below `idLimit`. */
  async readLogits(): Promise<Float32Array> {
    const encoder = this.#gpu.device.createCommandEncoder()
    const slot = this.#logits.copy(encoder, this.#text.buffers.logits, this.size.idLimit * 4)
    this.#gpu.device.queue.submit([encoder.finish()])
    return this.#logits.read(slot, (bytes) => new Float32Array(bytes.slice(0, this.size.idLimit * 4)))
  }

  /** Feeds a chosen token and gives the logits after it. */
  async decode(id: number): Promise<Float32Array> {
    if (this.#past >= this.size.capacity) throw new OutOfMemoryError('a longer answer')
    this.#token[0] = id
    this.#gpu.device.queue.writeBuffer(this.#text.buffers.ids, 0, this.#token)
    this.#uploadStep()
    const encoder = this.#gpu.device.createCommandEncoder()
    this.#text.decode.logits.encode(encoder, 1, this.#past)
    this.#cached.put(this.#past, id)
    const slot = this.#logits.copy(encoder, this.#text.buffers.logits, this.size.idLimit * 4)
    this.#gpu.device.queue.submit([encoder.finish()])
    this.#past++
    return this.#logits.read(slot, (bytes) => new Float32Array(bytes.slice(0, this.size.idLimit * 4)))
  }

  dispose(): void {
    this.#pictures.dispose()
    this.#text.dispose()
  }

  /** One command buffer that ends in a copy of the chosen id; its slot in the ring. */
  #submitToken(plan: Plan): number {
    const { device } = this.#gpu
    const encoder = device.createCommandEncoder()
    plan.encode(encoder, 1, this.#past)
    const slot = this.#tokens.copy(encoder, this.#text.buffers.ids, 4)
    this.#commands[0] = encoder.finish()
    device.queue.submit(this.#commands)
    return slot
  }

  /** Where the next row stands. */
  #uploadStep(): void {
    this.#gpu.check()
    const { queue } = this.#gpu.device
    this.#params[0] = 1
    this.#params[1] = this.#past
    this.#position.fill(this.#past + this.#delta, 0, 3)
    queue.writeBuffer(this.#text.buffers.params, 0, this.#params)
    queue.writeBuffer(this.#text.buffers.positions, 0, this.#position)
  }

  /** `from`: the first row to run, at the latest the last one, whose logits the answer begins with. */
  #begin(ids: readonly number[]): { positions: Uint32Array; from: number } {
    if (ids.length > this.size.capacity) {
      throw new OutOfMemoryError(`a prompt of ${ids.length} tokens (room for ${this.size.capacity})`)
    }
    const { positions, delta } = promptPositions(ids, this.#pictures.grids, this.config)
    let picture = 0
    ids.forEach((id, i) => {
      if (id === this.config.ids.image) positions[i * 4 + 3] = ++picture
    })
    const from = Math.max(0, Math.min(this.#cached.shared(ids), ids.length - 1))
    this.#cached.cut(from)
    this.#past = from
    this.#delta = delta
    this.#turn++
    return { positions, from }
  }

  #uploadChunk(ids: readonly number[], positions: Uint32Array, from: number, rows: number): void {
    const { queue } = this.#gpu.device
    const to = from + rows
    this.#params[0] = rows
    this.#params[1] = from
    queue.writeBuffer(this.#text.buffers.params, 0, this.#params)
    queue.writeBuffer(this.#text.buffers.ids, 0, new Uint32Array(ids.slice(from, to)))
    queue.writeBuffer(this.#text.buffers.positions, 0, positions.slice(from * 4, to * 4))
  }

  /** Rows that were run are in the cache. */
  #took(ids: readonly number[], from: number, rows: number): void {
    for (let row = from; row < from + rows; row++) this.#cached.put(row, ids[row]!)
    this.#rowsRun += rows
    this.#past = from + rows
  }
}

function firstWord(bytes: ArrayBuffer): number {
  return new Uint32Array(bytes, 0, 1)[0]!
}
