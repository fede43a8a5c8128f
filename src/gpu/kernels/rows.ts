import { type Matrix, readMatrix } from '../matrix.ts'
import type { StepSpec } from '../plan.ts'

export interface EmbedSpec {
  readonly name: string
  readonly ids: GPUBuffer
  readonly positions: GPUBuffer
  /** Rows that stand for picture tokens. */
  readonly picture: GPUBuffer
  readonly x: GPUBuffer
  readonly table: Matrix
}

/** Token rows from the (quantised) embedding, picture rows from the vision tower: one step a part of the table. */
export function embed(spec: EmbedSpec): StepSpec[] {
  const width = spec.table.cols
  return spec.table.parts.map((part) => {
    const read = readMatrix(spec.table, part)
    return {
      name: spec.name,
      variant: { shader: 'embed', constants: read.constants, includes: read.includes },
      bindings: { ...read.bindings, 1: spec.ids, 2: spec.x, 5: spec.positions, 6: spec.picture },
      grid: (rows) => [Math.ceil(width / 256), rows, 1],
      // A row is read and written; which part holds it the ids alone know.
      bytes: (rows) => 8 * width * rows,
    }
  })
}

export interface DeepStackSpec {
  readonly name: string
  readonly positions: GPUBuffer
  readonly x: GPUBuffer
  readonly features: GPUBuffer
  readonly width: number
}

/** Adds a DeepStack array at the picture's rows. */
export function deepStack(spec: DeepStackSpec): StepSpec {
  return {
    name: spec.name,
    variant: { shader: 'deepstack', constants: { D: spec.width } },
    bindings: { 1: spec.positions, 2: spec.x, 3: spec.features },
    grid: (rows) => [Math.ceil(spec.width / 256), rows, 1],
    bytes: (rows) => 12 * spec.width * rows,
  }
}

export interface PositionAddSpec {
  readonly name: string
  readonly h: GPUBuffer
  readonly table: Matrix
  /** [N] of four table rows, and of their four weights. */
  readonly corners: GPUBuffer
  readonly shares: GPUBuffer
}

/** Adds the interpolated position embedding to every patch. */
export function positionAdd(spec: PositionAddSpec): StepSpec {
  const part = spec.table.parts[0]
  if (!part || spec.table.parts.length > 1) throw new RangeError('The position table must be one part')
  const read = readMatrix(spec.table, part)
  return {
    name: spec.name,
    variant: { shader: 'position_add', constants: { K: spec.table.cols }, includes: read.includes },
    bindings: { ...read.bindings, 1: spec.corners, 2: spec.h, 5: spec.shares },
    grid: (rows) => [Math.ceil(spec.table.cols / 256), rows, 1],
    bytes: (rows) => 8 * spec.table.cols * rows + part.data.size,
  }
}

export interface SwigluSpec {
  readonly name: string
  readonly gateUp: GPUBuffer
  readonly y: GPUBuffer
  readonly intermediate: number
}

export function swiglu(spec: SwigluSpec): StepSpec {
  return {
    name: spec.name,
    variant: { shader: 'swiglu', constants: { INTERMEDIATE: spec.intermediate } },
    bindings: { 1: spec.gateUp, 2: spec.y },
    grid: (rows) => [Math.ceil(spec.intermediate / 64), rows, 1],
    bytes: (rows) => 12 * spec.intermediate * rows,
  }
}
