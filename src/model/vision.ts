import { type Allocator, allocating, BufferPool } from '../gpu/buffers.ts'
import type { Gpu } from '../gpu/device.ts'
import { attention } from '../gpu/kernels/attention.ts'
import { type Activation, linear } from '../gpu/kernels/linear.ts'
import { layerNorm } from '../gpu/kernels/norms.ts'
import { visionRope } from '../gpu/kernels/rope.ts'
import { positionAdd } from '../gpu/kernels/rows.ts'
import { type BuildWatch, type Plan, PlanBuilder } from '../gpu/plan.ts'
import { type PacedOptions, runPaced } from '../gpu/run-paced.ts'
import type { GpuWeights } from '../weights/upload.ts'
import type { ModelConfig } from './config.ts'
import { type Grid, imageTokens } from './grid.ts'
import type { ImageRows } from './image.ts'
import { positionTable, visionAngles } from './positions.ts'

/** The vision tower planned for pictures of up to `patches` patches (qwen3-vl.md 4). */
export class VisionTower {
  readonly patches: number
  /** [tokens][out]: merger output, and one array a DeepStack block. */
  readonly merged: GPUBuffer
  readonly deepstack: readonly GPUBuffer[]
  readonly plan: Plan
  readonly #gpu: Gpu
  readonly #config: ModelConfig
  readonly #pool: BufferPool
  readonly #inputs: TowerBuffers

  private constructor(
    gpu: Gpu,
    config: ModelConfig,
    pool: BufferPool,
    patches: number,
    inputs: TowerBuffers,
    plan: Plan,
  ) {
    this.#gpu = gpu
    this.#config = config
    this.#pool = pool
    this.#inputs = inputs
    this.patches = patches
    this.merged = inputs.merged
    this.deepstack = inputs.deepstack
    this.plan = plan
  }

  /** @throws OutOfMemoryError */
  static async create(
    gpu: Gpu,
    config: ModelConfig,
    weights: GpuWeights,
    patches: number,
    watch?: BuildWatch,
  ): Promise<VisionTower> {
    const pool = new BufferPool(gpu)
    const buffers = await allocating(gpu, 'reading the picture', pool, () => allocateTower(pool, config, patches))
    const builder = planTower(gpu, config, weights, buffers)
    return new VisionTower(gpu, config, pool, patches, buffers, await builder.build(watch))
  }

