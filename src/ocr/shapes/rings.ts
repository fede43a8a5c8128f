import type { Place } from './contour.ts'

export interface Ring {
  readonly x: number
  readonly y: number
  readonly radius: number
}

const LEAST_RADIUS = 7
/** Of a ring's directions, those that have ink on it. */
const WHOLE = 0.86
const TRIES = 400
const PLACES = 72
/** Pixels off a ring that still belong to it. */
const NEAR = 2.5

/** Circles that strokes draw: through three of the pixels of a piece, with ink all around. Largest first. */
export function ringsIn(pixels: readonly Place[], isInk: (x: number, y: number) => boolean): Ring[] {
  const rings: Ring[] = []
  let left = pixels
  while (rings.length < 12 && left.length > 30) {
    const best = bestRing(left, isInk)
    if (!best) break
    const ring = fitted(best, left)
    rings.push(ring)
    left = left.filter(([x, y]) => Math.abs(Math.hypot(x - ring.x, y - ring.y) - ring.radius) > NEAR)
  }
  return rings.sort((a, b) => b.radius - a.radius)
}

function bestRing(pixels: readonly Place[], isInk: (x: number, y: number) => boolean): Ring | null {
  let best: Ring | null = null
  let most = WHOLE
  // Repeatable: steps that share no factor with usual counts.
  for (let n = 1; n <= TRIES; n++) {
    const pick = (k: number) => pixels[(n * 7919 + k * 104_729 + ((n * n * 31) % 9973)) % pixels.length]!
    const ring = through(pick(0), pick(n), pick(2 * n + 1))
    if (!ring || ring.radius < LEAST_RADIUS || ring.radius > 4000) continue
    const share = inkedShare(ring, isInk)
    if (share > most) [most, best] = [share, ring]
  }
  return best
}

function inkedShare({ x, y, radius }: Ring, isInk: (x: number, y: number) => boolean): number {
  let inked = 0
  for (let i = 0; i < PLACES; i++) {
    // What has missed too often is no ring.
    if (i - inked > (1 - WHOLE) * PLACES) return 0
    // Not one after the other, so that gaps show at once.
    const turn = (2 * Math.PI * ((i * 29) % PLACES)) / PLACES
    for (const off of [0, -1, 1]) {
      if (!isInk(Math.floor(x + (radius + off) * Math.cos(turn)), Math.floor(y + (radius + off) * Math.sin(turn))))
        continue
      inked++
      break
    }
  }
  return inked / PLACES
}

function through([ax, ay]: Place, [bx, by]: Place, [cx, cy]: Place): Ring | null {
  const d = 2 * (ax * (by - cy) + bx * (cy - ay) + cx * (ay - by))
  if (Math.abs(d) < 1e-6) return null
  const [a, b, c] = [ax * ax + ay * ay, bx * bx + by * by, cx * cx + cy * cy]
  const x = (a * (by - cy) + b * (cy - ay) + c * (ay - by)) / d
  const y = (a * (cx - bx) + b * (ax - cx) + c * (bx - ax)) / d
  return { x, y, radius: Math.hypot(ax - x, ay - y) }
}

/** A ring moved to the middle of its stroke, by the pixels near it. */
export function fitted(ring: Ring, pixels: readonly Place[]): Ring {
  let best = ring
  for (let turn = 0; turn < 4; turn++) {
    const near = pixels.filter(([x, y]) => Math.abs(Math.hypot(x - best.x, y - best.y) - best.radius) <= NEAR)
    if (near.length < 12) return best
    // Least squares of x² + y² = 2 a x + 2 b y + c, about the middle.
    const mx = near.reduce((sum, [x]) => sum + x, 0) / near.length
    const my = near.reduce((sum, [, y]) => sum + y, 0) / near.length
    let [uu, uv, vv, uw, vw] = [0, 0, 0, 0, 0]
    for (const [x, y] of near) {
      const [u, v] = [x - mx, y - my]
      const w = u * u + v * v
      uu += u * u
      uv += u * v
      vv += v * v
      uw += u * w
      vw += v * w
    }
    const det = uu * vv - uv * uv
    if (Math.abs(det) < 1e-9) return best
    const a = (uw * vv - vw * uv) / (2 * det)
    const b = (vw * uu - uw * uv) / (2 * det)
    best = { x: a + mx, y: b + my, radius: Math.sqrt(a * a + b * b + (uu + vv) / near.length) }
  }
  return best
}
