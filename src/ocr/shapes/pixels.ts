import type { Raster } from '../../raster/raster.ts'

export type Rgb = readonly [number, number, number]

export function pixelAt({ data, width, height }: Raster, x: number, y: number): Rgb {
  const column = Math.min(width - 1, Math.max(0, Math.floor(x)))
  const row = Math.min(height - 1, Math.max(0, Math.floor(y)))
  const at = (row * width + column) * 3
  return [data[at]!, data[at + 1]!, data[at + 2]!]
}

/** Largest difference of a channel. */
export function apart(a: Rgb, b: Rgb): number {
  return Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]), Math.abs(a[2] - b[2]))
}

/** How much of a pixel a colour covers on a ground, 0–1, by its place between the two. */
export function shareOf(pixel: Rgb, colour: Rgb, ground: Rgb): number {
  let [along, square] = [0, 0]
  for (let c = 0; c < 3; c++) {
    const way = colour[c]! - ground[c]!
    along += (pixel[c]! - ground[c]!) * way
    square += way * way
  }
  return square === 0 ? 0 : Math.min(1, Math.max(0, along / square))
}

/** The colour that most have, to 16 levels a channel, as the mean of those. */
export function commonOf(colours: readonly Rgb[]): Rgb {
  const bins = new Map<number, Rgb[]>()
  for (const colour of colours) {
    const bin = ((colour[0] >> 4) << 8) | ((colour[1] >> 4) << 4) | (colour[2] >> 4)
    const own = bins.get(bin)
    if (own) own.push(colour)
    else bins.set(bin, [colour])
  }
  let best: readonly Rgb[] = []
  for (const own of bins.values()) if (own.length > best.length) best = own
  const mean = (c: 0 | 1 | 2) => best.reduce((sum, colour) => sum + colour[c], 0) / Math.max(1, best.length)
  return [mean(0), mean(1), mean(2)]
}

export function hexOf(colour: Rgb): string {
  return `#${colour.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`
}

/** Of `#rrggbb`. */
export function rgbOf(hex: string): Rgb {
  const at = (i: number) => Number.parseInt(hex.slice(i, i + 2), 16)
  return [at(1), at(3), at(5)]
}

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}
