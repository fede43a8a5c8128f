/**
 * Exact Euclidean distance of each pixel's centre to the nearest pixel whose mask is not 0, in pixels;
 * Infinity everywhere when there is none. Lower envelopes of parabolas, one axis after the other
 * (Felzenszwalb and Huttenlocher, Distance Transforms of Sampled Functions, 2012).
 */
export function distanceTransform(mask: Uint8Array, width: number, height: number): Float32Array {
  const squared = new Float64Array(width * height)
  const longest = Math.max(width, height)
  const line = new Float64Array(longest)
  const sites = new Int32Array(longest)
  const bounds = new Float64Array(longest + 1)
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) line[y] = mask[y * width + x] ? 0 : Infinity
    envelope(line, height, sites, bounds, squared, x, width)
  }
  const out = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) line[x] = squared[y * width + x]!
    envelope(line, width, sites, bounds, squared, y * width, 1)
    for (let i = y * width; i < (y + 1) * width; i++) out[i] = Math.sqrt(squared[i]!)
  }
  return out
}

/** Writes min over q of (p − q)² + line[q] for p in 0..length to out[offset + p·step]. */
function envelope(
  line: Float64Array,
  length: number,
  sites: Int32Array,
  bounds: Float64Array,
  out: Float64Array,
  offset: number,
  step: number,
): void {
  let last = -1
  for (let q = 0; q < length; q++) {
    const height = line[q]!
    if (height === Infinity) continue
    let from = -Infinity
    while (last >= 0) {
      const site = sites[last]!
      from = (height + q * q - line[site]! - site * site) / (2 * (q - site))
      if (from > bounds[last]!) break
      last--
    }
    if (last < 0) from = -Infinity
    last++
    sites[last] = q
    bounds[last] = from
  }
  if (last < 0) {
    for (let p = 0; p < length; p++) out[offset + p * step] = Infinity
    return
  }
  bounds[last + 1] = Infinity
  for (let p = 0, k = 0; p < length; p++) {
    while (bounds[k + 1]! < p) k++
    const site = sites[k]!
    out[offset + p * step] = (p - site) ** 2 + line[site]!
  }
}
