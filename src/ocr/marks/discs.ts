import type { Component } from '../../raster/components.ts'

export interface Disc {
  readonly x: number
  readonly y: number
  readonly radius: number
}

/** Of a marker's size, that may stay uncovered. */
const LEFT_OVER = 0.35
const MOST = 30

/** Markers that touch: discs of one radius that cover a piece between them, greedily, then each moved to fit best. */
export function discsOf(
  { x0, y0, x1, y1, size }: Component,
  label: number,
  labels: Int32Array,
  mask: Uint8Array,
  width: number,
  height: number,
  radius: number,
): Disc[] {
  const area = Math.PI * radius * radius
  if (size > MOST * area) return []
  const covered = new Int8Array(mask.length > 0 ? (x1 - x0) * (y1 - y0) : 0)
  const each = (x: number, y: number, visit: (inside: boolean, at: number) => void) => {
    for (let row = Math.floor(y - radius); row <= y + radius; row++) {
      for (let column = Math.floor(x - radius); column <= x + radius; column++) {
        if ((column + 0.5 - x) ** 2 + (row + 0.5 - y) ** 2 > radius * radius) continue
        const inside =
          row >= 0 && row < height && column >= 0 && column < width && labels[row * width + column] === label
        visit(inside, inside ? (row - y0) * (x1 - x0) + column - x0 : -1)
      }
    }
  }
  const gain = (x: number, y: number) => {
    let sum = 0
    each(x, y, (inside, at) => {
      sum += inside ? (covered[at] ? 0 : 1) : -2
    })
    return sum
  }
  const put = (x: number, y: number, by: 1 | -1) =>
    each(x, y, (inside, at) => {
      if (inside) covered[at]! += by
    })
  const found: { x: number; y: number }[] = []
  while (found.length < MOST) {
    let [best, bx, by] = [0, 0, 0]
    for (let y = y0 + 0.5; y < y1; y += 1) {
      for (let x = x0 + 0.5; x < x1; x += 1) {
        const here = gain(x, y)
        if (here > best) [best, bx, by] = [here, x, y]
      }
    }
    if (best < LEFT_OVER * area) break
    found.push({ x: bx, y: by })
    put(bx, by, 1)
  }
  for (let turn = 0; turn < 3; turn++) {
    for (const disc of found) {
      put(disc.x, disc.y, -1)
      let [best, bx, by] = [-Infinity, disc.x, disc.y]
      for (let dy = -1; dy <= 1; dy += 0.5) {
        for (let dx = -1; dx <= 1; dx += 0.5) {
          const here = gain(disc.x + dx, disc.y + dy) - 0.01 * Math.hypot(dx, dy)
          if (here > best) [best, bx, by] = [here, disc.x + dx, disc.y + dy]
        }
      }
      ;[disc.x, disc.y] = [bx, by]
      put(bx, by, 1)
    }
  }
  return found.map(({ x, y }) => ({ x, y, radius }))
}
