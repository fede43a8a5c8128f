import type { Raster } from '../../src/raster/raster.ts'
import type { RawConfig, Tensor } from './formula.ts'

export { crop, type FormulaModel, formulaImage, formulaModel, type RawConfig, type Tensor } from './formula.ts'

/** Rows of a matrix; everything here is float64, as literal as the formulas, and shares nothing with `src/model`. */
export type Rows = Float64Array[]

export interface VisionTrace {
  readonly grid: { readonly h: number; readonly w: number }
  /** Normalised patches, in merge-block order. */
  readonly pixels: Rows
  readonly patchEmbedding: Rows
  /** With positions added. */
  readonly embedded: Rows
  /** Output of each block. */
  readonly blocks: readonly Rows[]
  /** One row a picture token. */
  readonly merged: Rows
  readonly deepstack: readonly Rows[]
}

export interface TextTrace {
  /** (temporal, height, width) of each token. */
  readonly positions: readonly (readonly [number, number, number])[]
  readonly delta: number
  /** Output of each layer, before DeepStack is added. */
  readonly layers: readonly Rows[]
  /** After the final norm. */
  readonly norm: Rows
  /** At every position. */
  readonly logits: Rows
}

/** Where tensors come from; one that is asked for may be decoded then. */
export interface Tensors {
  get(name: string): Tensor | undefined
}

export interface Model {
  readonly config: RawConfig
  readonly tensors: Tensors
}

/** The vision tower on one picture whose sides are multiples of patch × merge; mean and deviation one half. */
export function visionForward(model: Model, picture: Raster): VisionTrace {
  const v = model.config.vision_config
  const weights = reader(model.tensors, 'model.visual.')
  const [patch, merge] = [v.patch_size, v.spatial_merge_size]
  const grid = { h: picture.height / patch, w: picture.width / patch }
  const places = blockOrder(grid, merge)
  const pixels = places.map(([r, c]) => patchRow(picture, r, c, v))
  const patchEmbedding = weights.linear('patch_embed.proj', pixels)
  const table = rowsOf(weights.matrix('pos_embed'))
  const side = Math.sqrt(v.num_position_embeddings)
  const embedded = patchEmbedding.map((row, n) => {
    const [r, c] = places[n]!
    return add(row, interpolate(table, side, along(r, grid.h, side), along(c, grid.w, side)))
  })
  const headDim = v.hidden_size / v.num_heads
  const quarter = headDim / 4
  const angles = places.map((place) =>
    Float64Array.from({ length: 2 * quarter }, (_, i) => {
      return place[i < quarter ? 0 : 1]! * 10000 ** (-(i % quarter) / quarter)
    }),
  )
  const blocks: Rows[] = []
  let x = embedded
  for (let l = 0; l < v.depth; l++) {
    const block = weights.under(`blocks.${l}.`)
    const qkv = block.linear('attn.qkv', block.layerNorm('norm1', x))
    const part = (n: number) => qkv.map((row) => row.slice(n * v.hidden_size, (n + 1) * v.hidden_size))
    const [q, k] = [0, 1].map((n) => part(n).map((row, i) => rotateHeads(row, headDim, angles[i]!)))
    const mixed = attention(q!, k!, part(2), headDim, false)
    x = plus(x, block.linear('attn.proj', mixed))
    const inner = block.linear('mlp.linear_fc1', block.layerNorm('norm2', x)).map((row) => row.map(geluTanh))
    x = plus(x, block.linear('mlp.linear_fc2', inner))
    blocks.push(x)
  }
  const mlp = (w: Reader, rows: Rows) =>
    w.linear(
      'linear_fc2',
      w.linear('linear_fc1', rows).map((row) => row.map(geluErf)),
    )
  const main = weights.under('merger.')
  return {
    grid,
    pixels,
    patchEmbedding,
    embedded,
    blocks,
    merged: mlp(main, regroup(main.layerNorm('norm', x), merge ** 2)),
    deepstack: v.deepstack_visual_indexes.map((index, k) => {
      const stack = weights.under(`deepstack_merger_list.${k}.`)
      return mlp(stack, stack.layerNorm('norm', regroup(blocks[index]!, merge ** 2)))
    }),
  }
}

