import { expect, test } from 'vitest'
import type { Cover } from '../../../src/ocr/marks/cover.ts'
import { uncovered } from '../../../src/ocr/marks/hidden.ts'

/** Another colour over columns 0–9 of an area of 100 × 40 at 10, 20. */
const share = Uint8Array.from({ length: 100 * 40 }, (_, i) => (i % 100 < 10 ? 255 : 0))
const other: Cover = { colour: [0, 0, 0], left: 10, top: 20, width: 100, height: 40, share }
const marker = (x: number) => ({ x, y: 40, radius: 4 })

test('a marker that another colour covers is left out', () => {
  expect(uncovered([marker(18), marker(40), marker(60)], [other])).toEqual([marker(40), marker(60)])
})

test('where most are covered, none is sure', () => {
  expect(uncovered([marker(14), marker(18), marker(60)], [other])).toEqual([])
})
