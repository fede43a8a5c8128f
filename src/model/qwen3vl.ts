import { OutOfMemoryError } from '../errors.ts'
import type { Gpu } from '../gpu/device.ts'
import type { BuildWatch, Plan, TapRequest } from '../gpu/plan.ts'
import { ReadbackRing } from '../gpu/readback.ts'
import type { GpuWeights } from '../weights/upload.ts'
import type { ModelConfig, Sampling } from './config.ts'
import { AHEAD } from './decode-plan.ts'
import type { DecoderSize } from './decoder-buffers.ts'
import type { ModelFolder } from './folder.ts'
import { type Grid, imageTokens } from './grid.ts'
import type { ImageRows } from './image.ts'
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
 * One conversation at a time; `prefill` starts a new one.
 */
export class Qwen3VL {
  readonly config: ModelConfig
  readonly size: DecoderSize
  readonly #gpu: Gpu
  readonly #weights: GpuWeights
  readonly #text: LanguageModel
  readonly #tokens: ReadbackRing
  readonly #logits: ReadbackRing
  readonly #params = new Uint32Array(4)
  readonly #position = new Uint32Array(4)
  readonly #token = new Uint32Array(1)
  readonly #commands: GPUCommandBuffer[] = []
  #tower: VisionTower
  #grids: readonly Grid[] = []
  #past = 0
  #delta = 0

