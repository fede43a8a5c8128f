/** A connected piece of a mask. Sides in pixels, `x1` and `y1` exclusive. */
export interface Component {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
  /** Pixels. */
  readonly size: number
}

export interface Components {
  /** 0 where the mask is 0, else 1 + the index of the component. */
  readonly labels: Int32Array
  readonly list: readonly Component[]
}

/** Pieces of a mask that hang together by sides or corners, in the order of their first pixels. */
export function connectedComponents(mask: Uint8Array, width: number, height: number): Components {
  const labels = new Int32Array(width * height)
  const list: Component[] = []
  const stack = new Int32Array(width * height)
  for (let start = 0; start < mask.length; start++) {
    if (!mask[start] || labels[start]) continue
    const label = list.length + 1
    let [x0, y0, x1, y1, size, depth] = [width, height, 0, 0, 0, 1]
    stack[0] = start
    labels[start] = label
    while (depth > 0) {
      const at = stack[--depth]!
      const y = Math.floor(at / width)
      const x = at - y * width
      size++
      if (x < x0) x0 = x
      if (x >= x1) x1 = x + 1
      if (y < y0) y0 = y
      if (y >= y1) y1 = y + 1
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const next = ny * width + nx
          if (!mask[next] || labels[next]) continue
          labels[next] = label
          stack[depth++] = next
        }
      }
    }
    list.push({ x0, y0, x1, y1, size })
  }
  return { labels, list }
}