  /** Writes a picture's rows, positions and angles; `run` or a tapped run follows. */
  upload(picture: ImageRows): void {
    const { queue } = this.#gpu.device
    const { h, w } = picture.grid
    const { vision } = this.#config
    const corners = positionTable(picture.grid, Math.sqrt(vision.positions), vision.merge)
    queue.writeBuffer(this.#inputs.params, 0, new Uint32Array([h * w, 0, 0, 0]))
    queue.writeBuffer(this.#inputs.rows, 0, picture.rows as Float32Array<ArrayBuffer>)
    queue.writeBuffer(this.#inputs.corners, 0, corners.indices as Uint32Array<ArrayBuffer>)
    queue.writeBuffer(this.#inputs.shares, 0, corners.weights as Float32Array<ArrayBuffer>)
    queue.writeBuffer(this.#inputs.angles, 0, visionAngles(picture.grid, this.#config) as Float32Array<ArrayBuffer>)
  }

  /** Runs the tower over the uploaded picture. @throws the signal's reason, DeviceLostError */
  run(grid: Grid, options: PacedOptions): Promise<void> {
    return runPaced(this.#gpu, this.plan, grid.h * grid.w, 0, options)
  }

  /** Copies merged and DeepStack rows into the decoder's buffers, at `offset` tokens. */
  copyTo(encoder: GPUCommandEncoder, grid: Grid, target: PictureFeatures, offset: number): void {
    const { merge, out } = this.#config.vision
    const bytes = imageTokens(grid, merge) * out * 4
    const at = offset * out * 4
    encoder.copyBufferToBuffer(this.merged, 0, target.embeds, at, bytes)
    this.deepstack.forEach((features, k) => {
      encoder.copyBufferToBuffer(features, 0, target.deepstack[k]!, at, bytes)
    })
  }

  dispose(): void {
    this.#pool.dispose()
  }
}

/** Where the decoder keeps what it was shown: [tokens][hidden] each. */
export interface PictureFeatures {
  readonly embeds: GPUBuffer
  readonly deepstack: readonly GPUBuffer[]
}

export interface TowerBuffers {
  readonly params: GPUBuffer
  readonly rows: GPUBuffer
  readonly corners: GPUBuffer
  readonly shares: GPUBuffer
  readonly angles: GPUBuffer
  readonly x: GPUBuffer
  readonly normed: GPUBuffer
  readonly qkv: GPUBuffer
  readonly mixed: GPUBuffer
  readonly inner: GPUBuffer
  readonly merged: GPUBuffer
  readonly deepstack: readonly GPUBuffer[]
}

/** The tower's buffers for pictures of up to `patches` patches, without weights. */
export function allocateTower(pool: Allocator, { vision }: ModelConfig, patches: number): TowerBuffers {
  const { hidden } = vision
  const block = vision.merge ** 2
  const wide = hidden * block
  const tokens = patches / block
  const rowLength = vision.channels * vision.temporal * vision.patch ** 2
  return {
    params: pool.uniform('vision params', 16),
    rows: pool.storage('patch rows', patches * rowLength),
    corners: pool.storage('position corners', patches * 4),
    shares: pool.storage('position shares', patches * 4),
    angles: pool.storage('vision angles', patches * vision.headDim),
    x: pool.storage('vision x', patches * hidden),
    normed: pool.storage('vision normed', patches * hidden),
    qkv: pool.storage('vision qkv', patches * 3 * hidden),
    mixed: pool.storage('vision attention', patches * hidden),
    inner: pool.storage('vision mlp', Math.max(patches * vision.intermediate, tokens * wide)),
    merged: pool.storage('vision merged', tokens * vision.out),
    deepstack: vision.deepstack.map((_, k) => pool.storage(`deepstack ${k}`, tokens * vision.out)),
  }
}

function planTower(gpu: Gpu, config: ModelConfig, weights: GpuWeights, buffers: TowerBuffers): PlanBuilder {
  const { vision } = config
  const { hidden, heads, headDim } = vision
  const block = vision.merge ** 2
  const wide = hidden * block
  const { params, rows, corners, shares, angles, x, normed, qkv, mixed, inner, merged, deepstack } = buffers
  const matrix = (name: string) => weights.get(`model.visual.${name}`)
  const vector = (name: string) => matrix(name).parts[0]!.data

  const builder = new PlanBuilder(gpu)
  const dense = (
    name: string,
    from: GPUBuffer,
    to: GPUBuffer,
    options: { activation?: Activation; accumulate?: boolean; rowDivisor?: number; normed?: boolean } = {},
  ) => {
    for (const step of linear({
      name,
      params,
      x: from,
      y: to,
      weight: matrix(`${name}.weight`),
      bias: vector(`${name}.bias`),
      kernel: gpu.kernels.matmul,
      ...options,
    })) {
      builder.step(step)
    }
  }
  const norm = (name: string, width: number, rowDivisor = 1) =>
    builder.step(
      layerNorm({
        name,
        x,
        y: normed,
        gain: vector(`${name}.weight`),
        bias: vector(`${name}.bias`),
        width,
        rowDivisor,
      }),
    )
  // Rows are in merge-block order, so a block's rows are one row of `wide` values.
  const merger = (name: string, to: GPUBuffer, normWidth: number) => {
    norm(`${name}.norm`, normWidth, normWidth / hidden)
    dense(`${name}.linear_fc1`, normed, inner, { activation: 'gelu-erf', rowDivisor: block })
    dense(`${name}.linear_fc2`, inner, to, { rowDivisor: block })
  }

  dense('patch_embed.proj', rows, x)
  builder.step(positionAdd({ name: 'pos_embed', h: x, table: matrix('pos_embed.weight'), corners, shares }))
  for (let l = 0; l < vision.depth; l++) {
    norm(`blocks.${l}.norm1`, hidden)
    // The MLP's products leave the range of f16, so only these are taken as normed.
    dense(`blocks.${l}.attn.qkv`, normed, qkv, { normed: true })
    builder.step(visionRope({ name: `blocks.${l}.rope`, qkv, angles, heads, head: headDim }))
    builder.step(
      attention({
        name: `blocks.${l}.attention`,
        params,
        q: qkv,
        qRow: 3 * hidden,
        keys: qkv,
        values: qkv,
        keyOffset: hidden,
        valueOffset: 2 * hidden,
        kvRow: 3 * hidden,
        kvHeadStride: headDim,
        out: mixed,
        heads,
        kvHeads: heads,
        head: headDim,
        causal: false,
        kernel: gpu.kernels.attention,
      }),
    )
    dense(`blocks.${l}.attn.proj`, mixed, x, { accumulate: true })
    norm(`blocks.${l}.norm2`, hidden)
    dense(`blocks.${l}.mlp.linear_fc1`, normed, inner, { activation: 'gelu-tanh' })
    dense(`blocks.${l}.mlp.linear_fc2`, inner, x, { accumulate: true })
    builder.tap(`block${l}`, x, (n) => n * hidden)
    const k = vision.deepstack.indexOf(l)
    if (k >= 0) {
      merger(`deepstack_merger_list.${k}`, deepstack[k]!, wide)
      builder.tap(`deepstack${k}`, deepstack[k]!, (n) => (n / block) * vision.out)
    }
  }
  merger('merger', merged, hidden)
  builder.tap('merged', merged, (n) => (n / block) * vision.out)
  return builder
}
