import { BadManifestError } from '../errors.ts'
import type { ModelConfig } from './config.ts'
import { type Grid, imageTokens, mergeOrder } from './grid.ts'

export interface PromptPositions {
  /** `[tokens][4]`: temporal, height, width, 0. */
  readonly positions: Uint32Array
  /** A token at cache index s after the prompt has position s + delta on all axes; zero or negative. */
  readonly delta: number
}

/**
 * The three positions of every prompt token. Text counts on; a picture's tokens keep the count on the temporal axis
 * and add their row and column in the merged grid; text goes on after the longer side.
 * Throws BadManifestError when the picture tokens of the prompt are not those of `grids`, in order.
 */
export function promptPositions(
  ids: ArrayLike<number>,
  grids: readonly Grid[],
  config: Pick<ModelConfig, 'ids' | 'vision'>,
): PromptPositions {
  const { merge } = config.vision
  const positions = new Uint32Array(ids.length * 4)
  let next = 0
  let picture = 0
  for (let index = 0; index < ids.length; ) {
    if (ids[index] !== config.ids.image) {
      positions.fill(next, index * 4, index * 4 + 3)
      index++
      next++
      continue
    }
    const grid = grids[picture++]
    if (grid === undefined) throw new BadManifestError(`the prompt has places for more than ${grids.length} pictures`)
    const columns = grid.w / merge
    const count = imageTokens(grid, merge)
    for (let token = 0; token < count; token++, index++) {
      if (ids[index] !== config.ids.image) {
        throw new BadManifestError(`the prompt has ${token} tokens for picture ${picture}, which needs ${count}`)
      }
      positions.set([next, next + Math.floor(token / columns), next + (token % columns)], index * 4)
    }
    next += Math.max(grid.h, grid.w) / merge
  }
  if (picture !== grids.length) {
    throw new BadManifestError(`the prompt has places for ${picture} of ${grids.length} pictures`)
  }
  return { positions, delta: next - ids.length }
}

/** Axis (0 temporal, 1 height, 2 width) of each of the `headDim / 2` frequencies: interleaved M-RoPE. */
export function mropeAxes(section: readonly [number, number, number], headDim: number): Uint32Array {
  return Uint32Array.from({ length: headDim / 2 }, (_, j) => {
    const axis = j % 3
    return axis !== 0 && j < 3 * section[axis]! ? axis : 0
  })
}

/** Cosine and sine of every position and frequency: `[count][headDim / 2][2]`. */
export function ropeTable(theta: number, headDim: number, count: number): Float32Array {
  const inverse = inverseFrequencies(theta, headDim / 2)
  const table = new Float32Array(count * headDim)
  let at = 0
  for (let position = 0; position < count; position++) {
    for (const frequency of inverse) at = writeAngle(table, at, position * frequency)
  }
  return table
}

/**
 * Cosine and sine of every patch of a picture in merge-block order: `[patches][headDim / 2][2]`, the first half of a
 * row's frequencies turned by the patch's row, the second by its column.
 */
export function visionAngles(grid: Grid, config: Pick<ModelConfig, 'vision'>): Float32Array {
  const { headDim, merge, ropeTheta } = config.vision
  const inverse = inverseFrequencies(ropeTheta, headDim / 4)
  const angles = new Float32Array(grid.h * grid.w * headDim)
  let at = 0
  for (const place of mergeOrder(grid, merge)) {
    for (const coordinate of place) {
      for (const frequency of inverse) at = writeAngle(angles, at, coordinate * frequency)
    }
  }
  return angles
}

/**
 * Where each patch of a picture reads the learned position table of side `side`: four rows and their weights,
 * `[patches][4]` in merge-block order (top left, top right, bottom left, bottom right). Bilinear, corners aligned.
 */
export function positionTable(
  grid: Grid,
  side: number,
  merge: number,
): { readonly indices: Uint32Array; readonly weights: Float32Array } {
  const indices = new Uint32Array(grid.h * grid.w * 4)
  const weights = new Float32Array(grid.h * grid.w * 4)
  let at = 0
  for (const [row, column] of mergeOrder(grid, merge)) {
    const y = sample(row, grid.h, side)
    const x = sample(column, grid.w, side)
    indices.set([y.low * side + x.low, y.low * side + x.high, y.high * side + x.low, y.high * side + x.high], at)
    weights.set([(1 - y.rest) * (1 - x.rest), (1 - y.rest) * x.rest, y.rest * (1 - x.rest), y.rest * x.rest], at)
    at += 4
  }
  return { indices, weights }
}

function sample(index: number, count: number, side: number): { low: number; high: number; rest: number } {
  const place = (index * (side - 1)) / Math.max(count - 1, 1)
  const low = Math.floor(place)
  return { low, high: Math.min(low + 1, side - 1), rest: place - low }
}

/** theta^(−j / count), j = 0 … count − 1, as float32 like the reference's. */
function inverseFrequencies(theta: number, count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, j) => theta ** (-j / count))
}

/** The angle is rounded to float32 first, as in the reference: at large positions that is the larger error. */
function writeAngle(table: Float32Array, at: number, angle: number): number {
  const rounded = Math.fround(angle)
  table[at] = Math.cos(rounded)
  table[at + 1] = Math.sin(rounded)
  return at + 2
}
