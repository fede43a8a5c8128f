/** A place in pixels; whole pixels lie at halves. */
export type Place = readonly [x: number, y: number]

const AROUND: readonly (readonly [number, number])[] = [
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
  [-1, -1],
  [0, -1],
  [1, -1],
]

/** Middles of the outermost pixels of a piece, in order around it (Moore's neighbours). */
export function outerContour(isIn: (x: number, y: number) => boolean, startX: number, startY: number): Place[] {
  const points: Place[] = [[startX + 0.5, startY + 0.5]]
  let [x, y, from] = [startX, startY, 4]
  for (let n = 0; n < 100_000; n++) {
    let next = -1
    for (let turn = 1; turn <= 8; turn++) {
      const way = (from + turn) % 8
      const [dx, dy] = AROUND[way]!
      if (!isIn(x + dx, y + dy)) continue
      next = way
      break
    }
    if (next < 0) return points
    x += AROUND[next]![0]
    y += AROUND[next]![1]
    if (x === startX && y === startY) return points
    points.push([x + 0.5, y + 0.5])
    from = (next + 4) % 8
  }
  return points
}

/** Corners of a closed line that follow it within `off` pixels (Douglas and Peucker), as places in it. */
export function cornersOf(points: readonly Place[], off: number): number[] {
  const n = points.length
  if (n < 4) return points.map((_, i) => i)
  // From the two that are farthest apart, as these are corners.
  const far = (from: number) => {
    let best = from
    for (let i = 0; i < n; i++)
      if (distance(points[i]!, points[from]!) > distance(points[best]!, points[from]!)) best = i
    return best
  }
  const a = far(0)
  const b = far(a)
  const kept = new Set([a, b])
  const stack: [number, number][] = [
    [a, b],
    [b, a],
  ]
  while (stack.length > 0) {
    const [from, to] = stack.pop()!
    let [most, at] = [off, -1]
    for (let i = (from + 1) % n; i !== to; i = (i + 1) % n) {
      const here = beside(points[i]!, points[from]!, points[to]!)
      if (here > most) [most, at] = [here, i]
    }
    if (at < 0) continue
    kept.add(at)
    stack.push([from, at], [at, to])
  }
  return [...kept].sort((p, q) => p - q)
}

export function distance([x, y]: Place, [u, v]: Place): number {
  return Math.hypot(x - u, y - v)
}

/** Of a place from a straight piece. */
export function beside([x, y]: Place, [ax, ay]: Place, [bx, by]: Place): number {
  const [dx, dy] = [bx - ax, by - ay]
  const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)))
  return Math.hypot(x - ax - along * dx, y - ay - along * dy)
}

/** Area and middle of a closed line. */
export function areaOf(points: readonly Place[]): { area: number; x: number; y: number } {
  let [sum, sx, sy] = [0, 0, 0]
  for (const [i, [x, y]] of points.entries()) {
    const [u, v] = points[(i + 1) % points.length]!
    const cross = x * v - u * y
    sum += cross
    sx += (x + u) * cross
    sy += (y + v) * cross
  }
  return { area: Math.abs(sum) / 2, x: sx / (3 * sum || 1), y: sy / (3 * sum || 1) }
}
