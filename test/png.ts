import type { Raster } from '../src/raster/raster.ts'

/** Pixels of a PNG file as stored: 8-bit RGBA, rows from the top. */
export interface PngPixels {
  readonly width: number
  readonly height: number
  readonly rgba: Uint8Array
}

/**
 * A plain PNG decoder for tests, independent of canvas and of src/raster; works in Node and browsers.
 * Every colour type and depth, not interlaced; 16 bits are rounded to 8.
 */
export async function decodePngRgba(file: Uint8Array): Promise<PngPixels> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const width = view.getUint32(16)
  const height = view.getUint32(20)
  const depth = view.getUint8(24)
  const type = view.getUint8(25)
  if (view.getUint8(28) !== 0) throw new Error('interlaced PNG')
  let palette = new Uint8Array()
  let transparency = new Uint8Array()
  const parts: Uint8Array[] = []
  for (let at = 8; at < file.length; ) {
    const length = view.getUint32(at)
    const name = String.fromCharCode(...file.subarray(at + 4, at + 8))
    const body = file.slice(at + 8, at + 8 + length)
    if (name === 'PLTE') palette = body
    if (name === 'tRNS') transparency = body
    if (name === 'IDAT') parts.push(body)
    at += 12 + length
  }
  const inflated = new Blob(parts as BlobPart[]).stream().pipeThrough(new DecompressionStream('deflate'))
  const raw = new Uint8Array(await new Response(inflated).arrayBuffer())

  const channels = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[type]
  if (channels === undefined) throw new Error(`PNG colour type ${type}`)
  const step = Math.max(1, (channels * depth) / 8)
  const stride = Math.ceil((width * channels * depth) / 8)
  const rows = new Uint8Array(stride * height)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)]!
    for (let i = 0; i < stride; i++) {
      const left = i >= step ? rows[y * stride + i - step]! : 0
      const up = y > 0 ? rows[(y - 1) * stride + i]! : 0
      const corner = y > 0 && i >= step ? rows[(y - 1) * stride + i - step]! : 0
      rows[y * stride + i] = raw[y * (stride + 1) + 1 + i]! + predict(filter, left, up, corner)
    }
  }

  const sample = (y: number, index: number): number => {
    if (depth === 8) return rows[y * stride + index]!
    if (depth === 16) return rows[y * stride + index * 2]! * 256 + rows[y * stride + index * 2 + 1]!
    const bit = index * depth
    return (rows[y * stride + (bit >> 3)]! >> (8 - depth - (bit & 7))) & (2 ** depth - 1)
  }
  const to8 = (value: number) => Math.round((value * 255) / (2 ** depth - 1))
  const rgba = new Uint8Array(width * height * 4).fill(255)
  const raw16 = (c: number) => transparency[c * 2]! * 256 + transparency[c * 2 + 1]!
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to += 4) {
      const at = x * channels
      if (type === 3) {
        const index = sample(y, at)
        for (let c = 0; c < 3; c++) rgba[to + c] = palette[index * 3 + c]!
        rgba[to + 3] = transparency[index] ?? 255
        continue
      }
      const grey = type === 0 || type === 4
      for (let c = 0; c < 3; c++) rgba[to + c] = to8(sample(y, at + (grey ? 0 : c)))
      if (type === 4) rgba[to + 3] = to8(sample(y, at + 1))
      else if (type === 6) rgba[to + 3] = to8(sample(y, at + 3))
      else if (transparency.length > 0) {
        let same = true
        for (let c = 0; c < channels; c++) same &&= sample(y, at + c) === raw16(c)
        if (same) rgba[to + 3] = 0
      }
    }
  }
  return { width, height, rgba }
}

/** The same as RGB on white. */
export async function decodePng(file: Uint8Array): Promise<Raster> {
  const { width, height, rgba } = await decodePngRgba(file)
  const data = new Uint8Array(width * height * 3)
  for (let i = 0; i < width * height; i++) {
    const alpha = rgba[i * 4 + 3]! / 255
    for (let c = 0; c < 3; c++) data[i * 3 + c] = Math.round(rgba[i * 4 + c]! * alpha + 255 * (1 - alpha))
  }
  return { width, height, data }
}

function predict(filter: number, left: number, up: number, corner: number): number {
  if (filter === 0) return 0
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  const guess = left + up - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}