  private constructor(gpu: Gpu, config: ModelConfig, weights: GpuWeights, text: LanguageModel, tower: VisionTower) {
    this.#gpu = gpu
    this.config = config
    this.#weights = weights
    this.#text = text
    this.#tower = tower
    this.size = text.size
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

  /** For the profiler; their inputs are those of the last run. */
  get plans(): { readonly vision: Plan; readonly prefill: Plan; readonly decode: Plan } {
    return { vision: this.#tower.plan, prefill: this.#text.prefill, decode: this.#text.decode.greedy }
  }

  /** Runs the tower over the pictures of the next prompt, in its order. */
  async showPictures(pictures: readonly ImageRows[], waiting: Waiting): Promise<void> {
    const offsets = this.#place(pictures)
    for (const [i, picture] of pictures.entries()) {
      const tower = await this.#towerFor(picture.grid)
      tower.upload(picture)
      const onProgress = waiting.onProgress
      await tower.run(picture.grid, {
        signal: waiting.signal,
        ...(onProgress && {
          onProgress: (done: number, total: number) => onProgress(i * total + done, pictures.length * total),
        }),
      })
      this.#keep(tower, picture.grid, offsets[i]!)
    }
    this.#grids = pictures.map((picture) => picture.grid)
  }

  /** As `showPictures` with one picture after the other, copying the tower's taps out. For parity. */
  async tapPicture(pictures: readonly ImageRows[], names: readonly string[]): Promise<TapRequest[]> {
    const offsets = this.#place(pictures)
    const taps: TapRequest[] = []
    for (const [i, picture] of pictures.entries()) {
      const tower = await this.#towerFor(picture.grid)
      tower.upload(picture)
      taps.push(await tower.plan.runTapped(picture.grid.h * picture.grid.w, 0, names))
      this.#keep(tower, picture.grid, offsets[i]!)
    }
    this.#grids = pictures.map((picture) => picture.grid)
    return taps
  }

  /** Takes over what another model of the same folder was shown. */
  copyPictures(from: Qwen3VL): void {
    const [source, target] = [from.#text.buffers.picture, this.#text.buffers.picture]
    const encoder = this.#gpu.device.createCommandEncoder()
    const copy = (a: GPUBuffer, b: GPUBuffer) => encoder.copyBufferToBuffer(a, 0, b, 0, Math.min(a.size, b.size))
    copy(source.embeds, target.embeds)
    source.deepstack.forEach((features, k) => {
      copy(features, target.deepstack[k]!)
    })
    this.#gpu.device.queue.submit([encoder.finish()])
    this.#grids = from.#grids
  }

  /** Reads a prompt whose picture places fit the shown pictures. The cache starts anew. */
  async prefill(ids: readonly number[], waiting: Waiting): Promise<void> {
    const { positions } = this.#begin(ids)
    const { chunk } = this.size
    for (let from = 0; from < ids.length; from += chunk) {
      waiting.signal.throwIfAborted()
      const rows = this.#uploadChunk(ids, positions, from)
      this.#text.prefill.submit(rows, from)
      await this.#gpu.guard(this.#gpu.device.queue.onSubmittedWorkDone())
      this.#past = from + rows
      waiting.onProgress?.(this.#past, ids.length)
    }
  }

  /** As `prefill`, copying the named taps of each chunk out. For parity. */
  async tapPrefill(ids: readonly number[], names: readonly string[]): Promise<TapRequest[]> {
    const { positions } = this.#begin(ids)
    const taps: TapRequest[] = []
    for (let from = 0; from < ids.length; from += this.size.chunk) {
      const rows = this.#uploadChunk(ids, positions, from)
      taps.push(await this.#text.prefill.runTapped(rows, from, names))
      this.#past = from + rows
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
    let yielded = 0
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
        const id = await this.#tokens.read(slot, firstWord)
        signal.throwIfAborted()
        yielded++
        yield id
      }
    } finally {
      for (const slot of under) await this.#tokens.read(slot, firstWord).catch(() => undefined)
      // What ran ahead of the last token that was taken is not part of the conversation.
      this.#past = Math.min(this.#past, start + Math.max(0, yielded - 1))
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
    const slot = this.#logits.copy(encoder, this.#text.buffers.logits, this.size.idLimit * 4)
    this.#gpu.device.queue.submit([encoder.finish()])
    this.#past++
    return this.#logits.read(slot, (bytes) => new Float32Array(bytes.slice(0, this.size.idLimit * 4)))
  }

  dispose(): void {
    this.#tower.dispose()
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

  #begin(ids: readonly number[]): { positions: Uint32Array } {
    if (ids.length > this.size.capacity) {
      throw new OutOfMemoryError(`a prompt of ${ids.length} tokens (room for ${this.size.capacity})`)
    }
    const { positions, delta } = promptPositions(ids, this.#grids, this.config)
    let picture = 0
    ids.forEach((id, i) => {
      if (id === this.config.ids.image) positions[i * 4 + 3] = ++picture
    })
    this.#past = 0
    this.#delta = delta
    return { positions }
  }

  #uploadChunk(ids: readonly number[], positions: Uint32Array, from: number): number {
    const { queue } = this.#gpu.device
    const to = Math.min(ids.length, from + this.size.chunk)
    this.#params[0] = to - from
    this.#params[1] = from
    queue.writeBuffer(this.#text.buffers.params, 0, this.#params)
    queue.writeBuffer(this.#text.buffers.ids, 0, new Uint32Array(ids.slice(from, to)))
    queue.writeBuffer(this.#text.buffers.positions, 0, positions.slice(from * 4, to * 4))
    return to - from
  }

  /** First token of each picture in the decoder's buffers. */
  #place(pictures: readonly ImageRows[]): number[] {
    let tokens = 0
    const offsets = pictures.map((picture) => {
      const offset = tokens
      tokens += imageTokens(picture.grid, this.config.vision.merge)
      return offset
    })
    if (tokens > this.size.pictureTokens) {
      throw new OutOfMemoryError(`${tokens} picture tokens (room for ${this.size.pictureTokens})`)
    }
    return offsets
  }

  async #towerFor(grid: Grid): Promise<VisionTower> {
    const patches = grid.h * grid.w
    if (this.#tower.patches < patches) {
      this.#tower.dispose()
      this.#tower = await VisionTower.create(this.#gpu, this.config, this.#weights, patches)
    }
    return this.#tower
  }

  #keep(tower: VisionTower, grid: Grid, offset: number): void {
    const encoder = this.#gpu.device.createCommandEncoder()
    tower.copyTo(encoder, grid, this.#text.buffers.picture, offset)
    this.#gpu.device.queue.submit([encoder.finish()])
  }
}

function firstWord(bytes: ArrayBuffer): number {
  return new Uint32Array(bytes, 0, 1)[0]!
}
