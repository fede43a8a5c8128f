import { describe, expect, it } from 'vitest'
import { BadPictureError } from '../../../src/errors.ts'
import { smartResize } from '../../../src/model/resize.ts'

const PUBLISHED = { factor: 32, minPixels: 65536, maxPixels: 16777216 }

describe('smartResize', () => {
  it.each([
    [448, 336, 448, 320, 140],
    [640, 480, 640, 480, 300],
    [800, 600, 800, 608, 475],
    [1024, 768, 1024, 768, 768],
    [1280, 720, 1280, 704, 880],
    [1920, 1080, 1920, 1088, 2040],
    [1000, 1000, 992, 992, 961],
    [200, 150, 320, 224, 70],
    [100, 100, 256, 256, 64],
    [16, 2048, 32, 2912, 91],
    [1200, 30, 1632, 64, 102],
    [4032, 3024, 4032, 3008, 11844],
    [8000, 6000, 4704, 3520, 16170],
  ])('makes %i × %i into %i × %i, %i tokens', (w, h, width, height, tokens) => {
    expect(smartResize(w, h, PUBLISHED)).toEqual({ width, height })
    expect((width * height) / 32 ** 2).toBe(tokens)
  })

  it.each([
    [1920, 1080, 1504, 832],
    [4032, 3024, 1312, 960],
  ])('keeps %i × %i within 1280 tokens', (w, h, width, height) => {
    expect(smartResize(w, h, { ...PUBLISHED, maxPixels: 1310720 })).toEqual({ width, height })
  })

  it('follows the limits of a model whose least is its greatest', () => {
    expect(smartResize(200, 150, { factor: 32, minPixels: 36864, maxPixels: 36864 })).toEqual({
      width: 224,
      height: 192,
    })
  })

  it('refuses a picture without pixels and one longer than 200 times its width', () => {
    expect(() => smartResize(0, 10, PUBLISHED)).toThrow(BadPictureError)
    expect(() => smartResize(Number.NaN, 10, PUBLISHED)).toThrow(BadPictureError)
    expect(() => smartResize(10, 2001, PUBLISHED)).toThrow(BadPictureError)
    expect(smartResize(10, 2000, PUBLISHED).height).toBeGreaterThan(2000)
  })
})
