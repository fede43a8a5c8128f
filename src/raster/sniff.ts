import { BadPictureError, UnsupportedFormatError } from '../errors.ts'

export type PictureFormat = 'png' | 'jpeg' | 'gif' | 'webp' | 'bmp' | 'avif'

/** What a file's own headers say, before anything is decoded. */
export interface Sniffed {
  readonly format: PictureFormat
  /** Stored size in pixels, before any EXIF rotation. */
  readonly width: number
  readonly height: number
  /** More than one frame. */
  readonly animated: boolean
}

/**
 * Reads format, size and animation of a picture file from its bytes.
 * Throws BadPictureError (empty, cut off, damaged headers) or UnsupportedFormatError (anything else than a picture of the six formats).
 *
 * Decoders of browsers draw the part of a cut-off file that they have; here such a file is an error, so the ends are checked too.
 */
export function sniffPicture(bytes: Uint8Array): Sniffed {
  if (bytes.length === 0) throw new BadPictureError('the file is empty')
  const read = READERS.find(([magic]) => magic(bytes))?.[1]
  if (!read) throw new UnsupportedFormatError(nameOther(bytes))
  let found: Sniffed
  try {
    found = read(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  } catch (error) {
    // A read past the end of a DataView: the file stops inside its headers.
    if (error instanceof RangeError) throw new BadPictureError('the file is cut off', error)
    throw error
  }
  if (found.width < 1 || found.height < 1) throw new BadPictureError('its size is zero')
  return found
}

type Reader = (bytes: Uint8Array, view: DataView) => Sniffed

const READERS: readonly (readonly [(bytes: Uint8Array) => boolean, Reader])[] = [
  [(b) => ascii(b, 1, 3) === 'PNG' && b[0] === 0x89, readPng],
  [(b) => b[0] === 0xff && b[1] === 0xd8 && b[2] === 0xff, readJpeg],
  [(b) => ascii(b, 0, 6) === 'GIF87a' || ascii(b, 0, 6) === 'GIF89a', readGif],
  [(b) => ascii(b, 0, 4) === 'RIFF' && ascii(b, 8, 4) === 'WEBP', readWebp],
  [(b) => ascii(b, 0, 2) === 'BM' && b.length >= 6 && b[15] === 0 && b[16] === 0 && b[17] === 0, readBmp],
  [(b) => brands(b).some((brand) => brand === 'avif' || brand === 'avis'), readAvif],
]

function readPng(bytes: Uint8Array, view: DataView): Sniffed {
  if (ascii(bytes, 12, 4) !== 'IHDR') throw new BadPictureError('its PNG header is damaged')
  const width = view.getUint32(16)
  const height = view.getUint32(20)
  let animated = false
  let data = false
  for (let at = 8; ; ) {
    const length = view.getUint32(at)
    const type = ascii(bytes, at + 4, 4)
    if (at + 12 + length > bytes.length) throw new BadPictureError('the file is cut off')
    if (crc32(bytes, at + 4, at + 8 + length) !== view.getUint32(at + 8 + length)) {
      throw new BadPictureError('its PNG data is damaged')
    }
    if (type === 'acTL' && !data) animated = view.getUint32(at + 8) > 1
    if (type === 'IDAT') data = true
    if (type === 'IEND') break
    at += 12 + length
  }
  return { format: 'png', width, height, animated }
}

function readJpeg(bytes: Uint8Array, view: DataView): Sniffed {
  for (let at = 2; ; ) {
    while (view.getUint8(at) === 0xff && view.getUint8(at + 1) === 0xff) at++
    if (view.getUint8(at) !== 0xff) throw new BadPictureError('its JPEG header is damaged')
    const marker = view.getUint8(at + 1)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) {
      const height = view.getUint16(at + 5)
      const width = view.getUint16(at + 7)
      // In entropy-coded data FF is always followed by 00 or a restart marker, so FF D9 can only be the end.
      for (let end = bytes.length - 2; end > at; end--) {
        if (bytes[end] === 0xff && bytes[end + 1] === 0xd9) return { format: 'jpeg', width, height, animated: false }
      }
      throw new BadPictureError('the file is cut off')
    }
    at += 2 + view.getUint16(at + 2)
  }
}

function readGif(bytes: Uint8Array, view: DataView): Sniffed {
  const table = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)
  const skipBlocks = (at: number) => {
    for (let size = view.getUint8(at); size !== 0; size = view.getUint8(at)) at += 1 + size
    return at + 1
  }
  let images = 0
  for (let at = 13 + table(view.getUint8(10)); at < bytes.length && images < 2; ) {
    const kind = view.getUint8(at)
    if (kind === 0x21) at = skipBlocks(at + 2)
    else if (kind === 0x2c) {
      images++
      if (images < 2) at = skipBlocks(at + 11 + table(view.getUint8(at + 9)))
    } else break
  }
  if (images === 0) throw new BadPictureError('it holds no image')
  return { format: 'gif', width: view.getUint16(6, true), height: view.getUint16(8, true), animated: images > 1 }
}

