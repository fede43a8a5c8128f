import { type Matrix, type MatrixPart, type RowRange, readMatrix } from '../matrix.ts'
import type { Grid, StepSpec } from '../plan.ts'
import type { Team } from '../table.ts'

/** RMSNorm of x, done inside of the product. */
export interface InnerNorm {
  readonly gain: GPUBuffer
  readonly eps: number
}

export interface MatvecSpec {
  readonly name: string
  /** [K] f32. */
  readonly x: GPUBuffer
  /** [N] f32; [N/2] for `swiglu`. */
  readonly y: GPUBuffer
  readonly weight: Matrix
  /** Threads a team (1 to 64, a power of 2); 1 for `quad`. */
  readonly lanes: number
  /** How a team adds up; `shared` unless told, and where `quad` cannot read the weights. */
  readonly team?: Team
  readonly norm?: InnerNorm
  /** `add`: residual; `swiglu`: rows of `weight` alternate gate and up. */
  readonly finish: 'store' | 'add' | 'swiglu'
}

/** One row: y = W·x, y += W·x or y = silu(gate·x)·(up·x), one step a part of the matrix. */
export function matvec(spec: MatvecSpec): StepSpec[] {
  return spec.weight.parts.map((part) => ({
    name: spec.name,
    variant: variant(spec, part, spec.finish, 'row_first'),
    bindings: bindings(spec, part),
    grid: still(groups(part, spec.lanes)),
    bytes: moved(spec.weight, part),
  }))
}

export interface HeadSpec {
  readonly name: string
  readonly params: GPUBuffer
  /** [rows][K]; the last row counts. */
  readonly x: GPUBuffer
  /** [N]. */
  readonly logits: GPUBuffer
  /** [`headGroups`] of (key, id). */
  readonly largest: GPUBuffer
  readonly weight: Matrix
  readonly lanes: number
  /** How a team adds up; `shared` unless told. */
  readonly team?: Team
  readonly norm: InnerNorm
  /** Ids from here on are never chosen. */
  readonly limit: number
}

/** Logits of the last row with the final norm inside, and the largest of each workgroup: one step a part. */
export function head(spec: HeadSpec): StepSpec[] {
  let before = 0
  return spec.weight.parts.map((part) => {
    const made = variant(spec, part, 'logits', 'row_last')
    const count = groups(part, spec.lanes)
    const step: StepSpec = {
      name: spec.name,
      variant: { ...made, constants: { ...made.constants, LIMIT: spec.limit, LARGEST_OFFSET: before } },
      bindings: { ...bindings({ ...spec, y: spec.logits }, part), 0: spec.params, 6: spec.largest },
      grid: still(count),
      bytes: moved(spec.weight, part),
    }
    before += count
    return step
  })
}

/** Workgroups of the head. */
export function headGroups(weight: { readonly parts: readonly RowRange[] }, lanes: number): number {
  return weight.parts.reduce((sum, part) => sum + groups(part, lanes), 0)
}

/** The part once, x once, and a value a row of the part. */
function moved(weight: Matrix, part: MatrixPart): () => number {
  const bytes = part.data.size + (part.scales?.size ?? 0) + 4 * (weight.cols + part.to - part.from)
  return () => bytes
}

/** A team makes two rows. */
function groups(part: RowRange, lanes: number): number {
  return Math.ceil(((part.to - part.from) * lanes) / 128)
}

/** The same grid for every token, and no array for each. */
function still(count: number): () => Grid {
  const grid: Grid = [count, 1, 1]
  return () => grid
}

type Product = Pick<MatvecSpec, 'x' | 'y' | 'weight' | 'lanes' | 'team' | 'norm'>

function variant(
  { weight, lanes, team = 'shared', norm }: Omit<Product, 'x' | 'y'>,
  part: MatrixPart,
  finish: string,
  row: string,
) {
  const read = readMatrix(weight, part)
  const quantised = weight.dtype === 'q4g32' || weight.dtype === 'q8g32'
  const quads = team === 'quad' && quantised
  return {
    shader: quads ? 'matvec_quad' : 'matvec',
    constants: { ...read.constants, LANES: lanes, NORM: norm ? 1 : 0, ...(norm ? { EPS: { f32: norm.eps } } : {}) },
    includes: {
      ...read.includes,
      ROW: row,
      GAIN: norm ? 'gain' : 'no_gain',
      EPILOGUE: `finish_${finish}`,
      ...(quads
        ? { QUAD: `quad_${weight.dtype}` }
        : { DOT: quantised ? `dot_${weight.dtype}` : 'dot_fours', TEAM: `team_${team === 'quad' ? 'shared' : team}` }),
    },
    ...(quads || team === 'subgroup' ? { directives: ['enable subgroups;'] } : {}),
  }
}

function bindings({ x, y, weight, norm }: Product, part: MatrixPart): Record<number, GPUBuffer> {
  return { ...readMatrix(weight, part).bindings, 1: x, 2: y, ...(norm ? { 5: norm.gain } : {}) }
}
