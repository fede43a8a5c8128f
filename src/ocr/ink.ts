import { type Component, connectedComponents } from '../raster/components.ts'
import type { Raster } from '../raster/raster.ts'
import { smooth } from '../raster/smooth.ts'

/** What stands out from the picture's background. */
export interface Ink {
  readonly width: number
  readonly height: number
  readonly background: readonly [number, number, number]
  /** Largest difference of a channel from the background, evened out where the picture is noisy. */
  readonly contrast: Uint8Array
  readonly mask: Uint8Array
  /** 0 where there is no ink, else 1 + index in `pieces`. */
  readonly labels: Int32Array
  readonly pieces: readonly Component[]
  /** Standard deviation of the background's noise, levels. */
  readonly noise: number
}

/** Levels by which ink differs from the background at least. */
const LEAST_CONTRAST = 40
/** Share of the strongest contrast that ink has in a picture that is evened out. */
const SPREAD = 0.35
/** Above this noise a picture is evened out before ink is told from it. */
export const NOISY = 4

export function findInk(picture: Raster): Ink {
  const { width, height } = picture
  const background = commonColour(picture)
  let contrast = difference(picture, background)
  const noise = noiseOf(contrast)
  let threshold = LEAST_CONTRAST
  if (noise > NOISY) {
    contrast = smooth(contrast, width, height, 1)
    // What is evened out spreads: strokes keep their width where half of their contrast is.
    threshold = Math.max(4 * noise, SPREAD * strongest(contrast))
  }
  const mask = Uint8Array.from(contrast, (value) => (value > threshold ? 1 : 0))
  const { labels, list } = connectedComponents(mask, width, height)
  return { width, height, background, contrast, mask, labels, pieces: list, noise }
}

/** The colour that most pixels have, to 16 levels a channel, as the mean of those. */
function commonColour({ data }: Raster): [number, number, number] {
  const counts = new Uint32Array(4096)
  const bin = (i: number) => ((data[i]! >> 4) << 8) | ((data[i + 1]! >> 4) << 4) | (data[i + 2]! >> 4)
  for (let i = 0; i < data.length; i += 3) counts[bin(i)]!++
  let best = 0
  for (let i = 1; i < 4096; i++) if (counts[i]! > counts[best]!) best = i
  const sums = [0, 0, 0]
  for (let i = 0; i < data.length; i += 3) {
    if (bin(i) === best) for (let c = 0; c < 3; c++) sums[c]! += data[i + c]!
  }
  return [sums[0]! / counts[best]!, sums[1]! / counts[best]!, sums[2]! / counts[best]!]
}

function difference({ data }: Raster, [r, g, b]: readonly [number, number, number]): Uint8Array {
  const out = new Uint8Array(data.length / 3)
  for (let i = 0, at = 0; i < out.length; i++, at += 3) {
    out[i] = Math.max(Math.abs(data[at]! - r), Math.abs(data[at + 1]! - g), Math.abs(data[at + 2]! - b))
  }
  return out
}

/** Contrast that only the darkest hundredth of the ink has. */
function strongest(contrast: Uint8Array): number {
  const counts = new Uint32Array(256)
  let ink = 0
  for (const value of contrast) {
    counts[value]!++
    if (value > LEAST_CONTRAST) ink++
  }
  let value = 255
  for (let seen = counts[255]!; value > LEAST_CONTRAST && seen < 0.01 * ink; seen += counts[--value]!);
  return value
}

/** From the median difference of the quieter half, as most of a figure is background. */
function noiseOf(contrast: Uint8Array): number {
  const counts = new Uint32Array(256)
  for (const value of contrast) counts[value]!++
  let seen = 0
  let value = 0
  while (value < 255 && seen + counts[value]! < contrast.length * 0.4) seen += counts[value++]!
  // The largest of three channels lies about 1.2 deviations out in the middle of its distribution.
  return value / 1.2
}
