import { connectedComponents } from '../../raster/components.ts'
import { opened } from '../../raster/opening.ts'
import type { Ink } from '../ink.ts'

/** Ink with the gaps closed that are thinner than three pixels: the wedges of a pie are often parted by strokes of paper. */
export function closedInk(ink: Ink): Ink {
  const { width, height } = ink
  const paper = opened(
    Uint8Array.from(ink.mask, (value) => 1 - value),
    width,
    height,
  )
  const mask = Uint8Array.from(paper, (value) => 1 - value)
  // Beyond the picture's edge there is no ink.
  const { labels, list } = connectedComponents(withoutRim(mask, ink), width, height)
  return { ...ink, mask, labels, pieces: list }
}

function withoutRim(mask: Uint8Array, { mask: before, width, height }: Ink): Uint8Array {
  for (let y = 0; y < height; y++)
    for (const x of y === 0 || y === height - 1 ? Array.from({ length: width }, (_, i) => i) : [0, width - 1])
      mask[y * width + x] = before[y * width + x]!
  return mask
}
