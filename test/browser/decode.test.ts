import { describe, expect, test } from 'vitest'
import { BadPictureError, PictureTooLargeError, UnsupportedFormatError } from '../../src/errors.ts'
import { decodePicture } from '../../src/raster/decode.ts'
import type { Raster } from '../../src/raster/raster.ts'
import { decodePng, decodePngRgba } from '../png.ts'

const files = import.meta.glob<string>(['../fixtures/pictures/*.*', '../fixtures/nano-v0/goldens/*.png'], {
  query: '?url',
  import: 'default',
  eager: true,
})

async function bytesOf(name: string): Promise<Uint8Array<ArrayBuffer>> {
  const url = Object.entries(files).find(([path]) => path.endsWith(`/${name}`))![1]
  return new Uint8Array(await (await fetch(url)).arrayBuffer())
}
const decode = async (name: string) => decodePicture(new Blob([await bytesOf(name)]))
const reference = async (name: string) => decodePng(await bytesOf(name))

function difference(a: Raster, b: Raster): { max: number; mean: number } {
  expect([a.width, a.height, a.data.length]).toEqual([b.width, b.height, b.data.length])
  let max = 0
  let sum = 0
  a.data.forEach((value, i) => {
    max = Math.max(max, Math.abs(value - b.data[i]!))
    sum += Math.abs(value - b.data[i]!)
  })
  return { max, mean: sum / a.data.length }
}

describe('byte for byte', () => {
  test.each([
    ['rgb.png', 'rgb.png'],
    ['gamma.png', 'rgb.png'],
    ['grey.png', 'grey.png'],
    ['grey1.png', 'grey1.png'],
    ['palette.png', 'palette.png'],
    ['animated.png', 'rgb.png'],
    ['still.webp', 'rgb.png'],
    ['animated.webp', 'rgb.png'],
    ['still.bmp', 'rgb.png'],
    ['still.gif', 'still-gif.png'],
    ['animated.gif', 'still-gif.png'],
    ['0-bar.png', '0-bar.png'],
    ['5-pie.png', '5-pie.png'],
  ])('%s', async (name, expected) => {
    const { raster, animated, format } = await decode(name)
    expect(difference(raster, await reference(expected)).max).toBe(0)
    expect(animated).toBe(name.startsWith('animated'))
    expect(format).toBe(name.split('.')[1])
  })
})

describe('within one level', () => {
  test.each(['rgba.png', 'palette-clear.png', 'rgb16.png', 'grey16.png'])('%s', async (name) => {
    expect(difference((await decode(name)).raster, await reference(name)).max).toBeLessThanOrEqual(1)
  })
})

describe('lossy, near what was drawn', () => {
  test.each([
    ['rgb.jpg', 'expected.png', 3],
    ['cmyk.jpg', 'expected.png', 4],
    ['lossy.webp', 'rgb.png', 12],
    ['still.avif', 'rgb.png', 3],
  ])('%s', async (name, expected, mean) => {
    expect(difference((await decode(name)).raster, await reference(expected)).mean).toBeLessThan(mean)
  })
})

test('EXIF rotation is applied', async () => {
  const { raster } = await decode('turned.jpg')
  const upright = await decodePngRgba(await bytesOf('expected.png'))
  expect([raster.width, raster.height]).toEqual([64, 96])
  // Orientation 6: the stored top left corner is shown at the top right.
  for (const [x, y] of [
    [5, 5],
    [80, 10],
    [20, 55],
  ] as const) {
    const shown = (x * 64 + (63 - y)) * 3
    const stored = (y * 96 + x) * 4
    for (let c = 0; c < 3; c++)
      expect(Math.abs(raster.data[shown + c]! - upright.rgba[stored + c]!)).toBeLessThanOrEqual(16)
  }
})

test('a picture of several strips', async () => {
  const size = { width: 3001, height: 2003 }
  const canvas = new OffscreenCanvas(size.width, size.height)
  const context = canvas.getContext('2d')!
  const image = context.createImageData(size.width, size.height)
  for (let i = 0; i < image.data.length; i++) image.data[i] = i % 4 === 3 ? 255 : (i * 7919) >> 8
  context.putImageData(image, 0, 0)
  const { raster } = await decodePicture(await canvas.convertToBlob())
  let wrong = 0
  for (let i = 0; i < size.width * size.height; i++) {
    for (let c = 0; c < 3; c++) if (raster.data[i * 3 + c] !== image.data[i * 4 + c]) wrong++
  }
  expect(wrong).toBe(0)
})

describe('refused', () => {
  test('too large, before decoding', async () => {
    const blob = new Blob([await bytesOf('rgb.png')])
    await expect(decodePicture(blob, { maxPixels: 24 * 16 - 1 })).rejects.toThrow(PictureTooLargeError)
    expect((await decodePicture(blob, { maxPixels: 24 * 16 })).raster.width).toBe(24)
  })
  test('zero bytes', async () => {
    await expect(decodePicture(new Blob([]))).rejects.toThrow(BadPictureError)
  })
  test('an SVG that calls itself a PNG', async () => {
    const blob = new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>'], { type: 'image/png' })
    await expect(decodePicture(blob)).rejects.toThrow(UnsupportedFormatError)
  })
  test.each(['rgb.png', 'rgb.jpg', 'still.webp', 'still.bmp', 'still.avif'])('%s cut off', async (name) => {
    const bytes = await bytesOf(name)
    const cut = new Blob([bytes.slice(0, Math.floor(bytes.length * 0.7))])
    await expect(decodePicture(cut)).rejects.toThrow(BadPictureError)
  })
  test('JPEG headers without a picture', async () => {
    const bytes = await bytesOf('rgb.jpg')
    bytes.fill(0xaa, 20, bytes.length - 2)
    await expect(decodePicture(new Blob([bytes]))).rejects.toThrow(BadPictureError)
  })
  test('aborted', async () => {
    const blob = new Blob([await bytesOf('rgb.png')])
    await expect(decodePicture(blob, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i)
  })
})
