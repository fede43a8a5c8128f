import { expect, it } from 'vitest'
import { smooth } from '../../../src/raster/smooth.ts'

it('spreads a point by 1-2-1 both ways and keeps a plain picture, border included', () => {
  const point = new Uint8Array(25)
  point[12] = 160
  const spread = [0, 0, 0, 0, 0, 0, 10, 20, 10, 0, 0, 20, 40, 20, 0, 0, 10, 20, 10, 0, 0, 0, 0, 0, 0]
  expect([...smooth(point, 5, 5, 1)]).toEqual(spread)
  expect([...smooth(new Uint8Array(12).fill(77), 4, 3, 1)]).toEqual(Array(12).fill(77))
})

it('keeps channels apart', () => {
  const two = new Uint8Array(50)
  two[24] = 160
  const result = smooth(two, 5, 5, 2)
  expect([result[24], result[22], result[26], result[14], result[25]]).toEqual([40, 20, 20, 20, 0])
})
