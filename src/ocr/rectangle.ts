import type { Region } from './region.ts'

type XY = readonly [number, number]

/** Turns by less than this are those of a short text's ragged ends: it stands upright. Degrees. */
const UPRIGHT = 6

/** The rectangle of least area around points (at least two apart), its long side along the text; upright where it nearly is. */
export function leastRectangle(points: readonly XY[]): Region {
  const hull = convexHull(points)
  let best: Region | undefined
  for (let i = 0; i < hull.length; i++) {
    const [a, b] = [hull[i]!, hull[(i + 1) % hull.length]!]
    const region = around(hull, Math.atan2(b[1] - a[1], b[0] - a[0]))
    if (!best || region.width * region.height < best.width * best.height) best = region
  }
  const upright = { ...around(hull, 0), angle: 0 }
  if (!best) return upright
  const { width, height, angle } = best
  const long = width >= height ? best : { ...best, width: height, height: width, angle: angle + 90 }
  // Text reads from left to right: turned by −90 to 90 degrees.
  const plain = long.angle - 180 * Math.round(long.angle / 180)
  const stub = long.width < 2.5 * long.height
  if (stub || Math.abs(plain) < UPRIGHT || Math.abs(plain) > 90 - UPRIGHT) return upright
  return { ...long, angle: plain }
}

/** Rectangle along a direction (radians, downwards rows). */
function around(points: readonly XY[], direction: number): Region {
  const [cos, sin] = [Math.cos(direction), Math.sin(direction)]
  let [u0, v0, u1, v1] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of points) {
    const u = x * cos + y * sin
    const v = y * cos - x * sin
    u0 = Math.min(u0, u)
    u1 = Math.max(u1, u)
    v0 = Math.min(v0, v)
    v1 = Math.max(v1, v)
  }
  const [u, v] = [(u0 + u1) / 2, (v0 + v1) / 2]
  const angle = (-direction * 180) / Math.PI
  return { cx: u * cos - v * sin, cy: u * sin + v * cos, width: u1 - u0, height: v1 - v0, angle }
}

/** Andrew's monotone chain, counter-clockwise. */
function convexHull(points: readonly XY[]): XY[] {
  const sorted = points.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])
  const half = (list: readonly XY[]) => {
    const chain: XY[] = []
    for (const point of list) {
      while (chain.length > 1 && cross(chain.at(-2)!, chain.at(-1)!, point) <= 0) chain.pop()
      chain.push(point)
    }
    return chain.slice(0, -1)
  }
  return [...half(sorted), ...half(sorted.toReversed())]
}

function cross(o: XY, a: XY, b: XY): number {
  return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])
}
