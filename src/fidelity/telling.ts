import { distanceTransform } from '../raster/distance.ts'
import type { Edges } from '../raster/edges.ts'

/** Weight of what a picture repeats in its own mirror images, against 1 for the rest. */
const FURNITURE = 0.1
/** A mirrored edge is met by another within this many pixels. */
const MET = 1.5

/**
 * How much each place tells. Frames, grids and the rim of a pie meet in any two pictures of a family, related or not.
 * They are the edges that a picture shows again in its mirror images (left–right, up–down, both) about its axes of
 * symmetry; they weigh 0.1. In a picture that is symmetric throughout all weights are equal, so nothing is lost.
 * Where either of the two pictures has an edge that tells, the place tells.
 *
 * `a` and `b` are edges of the two registered pictures, small (a side of at most 256) and of the same size.
 */
export function tellingWeights(a: Edges, b: Edges): Float32Array {
  const weights = new Float32Array(a.width * a.height)
  mark(a, weights)
  mark(b, weights)
  return weights.map((weight) => weight || 1)
}

/** Weights of a small picture for each pixel of a large one. */
export function spread(
  weights: Float32Array,
  smallWidth: number,
  smallHeight: number,
  width: number,
  height: number,
): Float32Array {
  if (smallWidth === width && smallHeight === height) return weights
  const out = new Float32Array(width * height)
  const columns = Int32Array.from({ length: width }, (_, x) => Math.floor(((x + 0.5) * smallWidth) / width))
  for (let y = 0, i = 0; y < height; y++) {
    const row = Math.floor(((y + 0.5) * smallHeight) / height) * smallWidth
    for (let x = 0; x < width; x++, i++) out[i] = weights[row + columns[x]!]!
  }
  return out
}

/** Raises `weights` at each edge and around it to that edge's weight. */
function mark({ width, height, map, points }: Edges, weights: Float32Array): void {
  const distance = distanceTransform(map, width, height)
  const mirrorX = mirror(points, width, (point) => point % width)
  const mirrorY = mirror(points, height, (point) => Math.floor(point / width))
  const met = (x: number, y: number) => x >= 0 && y >= 0 && x < width && y < height && distance[y * width + x]! <= MET
  for (const point of points) {
    const y = Math.floor(point / width)
    const x = point - y * width
    const [mx, my] = [mirrorX - x, mirrorY - y]
    const weight = met(mx, y) && met(x, my) && met(mx, my) ? FURNITURE : 1
    // Edges are never in the outermost row or column.
    for (let row = point - width; row <= point + width; row += width) {
      for (let i = row - 1; i <= row + 1; i++) if (weights[i]! < weight) weights[i] = weight
    }
  }
}

/** Twice the coordinate of the axis about which the edges' profile is most like its mirror image. */
function mirror(points: Int32Array, length: number, coordinate: (point: number) => number): number {
  const profile = new Float64Array(length)
  for (const point of points) profile[coordinate(point)]!++
  let best = length - 1
  let bestValue = 0
  for (let sum = Math.floor(length * 0.6); sum <= length * 1.4; sum++) {
    let value = 0
    for (let i = Math.max(0, sum - length + 1); i < length && i <= sum; i++) value += profile[i]! * profile[sum - i]!
    if (value > bestValue) {
      best = sum
      bestValue = value
    }
  }
  return best
}
