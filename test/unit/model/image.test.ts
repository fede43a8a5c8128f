import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../../src/model/config.ts'
import { imageTokens } from '../../../src/model/grid.ts'
import { imageRows, readPicture } from '../../../src/model/image.ts'
import { floats, readSafetensors } from '../../safetensors.ts'
import { fixture, published4B } from './fixtures.ts'

describe('imageRows', () => {
  it('equals the golden rows of the fixture', () => {
    const golden = readSafetensors('qwen3vl-mini/golden.safetensors')
    const { shape, data } = golden.get('image0.resized_u8')!
    const config = parseConfig(fixture('qwen3vl-mini/config.json'), fixture('qwen3vl-mini/preprocessor_config.json'))
    const raster = { width: shape[1]!, height: shape[0]!, data: data as Uint8Array }
    const { rows, grid } = imageRows(raster, config)
    expect(grid).toEqual({ t: 1, h: 14, w: 20 })
    expect(imageTokens(grid, 2)).toBe(70)
    expect(rows.length).toBe(280 * 1536)
    const head = floats(golden, 'pixel_rows_head')
    let worst = 0
    for (const [i, expected] of head.entries()) worst = Math.max(worst, Math.abs(rows[i]! - expected))
    expect(worst).toBeLessThanOrEqual(6e-8)
  })

  it('equals the rows of the formula picture: blocks of 2 × 2, patches of 4', () => {
    const { config, preprocessor } = published4B()
    Object.assign(config.vision_config, { patch_size: 4 })
    Object.assign(preprocessor, { patch_size: 4 })
    const width = 24
    const data = Uint8Array.from({ length: 24 * 16 * 3 }, (_, i) => {
      const [x, y, channel] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width), i % 3]
      return 7 * x + 13 * y + 29 * channel + x * y
    })
    const { rows, grid } = imageRows({ width, height: 16, data }, parseConfig(config, preprocessor))
    expect(grid).toEqual({ t: 1, h: 4, w: 6 })
    const head = (row: number, count: number) => Array.from(rows.subarray(row * 96, row * 96 + count))
    const near = (actual: number[], expected: number[]) => {
      for (const [i, x] of expected.entries()) expect(actual[i]).toBeCloseTo(x, 6)
    }
    expect(rows.length).toBe(24 * 96)
    near(head(0, 6), [-1, -0.945098, -0.890196, -0.835294, -0.898039, -0.835294])
    near(head(1, 2), [-0.780392, -0.72549])
    near(head(2, 2), [-0.592157, -0.505882])
    near(head(4, 2), [-0.560784, -0.505882])
    // The second temporal slice repeats the first; the next channel is 29 levels brighter.
    near(Array.from(rows.subarray(16, 18)), [-1, -0.945098])
    near(Array.from(rows.subarray(32, 33)), [29 / 127.5 - 1])
  })

  it('takes mean and deviation of each channel from the model', () => {
    const { config, preprocessor } = published4B()
    Object.assign(preprocessor, { image_mean: [0, 0.2, 0.4], image_std: [1, 0.5, 0.25] })
    const data = new Uint8Array(32 * 32 * 3).fill(51)
    const { rows } = imageRows({ width: 32, height: 32, data }, parseConfig(config, preprocessor))
    expect(rows[0]).toBeCloseTo(0.2, 6)
    expect(rows[512]).toBeCloseTo(0, 6)
    expect(rows[1024]).toBeCloseTo(-0.8, 6)
  })
})

describe('readPicture', () => {
  const { config, preprocessor } = published4B()
  const grey = (width: number, height: number) => ({
    width,
    height,
    data: new Uint8Array(width * height * 3).fill(102),
  })

  it('resizes, then cuts', () => {
    const { resized, rows, grid } = readPicture(grey(200, 150), parseConfig(config, preprocessor))
    expect([resized.width, resized.height]).toEqual([320, 224])
    expect(grid).toEqual({ t: 1, h: 14, w: 20 })
    expect(rows.every((x) => Math.abs(x + 0.2) < 1e-6)).toBe(true)
  })

  it('keeps within the limit that it is given', () => {
    const { grid } = readPicture(grey(800, 600), parseConfig(config, preprocessor), { maxPixels: 131072 })
    expect(grid).toEqual({ t: 1, h: 18, w: 26 })
  })
})
