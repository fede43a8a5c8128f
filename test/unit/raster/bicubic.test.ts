import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { resizeBicubic } from '../../../src/raster/bicubic.ts'
import { decodePng } from '../../png.ts'

const fixtures = new URL('../../fixtures/', import.meta.url)

describe('one row, numbers of the reference', () => {
  const row = [11, 200, 0, 255, 255, 90, 13, 77, 250, 3]
  test.each([
    [4, [86, 193, 83, 119]],
    [7, [79, 86, 226, 178, 18, 154, 88]],
    [23, [0, 32, 134, 200, 109, 4, 59, 202, 255, 255, 249, 177, 99, 49, 18, 16, 43, 93, 193, 251, 158, 30, 0]],
  ])('to %i', (size, expected) => {
    const data = Uint8Array.from(row.flatMap((v) => [v, v, v]))
    const grey = (bytes: Uint8Array) => [...bytes].filter((_, i) => i % 3 === 0)
    expect(grey(resizeBicubic({ width: 10, height: 1, data }, size, 1).data)).toEqual(expected)
    expect(grey(resizeBicubic({ width: 1, height: 10, data }, 1, size).data)).toEqual(expected)
  })
})

describe('pictures of the goldens, byte for byte', () => {
  const { cases } = JSON.parse(readFileSync(new URL('nano-v0/goldens/goldens.json', fixtures), 'utf8')) as {
    cases: { picture: string }[]
  }
  const pairs = cases.map(({ picture }) => {
    const stem = `nano-v0/goldens/${picture.replace('.png', '')}`
    return [`${stem}.png`, `${stem}.safetensors`, 'resized_u8'] as const
  })
  test.each([['qwen3vl-mini/image0.png', 'qwen3vl-mini/golden.safetensors', 'image0.resized_u8'] as const, ...pairs])(
    '%s',
    async (picture, tensors, name) => {
      const { shape, bytes } = readTensor(new URL(tensors, fixtures), name)
      const source = await decodePng(readFileSync(new URL(picture, fixtures)))
      const resized = resizeBicubic(source, shape[1]!, shape[0]!)
      expect(Buffer.compare(resized.data, bytes)).toBe(0)
    },
  )
})

test('the same size gives the same bytes in a new array', () => {
  const source = { width: 2, height: 1, data: Uint8Array.of(1, 2, 3, 4, 5, 6) }
  const copy = resizeBicubic(source, 2, 1)
  expect(copy).toEqual(source)
  expect(copy.data).not.toBe(source.data)
})

test('a photograph-sized picture takes about a second at most', () => {
  const source = { width: 4032, height: 3024, data: new Uint8Array(4032 * 3024 * 3).fill(77) }
  const start = performance.now()
  const resized = resizeBicubic(source, 1312, 960)
  const ms = performance.now() - start
  expect(resized.data.every((v) => v === 77)).toBe(true)
  // Twice the goal: the machine may be busy.
  expect(ms).toBeLessThan(2000)
})

function readTensor(url: URL, name: string): { shape: number[]; bytes: Uint8Array } {
  const file = readFileSync(url)
  const length = Number(file.readBigUInt64LE(0))
  const header = JSON.parse(file.toString('utf8', 8, 8 + length))
  const [from, to] = header[name].data_offsets
  return { shape: header[name].shape, bytes: file.subarray(8 + length + from, 8 + length + to) }
}
