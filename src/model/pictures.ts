import { OutOfMemoryError } from '../errors.ts'
import type { Gpu } from '../gpu/device.ts'
import type { Plan, TapRequest } from '../gpu/plan.ts'
import type { GpuWeights } from '../weights/upload.ts'
import type { ModelConfig } from './config.ts'
import { type Grid, imageTokens } from './grid.ts'
import type { ImageRows } from './image.ts'
import { type PictureFeatures, VisionTower } from './vision.ts'

/** Where the decoder keeps what it was shown. */
export interface PictureRoom {
  readonly features: PictureFeatures
  /** Picture tokens that they have room for. */
  readonly most: number
  /** Called before the features from this token on stand for something else. */
  readonly onChange: (token: number) => void
}

/** The pictures of a conversation: the tower that looks at them, and what it saw, in the decoder's buffers. */
export class Pictures {
  readonly #gpu: Gpu
  readonly #config: ModelConfig
  readonly #weights: GpuWeights
  readonly #room: PictureRoom
  #tower: VisionTower
  /** What the features stand for, in order. */
  readonly #shown: { readonly grid: Grid; readonly digest: string }[] = []

  /** The tower becomes this object's. */
  constructor(gpu: Gpu, config: ModelConfig, weights: GpuWeights, room: PictureRoom, tower: VisionTower) {
    this.#gpu = gpu
    this.#config = config
    this.#weights = weights
    this.#room = room
    this.#tower = tower
  }

  get grids(): readonly Grid[] {
    return this.#shown.map(({ grid }) => grid)
  }

  get plan(): Plan {
    return this.#tower.plan
  }

  /** Runs the tower from the first picture on that it has not seen. @throws OutOfMemoryError, the signal's reason, DeviceLostError */
  async show(
    pictures: readonly ImageRows[],
    { signal, onProgress }: { signal: AbortSignal; onProgress?: (done: number, total: number) => void },
  ): Promise<void> {
    const offsets = this.#place(pictures)
    const digests = await Promise.all(pictures.map(digestOf))
    const same = this.#keepShown(digests)
    for (const [i, picture] of pictures.entries()) {
      if (i < same) continue
      const tower = await this.#towerFor(picture.grid)
      tower.upload(picture)
      await tower.run(picture.grid, {
        signal,
        onStep: (done, total) => onProgress?.(i * total + done, pictures.length * total),
      })
      this.#keep(tower, picture.grid, offsets[i]!)
      this.#shown.push({ grid: picture.grid, digest: digests[i]! })
    }
  }

  /** As `show` with every picture, copying the tower's taps out. For parity. */
  async tap(pictures: readonly ImageRows[], names: readonly string[]): Promise<TapRequest[]> {
    const offsets = this.#place(pictures)
    this.#keepShown([])
    const taps: TapRequest[] = []
    for (const [i, picture] of pictures.entries()) {
      const tower = await this.#towerFor(picture.grid)
      tower.upload(picture)
      taps.push(await tower.plan.runTapped(picture.grid.h * picture.grid.w, 0, names))
      this.#keep(tower, picture.grid, offsets[i]!)
      this.#shown.push({ grid: picture.grid, digest: await digestOf(picture) })
    }
    return taps
  }

  /** Takes over what another model of the same folder was shown. */
  copy(from: Pictures): void {
    const [source, target] = [from.#room.features, this.#room.features]
    this.#keepShown([])
    const encoder = this.#gpu.device.createCommandEncoder()
    const copy = (a: GPUBuffer, b: GPUBuffer) => encoder.copyBufferToBuffer(a, 0, b, 0, Math.min(a.size, b.size))
    copy(source.embeds, target.embeds)
    source.deepstack.forEach((features, k) => {
      copy(features, target.deepstack[k]!)
    })
    this.#gpu.device.queue.submit([encoder.finish()])
    this.#shown.push(...from.#shown)
  }

  dispose(): void {
    this.#tower.dispose()
  }

  /** First token of each picture in the decoder's buffers. */
  #place(pictures: readonly ImageRows[]): number[] {
    let tokens = 0
    const offsets = pictures.map((picture) => {
      const offset = tokens
      tokens += imageTokens(picture.grid, this.#config.vision.merge)
      return offset
    })
    const { most } = this.#room
    if (tokens > most) throw new OutOfMemoryError(`${tokens} picture tokens (room for ${most})`)
    return offsets
  }

  /** Forgets the pictures from the first other one on. @returns how many stay */
  #keepShown(digests: readonly string[]): number {
    const differs = this.#shown.findIndex(({ digest }, i) => digest !== digests[i])
    if (differs >= 0) this.#shown.length = differs
    const { merge } = this.#config.vision
    this.#room.onChange(this.#shown.reduce((sum, { grid }) => sum + imageTokens(grid, merge), 0))
    return this.#shown.length
  }

  async #towerFor(grid: Grid): Promise<VisionTower> {
    const patches = grid.h * grid.w
    if (this.#tower.patches < patches) {
      this.#tower.dispose()
      this.#tower = await VisionTower.create(this.#gpu, this.#config, this.#weights, patches)
    }
    return this.#tower
  }

  #keep(tower: VisionTower, grid: Grid, offset: number): void {
    const encoder = this.#gpu.device.createCommandEncoder()
    tower.copyTo(encoder, grid, this.#room.features, offset)
    this.#gpu.device.queue.submit([encoder.finish()])
  }
}

/** Changes with any pixel. The rows themselves need not be kept: those of a large picture take 30 MB. */
async function digestOf({ rows, grid }: ImageRows): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', rows as Float32Array<ArrayBuffer>))
  return `${grid.h}×${grid.w} ${hash.join(' ')}`
}
