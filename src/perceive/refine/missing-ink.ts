import type { Box, Point } from '../../trace.ts'
import type { Drawing, Target } from './proposal.ts'
import { inkOf, type Sight } from './sight.ts'

/** Levels from the paper that are ink. */
const INK = 40
/** What the drawing shows so near, in a colour so alike, is not missing. */
const NEAR = 2
const ALIKE = 70

/** Ink of the source that the drawing lacks, letters that were read left out; one cell a pixel of the trace. */
export class MissingInk {
  readonly width: number
  readonly height: number
  readonly mask: Uint8Array

  constructor(drawing: Drawing, target: Target, sight: Sight) {
    this.width = Math.floor(drawing.trace.width)
    this.height = Math.floor(drawing.trace.height)
    this.mask = new Uint8Array(this.width * this.height)
    for (let y = 0; y < this.height; y++) {
      for (let x = 0; x < this.width; x++) {
        const here = sight.look([x + 0.5, y + 0.5])
        if (!here || inkOf(here.source, sight.paper) <= INK || inkOf(here.source, here.render) <= ALIKE) continue
        if (!isDrawn(sight, x + 0.5, y + 0.5, here.source)) this.mask[y * this.width + x] = 1
      }
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

function isDrawn(sight: Sight, x: number, y: number, colour: readonly [number, number, number]): boolean {
  for (let dy = -NEAR; dy <= NEAR; dy++) {
    for (let dx = -NEAR; dx <= NEAR; dx++) {
      const look = sight.look([x + dx, y + dy])
      if (look && inkOf(look.render, colour) <= ALIKE) return true
    }
  }
  return false
}
