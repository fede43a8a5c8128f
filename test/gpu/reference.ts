/** Plain float64 formulas of the kernels (qwen3-vl.md), for comparison. */

export function linear(
  x: ArrayLike<number>,
  weight: ArrayLike<number>,
  rows: number,
  n: number,
  k: number,
): Float64Array {
  const y = new Float64Array(rows * n)
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < n; c++) {
      let sum = 0
      for (let i = 0; i < k; i++) sum += x[r * k + i]! * weight[c * k + i]!
      y[r * n + c] = sum
    }
  }
  return y
}

export function activate(u: number, kind: 'none' | 'gelu-tanh' | 'gelu-erf'): number {
  if (kind === 'gelu-tanh') return 0.5 * u * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (u + 0.044715 * u ** 3)))
  if (kind === 'gelu-erf') return 0.5 * u * (1 + erf(u / Math.SQRT2))
  return u
}

/** erf by its Taylor series near 0 and a continued fraction outside: both to 1e-15. */
function erf(x: number): number {
  const a = Math.abs(x)
  if (a < 2.5) {
    let term = a
    let sum = a
    for (let n = 1; n < 100; n++) {
      term *= (-a * a) / n
      sum += term / (2 * n + 1)
    }
    return (Math.sign(x) * 2 * sum) / Math.sqrt(Math.PI)
  }
  let fraction = 0
  for (let n = 60; n > 0; n--) fraction = n / 2 / (a + fraction)
  return Math.sign(x) * (1 - Math.exp(-a * a) / Math.sqrt(Math.PI) / (a + fraction))
}

export function rmsNorm(x: ArrayLike<number>, gain: ArrayLike<number>, width: number, eps: number): Float64Array {
  const y = new Float64Array(x.length)
  for (let r = 0; r < x.length; r += width) {
    let squares = 0
    for (let i = 0; i < width; i++) squares += x[r + i]! ** 2
    const scale = 1 / Math.sqrt(squares / width + eps)
    for (let i = 0; i < width; i++) y[r + i] = gain[i]! * x[r + i]! * scale
  }
  return y
}

export function layerNorm(
  x: ArrayLike<number>,
  gain: ArrayLike<number>,
  bias: ArrayLike<number>,
  width: number,
  eps: number,
): Float64Array {
  const y = new Float64Array(x.length)
  for (let r = 0; r < x.length; r += width) {
    let mean = 0
    for (let i = 0; i < width; i++) mean += x[r + i]! / width
    let variance = 0
    for (let i = 0; i < width; i++) variance += (x[r + i]! - mean) ** 2 / width
    for (let i = 0; i < width; i++) y[r + i] = (gain[i]! * (x[r + i]! - mean)) / Math.sqrt(variance + eps) + bias[i]!
  }
  return y
}

/** silu(gate)·up of values that alternate gate, up. */
export function swiglu(pairs: ArrayLike<number>): Float64Array {
  return Float64Array.from(
    { length: pairs.length / 2 },
    (_, i) => (pairs[2 * i]! / (1 + Math.exp(-pairs[2 * i]!))) * pairs[2 * i + 1]!,
  )
}

/** Half-split rotation: pairs (j, j + half) by angle(j). */
export function rotate(v: ArrayLike<number>, angle: (j: number) => number): Float64Array {
  const half = v.length / 2
  const y = new Float64Array(v.length)
  for (let j = 0; j < half; j++) {
    const [c, s] = [Math.cos(angle(j)), Math.sin(angle(j))]
    y[j] = v[j]! * c - v[j + half]! * s
    y[j + half] = v[j + half]! * c + v[j]! * s
  }
  return y
}

/** Axis of each frequency: T H W in turn while their sections last, then T. */
export function axes(section: readonly [number, number, number], head: number): number[] {
  return Array.from({ length: head / 2 }, (_, j) => {
    if (j % 3 === 1 && j < 3 * section[1]) return 1
    if (j % 3 === 2 && j < 3 * section[2]) return 2
    return 0
  })
}

interface AttentionShape {
  readonly heads: number
  readonly kvHeads: number
  readonly head: number
  readonly rows: number
  readonly past: number
  readonly capacity: number
  readonly causal: boolean
}

/** q [rows][heads·head]; k, v [kvHeads][capacity][head]; out as q. */
export function attention(
  q: ArrayLike<number>,
  k: ArrayLike<number>,
  v: ArrayLike<number>,
  { heads, kvHeads, head, rows, past, capacity, causal }: AttentionShape,
): Float64Array {
  const out = new Float64Array(rows * heads * head)
  for (let r = 0; r < rows; r++) {
    for (let h = 0; h < heads; h++) {
      const kv = Math.floor(h / (heads / kvHeads)) * capacity
      const count = causal ? past + r + 1 : rows
      const scores = Array.from({ length: count }, (_, p) => {
        let dot = 0
        for (let i = 0; i < head; i++) dot += q[(r * heads + h) * head + i]! * k[(kv + p) * head + i]!
        return dot / Math.sqrt(head)
      })
      const top = Math.max(...scores)
      const weights = scores.map((s) => Math.exp(s - top))
      const total = weights.reduce((a, b) => a + b)
      for (let i = 0; i < head; i++) {
        let sum = 0
        for (let p = 0; p < count; p++) sum += weights[p]! * v[(kv + p) * head + i]!
        out[(r * heads + h) * head + i] = sum / total
      }
    }
  }
  return out
}
