import type { Variant } from '../compose.ts'
import { type Matrix, readMatrix, type WeightDtype } from '../matrix.ts'
import type { StepSpec } from '../plan.ts'
import type { MatmulKernel } from '../table.ts'

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
  /** `wide` unless told. f16 and int8 are used only where `normed` is set, else f32; quads only for 4 and 8 bits. */
  readonly kernel?: MatmulKernel
  /** x comes from a norm: its values are small enough for f16 and even enough for int8. */
  readonly normed?: boolean
  /** The step works on `rows / rowDivisor` rows (mergers: 4). */
  readonly rowDivisor?: number
}

/** y (+)= activation(x·Wᵀ + bias): one step a part of the matrix. */
export function linear(spec: LinearSpec): StepSpec[] {
  const { weight, rowDivisor = 1 } = spec
  const kernel = suited(spec)
  const made = MATMULS[kernel](weight.dtype)
  const [tileRows, tileColumns] = TILES[kernel]
  return weight.parts.map((part) => {
    const read = readMatrix(weight, part)
    const width = part.to - part.from
    return {
      name: spec.name,
      variant: {
        ...made,
        constants: {
          ...made.constants,
          ...read.constants,
          ACT: ACTIVATIONS.indexOf(spec.activation ?? 'none'),
          ACCUMULATE: spec.accumulate ? 1 : 0,
          N: weight.rows,
          ROW_DIVISOR: rowDivisor,
        },
        includes: { ...read.includes, ...made.includes, BIAS: spec.bias ? 'bias' : 'no_bias' },
      },
      bindings: {
        ...read.bindings,
        0: spec.params,
        1: spec.x,
        2: spec.y,
        ...(spec.bias ? { 5: spec.bias } : {}),
      },
      grid: (rows) => [Math.ceil(width / tileColumns), Math.ceil(rows / rowDivisor / tileRows), 1],
      bytes: (rows) => part.data.size + (part.scales?.size ?? 0) + (4 * rows * (weight.cols + width)) / rowDivisor,
    }
  })
}

/** What of the wanted kernel this product can stand. */
function suited({ kernel = 'wide', normed, weight }: LinearSpec): MatmulKernel {
  if (kernel === 'quad') return isQuantised(weight.dtype) ? kernel : 'wide'
  if (kernel === 'wide' || (normed && (kernel !== 'square-int8' || isQuantised(weight.dtype)))) return kernel
  return 'square'
}

/** Outputs a workgroup: rows, columns. */
const TILES: Readonly<Record<MatmulKernel, readonly [number, number]>> = {
  wide: [32, 64],
  quad: [16, 128],
  square: [64, 64],
  'square-f16': [64, 64],
  'square-int8': [64, 64],
}

const MATMULS: Readonly<Record<MatmulKernel, (dtype: WeightDtype) => Variant>> = {
  wide: () => ({ shader: 'matmul' }),
  quad: (dtype) => ({
    shader: 'matmul_quad',
    constants: { ROWS: TILES.quad[0] },
    includes: { QUAD: `quad_${dtype}` },
    directives: ['enable subgroups;'],
  }),
  square: () => ({ shader: 'matmul_square', includes: { MATH: 'math_f32' } }),
  'square-f16': () => ({
    shader: 'matmul_square',
    includes: { MATH: 'math_f16' },
    directives: ['enable f16;'],
  }),
  'square-int8': (dtype) => ({
    shader: 'matmul_int8',
    includes: { PACKED: `packed_${dtype}` },
    directives: ['requires packed_4x8_integer_dot_product;'],
  }),
}

function isQuantised(dtype: WeightDtype): boolean {
  return dtype === 'q4g32' || dtype === 'q8g32'
}
