/** A mask (0 or 1) without what is thinner than three pixels: strokes go, and rectangles stay as they are. */
export function opened(mask: Uint8Array, width: number, height: number): Uint8Array {
  const inner = pass(pass(mask, width, height, 1, 1), width, height, width, 1)
  return pass(pass(inner, width, height, 1, 0), width, height, width, 0)
}

/** Of each pixel and its two neighbours along a step the least (`all` 1) or the largest (0); nothing lies outside. */
function pass(mask: Uint8Array, width: number, height: number, step: number, all: 0 | 1): Uint8Array {
  const out = new Uint8Array(mask.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x
      const [i, last] = step === 1 ? [x, width - 1] : [y, height - 1]
      const before = i > 0 ? mask[at - step]! : 0
      const after = i < last ? mask[at + step]! : 0
      out[at] = all ? before & mask[at]! & after : before | mask[at]! | after
    }
  }
  return out
}
