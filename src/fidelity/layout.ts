import type { Edges } from '../raster/edges.ts'

const CELLS = 16

/**
 * Where things are drawn: intersection over union of the shares of ink in 16×16 cells. Ink is counted by its outlines, so
 * that neither thicker lines nor large fills change the shares; each point is split between the nearest cells, so that a
 * line on a border does not jump.
 */
export function layout(source: Edges, render: Edges, weights: Float32Array): number {
  const [a, b] = [shares(source, weights), shares(render, weights)]
  let [both, either] = [0, 0]
  for (let i = 0; i < a.length; i++) {
    both += Math.min(a[i]!, b[i]!)
    either += Math.max(a[i]!, b[i]!)
  }
  return either === 0 ? 0 : both / either
}

function shares({ width, height, points }: Edges, weights: Float32Array): Float64Array {
  // One more cell on each side for the halves that fall outside.
  const side = CELLS + 2
  const mass = new Float64Array(side * side)
  let total = 0
  for (const point of points) {
    const y = Math.floor(point / width)
    const row = ((y + 0.5) / height) * CELLS + 0.5
    const column = ((point - y * width + 0.5) / width) * CELLS + 0.5
    const [top, left] = [Math.floor(row), Math.floor(column)]
    const [fy, fx] = [row - top, column - left]
    const value = weights[point]!
    const at = top * side + left
    mass[at]! += value * (1 - fx) * (1 - fy)
    mass[at + 1]! += value * fx * (1 - fy)
    mass[at + side]! += value * (1 - fx) * fy
    mass[at + side + 1]! += value * fx * fy
    total += value
  }
  return total === 0 ? mass : mass.map((value) => value / total)
}