/** The decoder on a whole prompt (or prompt and answer) without a cache; pictures in prompt order. */
export function textForward(model: Model, ids: readonly number[], pictures: readonly VisionTrace[] = []): TextTrace {
  const { text_config: t, tie_word_embeddings: tied, image_token_id: imageId } = model.config
  const root = reader(model.tensors, '')
  const weights = root.under('model.language_model.')
  const embedding = weights.matrix('embed_tokens')
  const merged = pictures.flatMap((picture) => picture.merged)
  const places = [...ids.keys()].filter((index) => ids[index] === imageId)
  if (places.length !== merged.length) throw new Error(`${places.length} places for ${merged.length} picture tokens`)
  const { positions, delta } = walk(ids, pictures, model.config)
  const angles = positions.map((position) => mropeAngles(position, t))
  let x = ids.map((id, index) => (id === imageId ? merged[places.indexOf(index)]! : rowOf(embedding, id)))
  const layers: Rows[] = []
  for (let l = 0; l < t.num_hidden_layers; l++) {
    const layer = weights.under(`layers.${l}.`)
    const y = rms(x, layer.vector('input_layernorm.weight'), t.rms_norm_eps)
    const turned = (name: string, norm: string) =>
      layer.linear(`self_attn.${name}`, y).map((row, i) => {
        const heads = split(row, t.head_dim)
        const normed = rms(heads, layer.vector(`self_attn.${norm}.weight`), t.rms_norm_eps)
        return rotateHeads(join(normed), t.head_dim, angles[i]!)
      })
    const v = layer.linear('self_attn.v_proj', y)
    const mixed = attention(turned('q_proj', 'q_norm'), turned('k_proj', 'k_norm'), v, t.head_dim, true)
    x = plus(x, layer.linear('self_attn.o_proj', mixed))
    const z = rms(x, layer.vector('post_attention_layernorm.weight'), t.rms_norm_eps)
    const up = layer.linear('mlp.up_proj', z)
    const gated = layer.linear('mlp.gate_proj', z).map((row, i) => row.map((u, j) => silu(u) * up[i]![j]!))
    x = plus(x, layer.linear('mlp.down_proj', gated))
    layers.push(x)
    const stack = pictures.flatMap((picture) => picture.deepstack[l] ?? [])
    if (stack.length > 0)
      x = x.map((row, index) => (ids[index] === imageId ? add(row, stack[places.indexOf(index)]!) : row))
  }
  const norm = rms(x, weights.vector('norm.weight'), t.rms_norm_eps)
  return { positions, delta, layers, norm, logits: product(norm, tied ? embedding : root.matrix('lm_head')) }
}

/** Greedy ids and the logits that chose them, the whole sequence computed anew for each. */
export function greedy(model: Model, ids: readonly number[], pictures: readonly VisionTrace[], count: number) {
  const chosen: number[] = []
  const logits: Float64Array[] = []
  while (chosen.length < count) {
    const last = textForward(model, [...ids, ...chosen], pictures).logits.at(-1)!
    logits.push(last)
    chosen.push(argmax(last))
  }
  return { ids: chosen, logits }
}

export function argmax(row: Float64Array): number {
  return row.reduce((best, value, i) => (value > row[best]! ? i : best), 0)
}

// Pictures.

/** [row, column] of patches, 2 × 2 blocks (merge × merge) one after the other. */
function blockOrder(grid: { h: number; w: number }, merge: number): [number, number][] {
  return Array.from({ length: grid.h * grid.w }, (_, n) => {
    const [b, i, j] = [Math.floor(n / merge ** 2), Math.floor(n / merge) % merge, n % merge]
    const across = grid.w / merge
    return [Math.floor(b / across) * merge + i, (b % across) * merge + j]
  })
}

function patchRow(picture: Raster, r: number, c: number, v: RawConfig['vision_config']): Float64Array {
  const p = v.patch_size
  const area = p * p
  return Float64Array.from({ length: v.in_channels * v.temporal_patch_size * area }, (_, index) => {
    const channel = Math.floor(index / area / v.temporal_patch_size)
    const [y, x] = [Math.floor((index % area) / p), index % p]
    return picture.data[((r * p + y) * picture.width + c * p + x) * 3 + channel]! / 127.5 - 1
  })
}

