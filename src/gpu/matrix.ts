/** Weight formats that the kernels read; `q4g32` and `q8g32` are groups of 32 along K (contracts.md). */
export type WeightDtype = 'f32' | 'f16' | 'bf16' | 'q4g32' | 'q8g32'

/** Rows [from, to). */
export interface RowRange {
  readonly from: number
  readonly to: number
}

/** Rows of a matrix; a part is its own buffer and its own dispatch. */
export interface MatrixPart extends RowRange {
  readonly data: GPUBuffer
  readonly scales: GPUBuffer | null
}

/** A weight matrix [rows][cols] on the device. */
export interface Matrix {
  readonly rows: number
  readonly cols: number
  readonly dtype: WeightDtype
  readonly parts: readonly MatrixPart[]
}

/** Constants, includes and bindings with which a shader reads `part` through its `w4(row, k4)`. */
export function readMatrix(matrix: Matrix, part: MatrixPart) {
  const quantised = part.scales !== null
  const constants: Record<string, number> = {
    K: matrix.cols,
    N_PART: part.to - part.from,
    N_OFFSET: part.from,
    ...(quantised ? { KP: Math.ceil(matrix.cols / 32) * 32 } : {}),
  }
  const bindings: Record<number, GPUBuffer> = { 3: part.data, ...(part.scales ? { 4: part.scales } : {}) }
  return { constants, includes: { WEIGHT: `weight_${matrix.dtype}` }, bindings }
}
