import type { Network } from '../backends/onnx.ts'
import type { Raster } from '../raster/raster.ts'
import { type Candidate, readCtc } from './ctc.ts'
import { cropRegion, type Region } from './region.ts'

/** Pixels; the network reads lines of this height, an eighth of its width in steps. */
const HEIGHT = 48
/** Widths are multiples of this, because each new shape is planned anew. */
const WIDTH_STEP = 32
const MOST_WIDTH = 1600
/** A lone letter vanishes in a narrower crop than this. */
const LEAST_WIDTH = 64

export interface Reading {
  readonly text: string
  /** Mean of the probabilities of its signs, 0–1. */
  readonly confidence: number
  /** Other readings, likeliest first. */
  readonly alternatives: readonly string[]
}

/** PP-OCRv6's recogniser: one line of text at a time, since padded batches change what it reads (ocr.md). */
export class Recogniser {
  readonly #network: Network
  /** Signs by class: blank, the list, a space. */
  readonly #signs: readonly string[]
  readonly #priors: Float32Array

  constructor(network: Network, signs: readonly string[]) {
    this.#network = network
    this.#signs = ['', ...signs, ' ']
    this.#priors = Float32Array.from(this.#signs, priorOf)
  }

  /** What stands in a region of a picture; `margin`: pixels of the picture around it that are shown too. */
  async read(picture: Raster, region: Region, margin: number): Promise<Reading> {
    const height = region.height + 2 * margin
    const length = region.width + 2 * margin
    const width = Math.max(8, Math.min(MOST_WIDTH, Math.round((length / height) * HEIGHT)))
    const line = cropRegion(picture, { ...region, height, width: length }, width, HEIGHT)
    const crop = widened(line, Math.max(LEAST_WIDTH, Math.ceil(width / WIDTH_STEP) * WIDTH_STEP))
    const { data, dims } = await this.#network.run(toPlanes(crop), [1, 3, HEIGHT, crop.width])
    const [, steps, classes] = dims
    const [best, ...others] = readCtc(data, steps!, classes!, this.#priors)
    const textOf = ({ signs }: Candidate) =>
      signs
        .map((sign) => this.#signs[sign] ?? '')
        .join('')
        .trim()
    if (best === undefined) return { text: '', confidence: 0, alternatives: [] }
    const text = textOf(best)
    const alternatives = [...new Set(others.map(textOf))].filter((other) => other !== text && other !== '')
    return { text, confidence: best.confidence, alternatives }
  }
}

/**
 * Log of how much rarer a sign is in figures than the recogniser thinks: letters with accents are mostly plain ones
 * with specks, and strokes of a drawing look like Chinese signs. Signs of mathematics and Greek stay as they are.
 */
function priorOf(sign: string): number {
  if (/[\u00c0-\u024f]/.test(sign)) return -1.5
  return /\p{Script=Han}|[\u3000-\u30ff\uff00-\uffef]/u.test(sign) ? -4 : 0
}

/** The line in the middle of a wider one of its border's colour, so that no neighbour comes into view. */
function widened(line: Raster, width: number): Raster {
  if (width <= line.width) return line
  const { height } = line
  const colour = borderColour(line)
  const data = new Uint8Array(width * height * 3)
  const left = Math.floor((width - line.width) / 2)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set(colour, (y * width + x) * 3)
    data.set(line.data.subarray(y * line.width * 3, (y + 1) * line.width * 3), (y * width + left) * 3)
  }
  return { width, height, data }
}

/** Median of the outermost pixels, channel by channel. */
function borderColour({ width, height, data }: Raster): number[] {
  const at: number[] = []
  for (let x = 0; x < width; x++) at.push(x, (height - 1) * width + x)
  for (let y = 0; y < height; y++) at.push(y * width, y * width + width - 1)
  return [0, 1, 2].map((c) => {
    const values = Uint8Array.from(at, (i) => data[i * 3 + c]!).sort()
    return values[values.length >> 1]!
  })
}

/** BGR planes, v / 127.5 − 1. */
function toPlanes({ data, width, height }: Raster): Float32Array {
  const size = width * height
  const out = new Float32Array(3 * size)
  for (let i = 0; i < size; i++) {
    for (let c = 0; c < 3; c++) out[(2 - c) * size + i] = data[i * 3 + c]! / 127.5 - 1
  }
  return out
}