function along(index: number, count: number, side: number): number {
  return (index * (side - 1)) / Math.max(count - 1, 1)
}

function interpolate(table: Rows, side: number, y: number, x: number): Float64Array {
  const [y0, x0] = [Math.floor(y), Math.floor(x)]
  const [y1, x1] = [Math.min(y0 + 1, side - 1), Math.min(x0 + 1, side - 1)]
  const [dy, dx] = [y - y0, x - x0]
  return table[0]!.map((_, i) => {
    const at = (row: number, column: number) => table[row * side + column]![i]!
    const top = (1 - dx) * at(y0, x0) + dx * at(y0, x1)
    const bottom = (1 - dx) * at(y1, x0) + dx * at(y1, x1)
    return (1 - dy) * top + dy * bottom
  })
}

/** Every `count` rows become one. */
function regroup(rows: Rows, count: number): Rows {
  return Array.from({ length: rows.length / count }, (_, i) => join(rows.slice(i * count, (i + 1) * count)))
}

// Positions.

function walk(ids: readonly number[], pictures: readonly VisionTrace[], config: RawConfig) {
  const merge = config.vision_config.spatial_merge_size
  const positions: [number, number, number][] = []
  let current = 0
  let picture = 0
  while (positions.length < ids.length) {
    if (ids[positions.length] === config.image_token_id) {
      const grid = pictures[picture++]!.grid
      const [m, n] = [grid.h / merge, grid.w / merge]
      for (let u = 0; u < m * n; u++) positions.push([current, current + Math.floor(u / n), current + (u % n)])
      current += Math.max(m, n)
    } else {
      positions.push([current, current, current])
      current++
    }
  }
  return { positions, delta: current - ids.length }
}

function mropeAngles(position: readonly [number, number, number], t: RawConfig['text_config']): Float64Array {
  const [, height, width] = t.rope_scaling.mrope_section
  const half = t.head_dim / 2
  return Float64Array.from({ length: half }, (_, j) => {
    const axis = j % 3 === 1 && j < 3 * height! ? 1 : j % 3 === 2 && j < 3 * width! ? 2 : 0
    return position[axis] * t.rope_theta ** (-j / half)
  })
}

function rotateHeads(row: Float64Array, headDim: number, angles: Float64Array): Float64Array {
  const half = headDim / 2
  return join(
    split(row, headDim).map((v) =>
      v.map((_, i) => {
        const a = angles[i % half]!
        return i < half
          ? v[i]! * Math.cos(a) - v[i + half]! * Math.sin(a)
          : v[i]! * Math.cos(a) + v[i - half]! * Math.sin(a)
      }),
    ),
  )
}

/** Softmax attention; with fewer key heads than query heads neighbours share one. Causal by index when asked for. */
function attention(q: Rows, k: Rows, v: Rows, headDim: number, causal: boolean): Rows {
  const [heads, shared] = [q[0]!.length / headDim, q[0]!.length / k[0]!.length]
  return q.map((query, index) => {
    const out = new Float64Array(query.length)
    const length = causal ? index + 1 : q.length
    for (let h = 0; h < heads; h++) {
      const from = Math.floor(h / shared) * headDim
      const scores = Float64Array.from({ length }, (_, s) => {
        let sum = 0
        for (let i = 0; i < headDim; i++) sum += query[h * headDim + i]! * k[s]![from + i]!
        return sum / Math.sqrt(headDim)
      })
      const best = Math.max(...scores)
      const shares = scores.map((score) => Math.exp(score - best))
      const total = shares.reduce((a, b) => a + b, 0)
      for (const [s, share] of shares.entries()) {
        for (let i = 0; i < headDim; i++) out[h * headDim + i]! += (share / total) * v[s]![from + i]!
      }
    }
    return out
  })
}

// Weights.

interface Reader {
  under(prefix: string): Reader
  vector(name: string): Float32Array
  /** Rows of `name.weight`, further dimensions flattened. */
  matrix(name: string): Tensor
  /** x·Wᵀ, plus the bias where there is one. */
  linear(name: string, x: Rows): Rows
  layerNorm(name: string, x: Rows): Rows
}

