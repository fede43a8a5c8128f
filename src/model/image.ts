import { resizeBicubic } from '../raster/bicubic.ts'
import type { Raster } from '../raster/raster.ts'
import type { ModelConfig, VisionConfig } from './config.ts'
import { type Grid, mergeOrder } from './grid.ts'
import { smartResize } from './resize.ts'

export interface ImageRows {
  /** `[h · w][channels · temporal · patch²]`, in merge-block order, each row (channel, time, y, x). */
  readonly rows: Float32Array
  readonly grid: Grid
}

/**
 * Resizes a picture as the model was trained and cuts it into normalised patch rows.
 * `maxPixels` lowers the model's own limit. Throws BadPictureError (see `smartResize`).
 */
export function readPicture(
  picture: Raster,
  config: ModelConfig,
  options: { readonly maxPixels?: number | undefined } = {},
): ImageRows & { readonly resized: Raster } {
  const { patch, merge } = config.vision
  const maxPixels = Math.min(options.maxPixels ?? Number.POSITIVE_INFINITY, config.pixels.max)
  const rule = { factor: patch * merge, minPixels: Math.min(config.pixels.min, maxPixels), maxPixels }
  const { width, height } = smartResize(picture.width, picture.height, rule)
  const resized = resizeBicubic(picture, width, height)
  return { ...imageRows(resized, config), resized }
}

/** Patch rows of a picture whose sides are multiples of patch × merge: (value/255 − mean)/deviation, as float32. */
export function imageRows(resized: Raster, config: Pick<ModelConfig, 'pixels' | 'vision'>): ImageRows {
  const { patch, temporal, merge, channels } = config.vision
  const grid: Grid = { t: 1, h: resized.height / patch, w: resized.width / patch }
  const table = normalised(config.pixels, config.vision)
  const area = patch * patch
  const length = channels * temporal * area
  const rows = new Float32Array(grid.h * grid.w * length)
  let at = 0
  for (const [row, column] of mergeOrder(grid, merge)) {
    for (let channel = 0; channel < channels; channel++) {
      const first = at + channel * temporal * area
      for (let y = 0; y < patch; y++) {
        const pixel = (row * patch + y) * resized.width + column * patch
        for (let x = 0; x < patch; x++) {
          rows[first + y * patch + x] = table[channel * 256 + resized.data[(pixel + x) * channels + channel]!]!
        }
      }
      for (let t = 1; t < temporal; t++) rows.copyWithin(first + t * area, first, first + area)
    }
    at += length
  }
  return { rows, grid }
}

/** `[channel][byte]` to the value that the model sees. */
function normalised(pixels: ModelConfig['pixels'], vision: VisionConfig): Float32Array {
  return Float32Array.from({ length: vision.channels * 256 }, (_, i) => {
    const channel = i >> 8
    return ((i & 255) - 255 * pixels.mean[channel]!) / (255 * pixels.std[channel]!)
  })
}
