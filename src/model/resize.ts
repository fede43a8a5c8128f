import { BadPictureError } from '../errors.ts'

export interface ResizeRule {
  /** Both sides become multiples of this: patch size × merge size. */
  readonly factor: number
  readonly minPixels: number
  readonly maxPixels: number
}

/** At most this ratio between the sides, as in the reference. */
const MAX_ASPECT = 200

/**
 * The size (pixels) at which Qwen3-VL reads a picture of `width` × `height`: multiples of `factor`, the aspect kept
 * as far as that allows, the area about within the limits. Same steps and rounding as transformers' `smart_resize`.
 * Throws BadPictureError for an empty picture and for one more than 200 times longer than wide.
 */
export function smartResize(width: number, height: number, rule: ResizeRule): { width: number; height: number } {
  const { factor, minPixels, maxPixels } = rule
  if (!(width >= 1 && height >= 1)) throw new BadPictureError('it has no pixels')
  if (Math.max(width, height) / Math.min(width, height) > MAX_ASPECT) {
    throw new BadPictureError(`one side (${width} × ${height}) is more than ${MAX_ASPECT} times the other`)
  }
  let w = factor * roundHalfEven(width / factor)
  let h = factor * roundHalfEven(height / factor)
  if (w * h > maxPixels) {
    const shrink = Math.sqrt((width * height) / maxPixels)
    w = Math.max(factor, Math.floor(width / shrink / factor) * factor)
    h = Math.max(factor, Math.floor(height / shrink / factor) * factor)
  } else if (w * h < minPixels) {
    const grow = Math.sqrt(minPixels / (width * height))
    w = Math.ceil((width * grow) / factor) * factor
    h = Math.ceil((height * grow) / factor) * factor
  }
  return { width: w, height: h }
}

/** Python's `round`: halves go to the even neighbour (`Math.round` would turn 10.5 into 11). */
function roundHalfEven(x: number): number {
  const floor = Math.floor(x)
  const rest = x - floor
  if (rest !== 0.5) return Math.round(x)
  return floor % 2 === 0 ? floor : floor + 1
}
