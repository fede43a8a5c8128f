import { type Matrix, readMatrix } from '../matrix.ts'
import type { StepSpec } from '../plan.ts'

export type Activation = 'none' | 'gelu-tanh' | 'gelu-erf'
const ACTIVATIONS: readonly Activation[] = ['none', 'gelu-tanh', 'gelu-erf']

export interface LinearSpec {
  readonly name: string
  readonly params: GPUBuffer
  /** [rows][K] f32. */
  readonly x: GPUBuffer
  /** [rows][N] f32. */
  readonly y: GPUBuffer
  readonly weight: Matrix
  readonly bias?: GPUBuffer | undefined
  readonly activation?: Activation
  /** Adds to `y` instead of overwriting it (residual). */
  readonly accumulate?: boolean
  /** One row of x always: the matrix–vector kernel, with this many threads a row of the matrix (1 to 64, a power of 2). */
  readonly lanes?: number | undefined
  /** The step works on `rows / rowDivisor` rows (mergers: 4). */
  readonly rowDivisor?: number
}

/** y (+)= activation(x·Wᵀ + bias): one step a part of the matrix. */
export function linear(spec: LinearSpec): StepSpec[] {
  const { weight, lanes, rowDivisor = 1 } = spec
  const dot = weight.dtype === 'q4g32' || weight.dtype === 'q8g32' ? `dot_${weight.dtype}` : 'dot_fours'
  return weight.parts.map((part) => {
    const read = readMatrix(weight, part)
    const width = part.to - part.from
    return {
      name: spec.name,
      variant: {
        shader: lanes ? 'matvec' : 'matmul',
        constants: {
          ...read.constants,
          ACT: ACTIVATIONS.indexOf(spec.activation ?? 'none'),
          ACCUMULATE: spec.accumulate ? 1 : 0,
          ...(lanes ? { LANES: lanes } : { N: weight.rows, ROW_DIVISOR: rowDivisor }),
        },
        includes: { ...read.includes, DOT: dot, BIAS: spec.bias ? 'bias' : 'no_bias' },
      },
      bindings: {
        ...read.bindings,
        ...(lanes ? {} : { 0: spec.params }),
        1: spec.x,
        2: spec.y,
        ...(spec.bias ? { 5: spec.bias } : {}),
      },
      grid: lanes
        ? () => [Math.ceil((width * lanes) / 64), 1, 1]
        : (rows) => [Math.ceil(width / 64), Math.ceil(rows / rowDivisor / 32), 1],
      bytes: (rows) => {
        const values = (lanes ? 1 : rows / rowDivisor) * (weight.cols + width)
        return part.data.size + (part.scales?.size ?? 0) + 4 * values
      },
    }
  })
}