function reader(tensors: Tensors, prefix: string): Reader {
  const get = (name: string): Tensor => {
    const tensor = tensors.get(prefix + name)
    if (tensor === undefined) throw new Error(`no tensor ${prefix}${name}`)
    return tensor
  }
  const self: Reader = {
    under: (more) => reader(tensors, prefix + more),
    vector: (name) => get(name).data,
    matrix: (name) => get(`${name}.weight`),
    linear: (name, x) => {
      const y = product(x, self.matrix(name))
      const bias = tensors.get(`${prefix}${name}.bias`)?.data
      return bias === undefined ? y : y.map((row) => add(row, bias))
    },
    layerNorm: (name, x) => {
      const [gain, bias] = [self.vector(`${name}.weight`), self.vector(`${name}.bias`)]
      return x.map((row) => {
        const mean = row.reduce((a, b) => a + b, 0) / row.length
        const variance = row.reduce((sum, u) => sum + (u - mean) ** 2, 0) / row.length
        return row.map((u, i) => ((u - mean) / Math.sqrt(variance + 1e-6)) * gain[i]! + bias[i]!)
      })
    },
  }
  return self
}

// Arithmetic.

/** x·Wᵀ in float64. Four rows of x at a time: their sums do not wait for each other. */
function product(x: Rows, { shape, data }: Tensor): Rows {
  const count = shape[0]!
  const width = data.length / count
  const y = x.map(() => new Float64Array(count))
  const zeros = new Float64Array(width)
  for (let r = 0; r < x.length; r += 4) {
    const [x0, x1, x2, x3] = [0, 1, 2, 3].map((i) => x[r + i] ?? zeros) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ]
    for (let n = 0; n < count; n++) {
      let [s0, s1, s2, s3] = [0, 0, 0, 0]
      const from = n * width
      for (let i = 0; i < width; i++) {
        const w = data[from + i]!
        s0 += x0[i]! * w
        s1 += x1[i]! * w
        s2 += x2[i]! * w
        s3 += x3[i]! * w
      }
      const sums = [s0, s1, s2, s3]
      for (let i = 0; i < 4 && r + i < x.length; i++) y[r + i]![n] = sums[i]!
    }
  }
  return y
}

function rowOf({ shape, data }: Tensor, row: number): Float64Array {
  const width = data.length / shape[0]!
  return Float64Array.from(data.subarray(row * width, (row + 1) * width))
}

function rowsOf(matrix: Tensor): Rows {
  return Array.from({ length: matrix.shape[0]! }, (_, row) => rowOf(matrix, row))
}

function rms(x: Rows, gain: ArrayLike<number>, eps: number): Rows {
  return x.map((row) => {
    const square = row.reduce((sum, u) => sum + u * u, 0) / row.length
    return row.map((u, i) => (gain[i]! * u) / Math.sqrt(square + eps))
  })
}

function add(a: Float64Array, b: ArrayLike<number>): Float64Array {
  return a.map((u, i) => u + b[i]!)
}

function plus(a: Rows, b: Rows): Rows {
  return a.map((row, i) => add(row, b[i]!))
}

function split(row: Float64Array, width: number): Rows {
  return Array.from({ length: row.length / width }, (_, i) => row.slice(i * width, (i + 1) * width))
}

function join(rows: Rows): Float64Array {
  const all = new Float64Array(rows.reduce((sum, row) => sum + row.length, 0))
  let at = 0
  for (const row of rows) {
    all.set(row, at)
    at += row.length
  }
  return all
}

function silu(u: number): number {
  return u / (1 + Math.exp(-u))
}

function geluTanh(u: number): number {
  return 0.5 * u * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (u + 0.044715 * u ** 3)))
}

function geluErf(u: number): number {
  return 0.5 * u * (1 + erf(u / Math.SQRT2))
}

/** 2/√π · exp(−x²) · Σ 2ⁿ x²ⁿ⁺¹ / (2n+1)!!, exact to float64 as its terms have one sign. */
function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x)
  let term = x
  let sum = x
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1)
    sum += term
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum
}
