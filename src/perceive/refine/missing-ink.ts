import type { Box, Point } from '../../trace.ts'
import type { Drawing, Target } from './proposal.ts'
import type { Sight } from './sight.ts'

/** Levels from the paper that are ink. */
const INK = { clean: 40, soft: 70 } as const
/** What the drawing shows so near, in a colour so alike, is not missing. */
const NEAR = 2
const ALIKE = { clean: 70, soft: 130 } as const

/** Ink of the source that the drawing lacks, letters that were read left out; one cell a pixel of the trace. */
export class MissingInk {
  readonly width: number
  readonly height: number
  readonly mask: Uint8Array

  constructor(drawing: Drawing, target: Target, sight: Sight) {
    this.width = Math.floor(drawing.trace.width)
    this.height = Math.floor(drawing.trace.height)
    this.mask = new Uint8Array(this.width * this.height)
    const { picture, render, paper } = sight
    const [least, alike] = sight.isSoft ? [INK.soft, ALIKE.soft] : [INK.clean, ALIKE.clean]
    const size = this.width * this.height
    const [there, here] = [new Int32Array(size), new Int32Array(size)]
    for (let i = 0; i < size; i++)
      [there[i], here[i]] = sight.bytesAt((i % this.width) + 0.5, Math.floor(i / this.width) + 0.5)
    const differ = (a: ArrayLike<number>, at: number, b: ArrayLike<number>, to: number) =>
      Math.max(Math.abs(a[at]! - b[to]!), Math.abs(a[at + 1]! - b[to + 1]!), Math.abs(a[at + 2]! - b[to + 2]!))
    const isDrawn = (i: number, source: number) => {
      const [x, y] = [i % this.width, Math.floor(i / this.width)]
      for (let row = Math.max(0, y - NEAR); row <= Math.min(this.height - 1, y + NEAR); row++) {
        for (let column = Math.max(0, x - NEAR); column <= Math.min(this.width - 1, x + NEAR); column++) {
          const at = here[row * this.width + column]!
          if (at >= 0 && differ(picture.data, source, render.data, at) <= alike) return true
        }
      }
      return false
    }
    for (let i = 0; i < size; i++) {
      const source = there[i]!
      if (source < 0 || differ(picture.data, source, paper, 0) <= least) continue
      if (!isDrawn(i, source)) this.mask[i] = 1
    }
    for (const { box } of target.observation?.texts ?? []) this.#clear(sight, box)
  }

  /** Middles of cells that are set; `rims`: of those with a neighbour that is not. */
  points(rims = false): readonly Point[] {
    const found: Point[] = []
    const { mask, width } = this
    for (let i = 0; i < mask.length; i++) {
      if (!mask[i] || (rims && mask[i - 1] && mask[i + 1] && mask[i - width] && mask[i + width])) continue
      found.push([(i % width) + 0.5, Math.floor(i / width) + 0.5])
    }
    return found
  }

  /** Share of a disc that is missing. */
  shareOf([x = 0, y = 0]: Point, radius: number): number {
    let [set, all] = [0, 0]
    for (let row = Math.ceil(y - radius); row <= y + radius; row++) {
      for (let column = Math.ceil(x - radius); column <= x + radius; column++) {
        if (
          Math.hypot(column - x, row - y) > radius ||
          row < 0 ||
          column < 0 ||
          row >= this.height ||
          column >= this.width
        )
          continue
        all++
        set += this.mask[row * this.width + column]!
      }
    }
    return set / Math.max(1, all)
  }

  #clear(sight: Sight, [x0, y0, x1, y1]: Box): void {
    const [left, top] = sight.toTrace([x0, y0])
    const [right, bottom] = sight.toTrace([x1, y1])
    for (let y = Math.max(0, Math.floor(top - 1)); y < Math.min(this.height, bottom + 1); y++)
      for (let x = Math.max(0, Math.floor(left - 1)); x < Math.min(this.width, right + 1); x++)
        this.mask[y * this.width + x] = 0
  }
}
