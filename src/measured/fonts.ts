import type { Observation, ReadText } from '../observation.ts'
import { median } from './rounding.ts'

/** Heights above and below the baseline in a sans-serif font, as shares of its size. */
const HIGH = 0.74
const LOW = 0.56
const BELOW = 0.22

/** Size of a text's font in pixels, from the signs it has and the box they fill; 0 where it is turned slantwise. */
export function fontPixels({ text, box: [x0, y0, x1, y1], angle }: ReadText): number {
  const turned = Math.abs(Math.abs(angle) - 90) < 10
  if (!turned && Math.abs(angle) > 10) return 0
  const high = turned ? x1 - x0 : y1 - y0
  const above = /[A-Z0-9bdfhklt%()[\]$/ÄÖÜäöü]/.test(text) ? HIGH : LOW
  const below = /[gjpqy()[\]$]/.test(text) ? BELOW : 0
  return /[\p{L}\p{N}]/u.test(text) ? high / (above + below) : 0
}

/** Of matplotlib's tick labels, points. */
const USUAL = 10
const NARROWEST = 2.5
const WIDEST = 13

/** Figure size that gives the usual text matplotlib's usual size, in inches, and pixels of the picture a point. */
export interface Scale {
  readonly width: number
  readonly height: number
  readonly pixelsPerPoint: number
}

/** `labels`: texts of the usual size, such as those of ticks. */
export function scaleOf({ width, height }: Observation, labels: readonly ReadText[]): Scale {
  const sizes = labels.map(fontPixels).filter((size) => size > 0)
  const perPoint = sizes.length > 0 ? median(sizes) / USUAL : Math.max(width, height) / (6.4 * 72)
  const inches = Math.min(WIDEST, Math.max(NARROWEST, width / (72 * perPoint)))
  const wide = Math.round(inches * 10) / 10
  return { width: wide, height: Math.round(((wide * height) / width) * 100) / 100, pixelsPerPoint: width / (72 * wide) }
}

/** Points by which a font differs visibly. */
const VISIBLE = 1.5

/** `, fontsize=14` where a text's size differs from the usual one of its kind. */
export function fontSize(text: ReadText, usual: number, { pixelsPerPoint }: Scale): string {
  const pixels = fontPixels(text)
  if (pixels === 0) return ''
  const points = Math.max(4, Math.min(40, Math.round(pixels / pixelsPerPoint)))
  return Math.abs(points - usual) < VISIBLE ? '' : `, fontsize=${points}`
}
