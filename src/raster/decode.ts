import { BadPictureError, CodePerceptError, PictureTooLargeError } from '../errors.ts'
import type { Raster } from './raster.ts'
import { type PictureFormat, sniffPicture } from './sniff.ts'

export interface DecodedPicture {
  readonly raster: Raster
  /** The file holds several frames; `raster` is the first. */
  readonly animated: boolean
  readonly format: PictureFormat
}

/** Pixels a strip: the canvas that carries bytes out of a bitmap stays small whatever the picture. */
const STRIP_PIXELS = 4e6

/**
 * Decodes a picture file with the browser's decoders, in a page or a worker: first frame, EXIF rotation applied,
 * no colour management, transparent parts on white. Opaque PNGs come out byte for byte.
 * Throws BadPictureError, UnsupportedFormatError, PictureTooLargeError, or the signal's reason.
 */
export async function decodePicture(
  blob: Blob,
  { maxPixels = 64e6, signal }: { maxPixels?: number; signal?: AbortSignal } = {},
): Promise<DecodedPicture> {
  signal?.throwIfAborted()
  const { format, width, height, animated } = sniffPicture(new Uint8Array(await blob.arrayBuffer()))
  if (width * height > maxPixels) throw new PictureTooLargeError(width, height, maxPixels)
  signal?.throwIfAborted()
  let bitmap: ImageBitmap
  try {
    // A Blob's type is what its maker says, often wrong or empty; the decoder is to go by the bytes.
    bitmap = await createImageBitmap(new Blob([blob], { type: `image/${format}` }), {
      colorSpaceConversion: 'none',
      premultiplyAlpha: 'none',
      imageOrientation: 'from-image',
    })
  } catch (error) {
    throw new BadPictureError('its data is damaged', error)
  }
  try {
    signal?.throwIfAborted()
    if (bitmap.width * bitmap.height > maxPixels) throw new PictureTooLargeError(bitmap.width, bitmap.height, maxPixels)
    return { raster: readBitmap(bitmap), animated, format }
  } catch (error) {
    if (error instanceof CodePerceptError || signal?.aborted) throw error
    throw new BadPictureError('the browser has no room for it', error)
  } finally {
    bitmap.close()
  }
}

function readBitmap(bitmap: ImageBitmap): Raster {
  const { width, height } = bitmap
  const rows = Math.min(height, Math.max(1, Math.floor(STRIP_PIXELS / width)))
  const context = new OffscreenCanvas(width, rows).getContext('2d', { willReadFrequently: true })
  if (!context) throw new BadPictureError('the browser has no canvas for its size')
  const data = new Uint8Array(width * height * 3)
  context.fillStyle = '#fff'
  for (let top = 0; top < height; top += rows) {
    const count = Math.min(rows, height - top)
    context.fillRect(0, 0, width, rows)
    context.drawImage(bitmap, 0, -top)
    const rgba = context.getImageData(0, 0, width, count).data
    for (let from = 0, to = top * width * 3; from < rgba.length; from += 4, to += 3) {
      data[to] = rgba[from]!
      data[to + 1] = rgba[from + 1]!
      data[to + 2] = rgba[from + 2]!
    }
  }
  return { width, height, data }
}
