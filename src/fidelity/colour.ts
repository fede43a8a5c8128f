import { differenceCiede2000, modeLab65, modeLrgb, modeRgb, modeXyz65, useMode } from 'culori/fn'
import { type Drawing, INK } from './ink.ts'

useMode(modeRgb)
useMode(modeLrgb)
useMode(modeXyz65)
useMode(modeLab65)
const ciede2000 = differenceCiede2000()

/** Differences up to the first pass for the same colour, from the second on for quite another (red and orange: about 30). */
const SAME = 3
const OTHER = 30

/** Pixels looked at in each direction; more say the same. */
const SAMPLES = 8_000

/**
 * Agreement of colours (CIEDE2000) on ink, both ways. A pixel of ink is compared with the nearest ink of the other picture
 * within 0.4 % of the diagonal; ink that has none agrees with nothing and counts as 0, so that pictures with nothing in
 * common are not called alike for the little that meets by chance. Each pixel stands with the strongest colour around it,
 * because the rim of a thin line is a mixture with the paper.
 */
export function colour(
  source: Drawing,
  render: Drawing,
  weights: Float32Array,
  difference = cachedDifference(),
): number {
  const there = agreement(source, render, weights, difference)
  const back = agreement(render, source, weights, difference)
  return (there.agreed + back.agreed) / Math.max(1e-12, there.all + back.all)
}

function agreement(
  from: Drawing,
  to: Drawing,
  weights: Float32Array,
  difference: (a: number, b: number) => number,
): { agreed: number; all: number } {
  const { width, height } = from.raster
  const reach = Math.max(1, 0.004 * Math.hypot(width, height))
  const offsets: { x: number; y: number; squared: number }[] = []
  for (let y = -Math.floor(reach); y <= reach; y++) {
    for (let x = -Math.floor(reach); x <= reach; x++) {
      if (x * x + y * y <= reach * reach) offsets.push({ x, y, squared: x * x + y * y })
    }
  }
  offsets.sort((p, q) => p.squared - q.squared)
  const xs = Int32Array.from(offsets, ({ x }) => x)
  const ys = Int32Array.from(offsets, ({ y }) => y)
  const steps = Int32Array.from(offsets, ({ x, y }) => y * width + x)
  const margin = Math.ceil(reach)
  let total = 0
  // By index: iterators cost more than all the rest here.
  for (let i = 0; i < from.ink.length; i++) if (from.ink[i]! > INK) total++
  const step = Math.max(1, Math.floor(total / SAMPLES))
  let [agreed, all, next] = [0, 0, 1]
  for (let i = 0; i < from.ink.length; i++) {
    if (from.ink[i]! <= INK || --next > 0) continue
    next = step
    const y = Math.floor(i / width)
    const x = i - y * width
    const weight = weights[i]!
    all += weight
    const within = x >= margin && y >= margin && x < width - margin && y < height - margin
    for (let k = 0; k < xs.length; k++) {
      if (within && to.ink[i + steps[k]!]! <= INK) continue
      const nx = x + xs[k]!
      const ny = y + ys[k]!
      if (!within && (nx < 0 || ny < 0 || nx >= width || ny >= height || to.ink[ny * width + nx]! <= INK)) continue
      agreed += weight * sameColour(from, x, y, to, nx, ny, difference)
      break
    }
  }
  // Per pixel of ink, so that both ways weigh by what each picture holds.
  return { agreed: agreed * step, all: all * step }
}

/** How much the ink of two pictures at two places is of one colour, 0..1. */
export function sameColour(
  from: Drawing,
  x: number,
  y: number,
  to: Drawing,
  nx: number,
  ny: number,
  difference: (a: number, b: number) => number,
): number {
  const [a, b] = [core(from, x, y), core(to, nx, ny)]
  const delta = thin(from, x, y) || thin(to, nx, ny) ? atEqualStrength(from, a, to, b, difference) : difference(a, b)
  return 1 - Math.min(1, Math.max(0, (delta - SAME) / (OTHER - SAME)))
}

/** Within three pixels of the paper, as every pixel of a line is. */
function thin({ raster, ink }: Drawing, x: number, y: number): boolean {
  const { width, height } = raster
  const i = y * width + x
  return (
    x < 3 ||
    y < 3 ||
    x >= width - 3 ||
    y >= height - 3 ||
    ink[i - 3]! <= INK ||
    ink[i + 3]! <= INK ||
    ink[i - 3 * width]! <= INK ||
    ink[i + 3 * width]! <= INK
  )
}

/**
 * Antialiasing and resampling mix up to half of a thin line's colour with the paper, differently at each size:
 * the stronger of two colours is mixed likewise before they are compared.
 */
function atEqualStrength(
  from: Drawing,
  a: number,
  to: Drawing,
  b: number,
  difference: (a: number, b: number) => number,
): number {
  const [p, q] = [strength(from, a), strength(to, b)]
  if (p > q) return difference(mixed(from, a, Math.max(0.5, q / p)), b)
  return difference(a, mixed(to, b, Math.max(0.5, p / q)))
}

function strength({ background: [r, g, b] }: Drawing, packed: number): number {
  return Math.max(Math.abs((packed >> 16) - r), Math.abs(((packed >> 8) & 255) - g), Math.abs((packed & 255) - b))
}

function mixed({ background: [r, g, b] }: Drawing, packed: number, share: number): number {
  const mix = (value: number, paper: number) => Math.round(paper + (value - paper) * share)
  return (mix(packed >> 16, r) << 16) | (mix((packed >> 8) & 255, g) << 8) | mix(packed & 255, b)
}

/** The packed RGB of the strongest ink in the 3×3 surroundings. */
function core({ raster, ink }: Drawing, x: number, y: number): number {
  const { width, height, data } = raster
  let best = y * width + x
  for (let ny = Math.max(0, y - 1); ny <= y + 1 && ny < height; ny++) {
    for (let i = ny * width + Math.max(0, x - 1); i <= ny * width + Math.min(width - 1, x + 1); i++) {
      if (ink[i]! > ink[best]!) best = i
    }
  }
  return (data[best * 3]! << 16) | (data[best * 3 + 1]! << 8) | data[best * 3 + 2]!
}

/** Pictures hold few pairs of colours: each is computed once, on 6 bits a channel. */
export function cachedDifference(): (a: number, b: number) => number {
  const known = new Map<number, Map<number, number>>()
  const lab = (packed: number) => ({
    mode: 'rgb' as const,
    r: ((packed >> 16) & 255) / 255,
    g: ((packed >> 8) & 255) / 255,
    b: (packed & 255) / 255,
  })
  return (a, b) => {
    if (a === b) return 0
    const [p, q] = [a & 0xfcfcfc, b & 0xfcfcfc]
    let row = known.get(p)
    if (!row) {
      row = new Map()
      known.set(p, row)
    }
    let value = row.get(q)
    if (value === undefined) {
      value = ciede2000(lab(p), lab(q))
      row.set(q, value)
    }
    return value
  }
}
