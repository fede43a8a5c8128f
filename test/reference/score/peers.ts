import pixelmatch from 'pixelmatch'
import { ssim } from 'ssim.js'
import type { Raster } from '../../../src/raster/raster.ts'
import { resampleSimilar } from '../../../src/raster/similarity.ts'

/** Measures that others use, of a picture and another drawn to its size; more is more alike. */
export const PEERS = {
  SSIM: (a: Raster, b: Raster) => ssim(rgba(a), rgba(b)).mssim,
  'multi-scale SSIM': multiScale,
  GMSD: (a: Raster, b: Raster) => -gradientDeviation(a, b),
  MSE: (a: Raster, b: Raster) => -meanSquare(a, b),
  pixelmatch: (a: Raster, b: Raster) =>
    -pixelmatch(rgba(a).data, rgba(b).data, undefined, a.width, a.height) / (a.width * a.height),
} as const

export type Peer = keyof typeof PEERS

export function comparePeers(source: Raster, render: Raster): Record<Peer, number> {
  const { width, height } = source
  const scale = render.width / width
  const b = resampleSimilar(render, width, height, { scale, dx: 0, dy: 0 }, [255, 255, 255])
  const values = Object.entries(PEERS).map(([name, measure]) => [name, measure(source, b)] as const)
  return Object.fromEntries(values) as Record<Peer, number>
}

function rgba({ width, height, data }: Raster) {
  const out = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let i = 0, p = 0; i < width * height; i++, p += 3) {
    for (let c = 0; c < 3; c++) out[i * 4 + c] = data[p + c]!
  }
  return { width, height, data: out }
}

function meanSquare(a: Raster, b: Raster): number {
  let sum = 0
  for (let i = 0; i < a.data.length; i++) sum += (a.data[i]! - b.data[i]!) ** 2
  return sum / a.data.length
}

interface Plane {
  readonly width: number
  readonly height: number
  readonly data: Float64Array
}

function luma({ width, height, data }: Raster): Plane {
  const out = new Float64Array(width * height)
  for (let i = 0, p = 0; i < out.length; i++, p += 3)
    out[i] = 0.299 * data[p]! + 0.587 * data[p + 1]! + 0.114 * data[p + 2]!
  return { width, height, data: out }
}

/** Means of 2×2. */
function halved({ width, height, data }: Plane): Plane {
  const [w, h] = [width >> 1, height >> 1]
  const out = new Float64Array(w * h)
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const at = 2 * y * width + 2 * x
      out[y * w + x] = (data[at]! + data[at + 1]! + data[at + width]! + data[at + width + 1]!) / 4
    }
  }
  return { width: w, height: h, data: out }
}

/** Wang, Simoncelli and Bovik 2003: contrast and structure at five scales, luminance at the last. */
function multiScale(source: Raster, render: Raster): number {
  let [a, b] = [luma(source), luma(render)]
  let product = 1
  const weights = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333]
  weights.forEach((weight, scale) => {
    if (scale > 0) [a, b] = [halved(a), halved(b)]
    const [whole, contrast] = similarity(a, b)
    product *= Math.max(0, scale === weights.length - 1 ? whole : contrast) ** weight
  })
  return product
}

const KERNEL = Float64Array.from({ length: 11 }, (_, i) => Math.exp(-((i - 5) ** 2) / (2 * 1.5 ** 2)))
const KERNEL_SUM = KERNEL.reduce((sum, value) => sum + value, 0)

/** Means of SSIM and of its contrast–structure part, where an 11×11 window fits. */
function similarity(a: Plane, b: Plane): [number, number] {
  const blur = (value: (i: number) => number) => smoothed(a.width, a.height, value)
  const [ma, mb] = [blur((i) => a.data[i]!), blur((i) => b.data[i]!)]
  const [saa, sbb] = [blur((i) => a.data[i]! ** 2), blur((i) => b.data[i]! ** 2)]
  const sab = blur((i) => a.data[i]! * b.data[i]!)
  const [c1, c2] = [(0.01 * 255) ** 2, (0.03 * 255) ** 2]
  let [whole, contrast] = [0, 0]
  for (let i = 0; i < ma.length; i++) {
    const [p, q] = [ma[i]!, mb[i]!]
    const cs = (2 * (sab[i]! - p * q) + c2) / (saa[i]! - p * p + (sbb[i]! - q * q) + c2)
    contrast += cs
    whole += (cs * (2 * p * q + c1)) / (p * p + q * q + c1)
  }
  return [whole / ma.length, contrast / ma.length]
}

function smoothed(width: number, height: number, value: (i: number) => number): Float64Array {
  const [w, h] = [width - 10, height - 10]
  const rows = new Float64Array(w * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < w; x++) {
      let sum = 0
      for (let k = 0; k < 11; k++) sum += KERNEL[k]! * value(y * width + x + k)
      rows[y * w + x] = sum / KERNEL_SUM
    }
  }
  const out = new Float64Array(w * h)
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      let sum = 0
      for (let k = 0; k < 11; k++) sum += KERNEL[k]! * rows[(y + k) * w + x]!
      out[y * w + x] = sum / KERNEL_SUM
    }
  }
  return out
}

/** Xue, Zhang, Mou and Bovik 2014: deviation of the similarity of Prewitt gradients at half size. */
function gradientDeviation(source: Raster, render: Raster): number {
  const [a, b] = [gradients(halved(luma(source))), gradients(halved(luma(render)))]
  let [sum, squares] = [0, 0]
  for (let i = 0; i < a.length; i++) {
    const value = (2 * a[i]! * b[i]! + 170) / (a[i]! ** 2 + b[i]! ** 2 + 170)
    sum += value
    squares += value * value
  }
  return Math.sqrt(Math.max(0, squares / a.length - (sum / a.length) ** 2))
}

function gradients({ width, height, data }: Plane): Float64Array {
  const out = new Float64Array(width * height)
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x
      let [gx, gy] = [0, 0]
      for (let k = -1; k <= 1; k++) {
        gx += data[i + k * width + 1]! - data[i + k * width - 1]!
        gy += data[i + width + k]! - data[i - width + k]!
      }
      out[i] = Math.hypot(gx, gy) / 3
    }
  }
  return out
}
