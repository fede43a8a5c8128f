import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { BadPictureError, UnsupportedFormatError } from '../../../src/errors.ts'
import { sniffPicture } from '../../../src/raster/sniff.ts'

const folder = new URL('../../fixtures/pictures/', import.meta.url)
const read = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)))

/** Formats by ending; the sizes are those that make.py gives its pictures. */
const FORMATS = { png: 'png', jpg: 'jpeg', gif: 'gif', webp: 'webp', bmp: 'bmp', avif: 'avif' }
const names = readdirSync(folder).filter((name) => /\.(png|jpg|gif|webp|bmp|avif)$/.test(name))

test.each(names)('%s', (name) => {
  const large = /\.jpg$|^expected/.test(name)
  expect(sniffPicture(read(name))).toEqual({
    format: FORMATS[name.split('.')[1] as keyof typeof FORMATS],
    width: large ? 96 : 24,
    height: large ? 64 : 16,
    animated: name.startsWith('animated'),
  })
})

describe('files that are cut off', () => {
  test.each(names.filter((name) => !name.endsWith('avif')))('%s', (name) => {
    const bytes = read(name)
    for (const part of [0.3, 0.7, 0.95]) {
      const cut = bytes.slice(0, Math.floor(bytes.length * part))
      // Of an animated GIF the first image may well be whole: it can be read.
      if (name === 'animated.gif' && part > 0.5) continue
      if (name === 'still.gif' && part > 0.9) cut[cut.length - 1] = 255
      expect(() => sniffPicture(cut), `${name} at ${part}`).toThrow(BadPictureError)
    }
  })
})

test('no bytes', () => expect(() => sniffPicture(new Uint8Array())).toThrow(/file is empty/))

test('a PNG with a flipped bit in its data', () => {
  const bytes = read('rgb.png')
  bytes[bytes.length - 20]! ^= 4
  expect(() => sniffPicture(bytes)).toThrow(BadPictureError)
})

test.each([
  ['<svg xmlns="http://www.w3.org/2000/svg"/>', /an SVG drawing/],
  ['\ufeff<?xml version="1.0"?>\n<!-- drawn -->\n<svg width="3">', /an SVG drawing/],
  ['%PDF-1.7\n', /a PDF document/],
  ['<!DOCTYPE html><html>', /a web page/],
  ['import matplotlib', /a text file/],
  ['BM is how this text begins, and it goes on', /a text file/],
  ['PK\x03\x04rest', /a ZIP archive/],
  ['II*\0rest', /a TIFF picture/],
  ['\0\0\0\x18ftypheic\0\0\0\0mif1heic', /a HEIC picture/],
  ['\x01\x02\x03\x04', /of an unknown kind/],
])('%j is refused by name', (text, name) => {
  const attempt = () => sniffPicture(new TextEncoder().encode(text))
  expect(attempt).toThrow(UnsupportedFormatError)
  expect(attempt).toThrow(name)
})
