import type { StepSpec } from '../plan.ts'

export interface RmsNormSpec {
  readonly name: string
  readonly x: GPUBuffer
  readonly y: GPUBuffer
  readonly gain: GPUBuffer
  readonly width: number
  readonly eps: number
}

export function rmsNorm(spec: RmsNormSpec): StepSpec {
  return {
    name: spec.name,
    variant: { shader: 'rmsnorm', constants: { D: spec.width, EPS: { f32: spec.eps } } },
    bindings: { 1: spec.x, 2: spec.y, 3: spec.gain },
    grid: (rows) => [rows, 1, 1],
    bytes: (rows) => 8 * spec.width * rows,
  }
}

export interface LayerNormSpec {
  readonly name: string
  readonly x: GPUBuffer
  readonly y: GPUBuffer
  readonly gain: GPUBuffer
  readonly bias: GPUBuffer
  /** Values normalised together; may span several rows of the plan. */
  readonly width: number
  readonly rowDivisor?: number
}

/** LayerNorm with the vision tower's eps of 1e-6, a constant of the reference code (qwen3-vl.md 1.2). */
export function layerNorm(spec: LayerNormSpec): StepSpec {
  const divisor = spec.rowDivisor ?? 1
  return {
    name: spec.name,
    variant: { shader: 'layernorm', constants: { D: spec.width, EPS: { f32: 1e-6 } } },
    bindings: { 1: spec.x, 2: spec.y, 3: spec.gain, 4: spec.bias },
    grid: (rows) => [Math.floor(rows / divisor), 1, 1],
    bytes: (rows) => 8 * spec.width * Math.floor(rows / divisor),
  }
}
