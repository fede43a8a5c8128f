import { type Cover, HALF } from './cover.ts'
import type { Marker } from './markers.ts'

/** Of a marker's disc, that another colour may cover. */
const COVERED = 0.25
/** Of a colour's markers, that may be partly covered where the others are still sure. */
const MOST_COVERED = 0.4

/** Markers that no other colour covers: what is left of one has its middle elsewhere. None where most are covered. */
export function uncovered(markers: readonly Marker[], others: readonly Cover[]): Marker[] {
  const left = markers.filter((marker) => others.every((cover) => shareIn(cover, marker) <= COVERED))
  return left.length < (1 - MOST_COVERED) * markers.length ? [] : left
}

function shareIn({ left, top, width, height, share }: Cover, { x, y, radius }: Marker): number {
  let [inked, all] = [0, 0]
  for (let row = Math.floor(y - radius); row <= y + radius; row++) {
    for (let column = Math.floor(x - radius); column <= x + radius; column++) {
      if ((column + 0.5 - x) ** 2 + (row + 0.5 - y) ** 2 > radius * radius) continue
      all++
      const [u, v] = [column - left, row - top]
      if (u >= 0 && v >= 0 && u < width && v < height && share[v * width + u]! >= HALF) inked++
    }
  }
  return all === 0 ? 0 : inked / all
}
