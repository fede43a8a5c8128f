import type { Drawing } from './ink.ts'

const CELLS = 16

/**
 * Where the ink lies: intersection over union of the shares of ink in 16×16 cells. Shares, not amounts, so that thicker
 * lines are no other layout; each pixel is split between the nearest cells, so that a line on a border does not jump.
 */
export function layout(source: Drawing, render: Drawing, sourceWeights: Float32Array, renderWeights: Float32Array): number {
  const [a, b] = [shares(source, sourceWeights), shares(render, renderWeights)]
  let [both, either] = [0, 0]
  for (let i = 0; i < a.length; i++) {
    both += Math.min(a[i]!, b[i]!)
    either += Math.max(a[i]!, b[i]!)
  }
  return either === 0 ? 0 : both / either
}

function shares({ raster, ink }: Drawing, weights: Float32Array): Float64Array {
  const { width, height } = raster
  // One more cell on each side for the halves that fall outside.
  const side = CELLS + 2
  const mass = new Float64Array(side * side)
  let total = 0
  for (let y = 0, i = 0; y < height; y++) {
    const row = ((y + 0.5) / height) * CELLS + 0.5
    const top = Math.floor(row)
    const fy = row - top
    for (let x = 0; x < width; x++, i++) {
      if (ink[i] === 0) continue
      const value = ink[i]! * weights[i]!
      const column = ((x + 0.5) / width) * CELLS + 0.5
      const left = Math.floor(column)
      const fx = column - left
      const at = top * side + left
      mass[at]! += value * (1 - fx) * (1 - fy)
      mass[at + 1]! += value * fx * (1 - fy)
      mass[at + side]! += value * (1 - fx) * fy
      mass[at + side + 1]! += value * fx * fy
      total += value
    }
  }
  return total === 0 ? mass : mass.map((value) => value / total)
}