function readWebp(bytes: Uint8Array, view: DataView): Sniffed {
  if (8 + view.getUint32(4, true) > bytes.length) throw new BadPictureError('the file is cut off')
  const uint24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
  switch (ascii(bytes, 12, 4)) {
    case 'VP8X':
      return {
        format: 'webp',
        width: uint24(24) + 1,
        height: uint24(27) + 1,
        animated: (view.getUint8(20) & 2) !== 0,
      }
    case 'VP8L': {
      const packed = view.getUint32(21, true)
      return { format: 'webp', width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1, animated: false }
    }
    case 'VP8 ':
      return {
        format: 'webp',
        width: view.getUint16(26, true) & 0x3fff,
        height: view.getUint16(28, true) & 0x3fff,
        animated: false,
      }
    default:
      throw new BadPictureError('its WebP header is damaged')
  }
}

function readBmp(bytes: Uint8Array, view: DataView): Sniffed {
  const core = view.getUint32(14, true) === 12
  const width = core ? view.getUint16(18, true) : Math.abs(view.getInt32(18, true))
  const height = core ? view.getUint16(20, true) : Math.abs(view.getInt32(22, true))
  const bits = view.getUint16(core ? 24 : 28, true)
  const compressed = !core && [1, 2, 4, 5].includes(view.getUint32(30, true))
  const rows = compressed ? 0 : Math.ceil((width * bits) / 32) * 4 * height
  if (view.getUint32(10, true) + rows > bytes.length) throw new BadPictureError('the file is cut off')
  return { format: 'bmp', width, height, animated: false }
}

function readAvif(bytes: Uint8Array, view: DataView): Sniffed {
  // Each item of the file (picture, alpha, thumbnail, grid tile) has an `ispe` box; the picture's is the largest.
  let width = 0
  let height = 0
  for (let at = 0; at + 20 <= bytes.length && at < 65_536; at++) {
    if (bytes[at + 4] !== 0x69 || ascii(bytes, at + 4, 4) !== 'ispe') continue
    const [w, h] = [view.getUint32(at + 12), view.getUint32(at + 16)]
    if (w * h > width * height) [width, height] = [w, h]
  }
  if (width === 0) throw new BadPictureError('its AVIF header is damaged')
  return { format: 'avif', width, height, animated: brands(bytes)[0] === 'avis' }
}

/** Major and compatible brands of an ISO media file; empty for other files. */
function brands(bytes: Uint8Array): string[] {
  if (ascii(bytes, 4, 4) !== 'ftyp') return []
  const end = Math.min(bytes.length, ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0))
  const found = [ascii(bytes, 8, 4)]
  for (let at = 16; at + 4 <= end; at += 4) found.push(ascii(bytes, at, 4))
  return found
}

/** A name for what is no picture of ours, as it stands after "This file is". */
function nameOther(bytes: Uint8Array): string {
  const head = new TextDecoder('utf-8').decode(bytes.subarray(0, 2048))
  const start = head
    .replace(/^\ufeff/, '')
    .trimStart()
    .toLowerCase()
  if (start.startsWith('<svg') || (start.startsWith('<') && /<svg[\s>]/.test(start))) return 'an SVG drawing'
  if (start.startsWith('%pdf')) return 'a PDF document'
  if (start.startsWith('<!doctype html') || start.startsWith('<html')) return 'a web page'
  if (start.startsWith('%!ps')) return 'a PostScript document'
  const magic = ascii(bytes, 0, 4)
  if (magic === 'II*\0' || magic === 'MM\0*') return 'a TIFF picture'
  if (magic.startsWith('PK\x03\x04')) return 'a ZIP archive or an office document'
  if (magic === '8BPS') return 'a Photoshop file'
  if (magic === '\0\0\x01\0') return 'a Windows icon'
  const brand = brands(bytes)[0]
  if (brand !== undefined) return /^(hei|hev|mif|msf)/.test(brand) ? 'a HEIC picture' : 'a video'
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells binary files from text.
  return /[\x00-\x08\x0e-\x1f\ufffd]/.test(head.slice(0, 1024)) ? 'of an unknown kind' : 'a text file'
}

function ascii(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length))
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1
  return n
})

function crc32(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0xffffffff
  for (let at = from; at < to; at++) crc = CRC_TABLE[(crc ^ bytes[at]!) & 255]! ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}
