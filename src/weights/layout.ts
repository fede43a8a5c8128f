/** How a matrix of each dtype lies in memory. These bytes are what the GPU binds (src/CONTRACTS.md, "Model folder"). */

export const DTYPES = ['f32', 'f16', 'bf16', 'q4g32', 'q8g32'] as const
export type Dtype = (typeof DTYPES)[number]

/** Weights that share one scale, along K. */
export const GROUP = 32
/** Rows whose scales lie together; parts of quantised tensors start at its multiples. */
export const ROW_BLOCK = 8
/** Offsets and lengths of ranges are multiples of this (WebGPU's strictest binding alignment). */
export const ALIGNMENT = 256
/** A part's data stays within WebGPU's default binding limit. */
export const MAX_PART_BYTES = 128 * 2 ** 20
export const MAX_SHARD_BYTES = 64 * 2 ** 20

export function alignUp(n: number, to: number): number {
  return Math.ceil(n / to) * to
}

export function isQuantised(dtype: Dtype): dtype is 'q4g32' | 'q8g32' {
  return dtype === 'q4g32' || dtype === 'q8g32'
}

/** Rows and columns of a tensor; a vector of n is one row of n columns. */
export function matrixShape(shape: readonly number[]): { rows: number; cols: number } {
  return shape.length === 1 ? { rows: 1, cols: shape[0]! } : { rows: shape[0]!, cols: shape[1]! }
}

/** Bytes of one row of `cols` weights. Quantised rows are padded to whole groups, others not at all. */
export function rowBytes(dtype: Dtype, cols: number): number {
  switch (dtype) {
    case 'f32':
      return cols * 4
    case 'f16':
    case 'bf16':
      return cols * 2
    case 'q8g32':
      return alignUp(cols, GROUP)
    case 'q4g32':
      return alignUp(cols, GROUP) / 2
  }
}

/** Bytes of the data of `rows` rows, before alignment. Quantised data is padded to whole blocks of 8 rows. */
export function dataBytes(dtype: Dtype, rows: number, cols: number): number {
  return rowBytes(dtype, cols) * (isQuantised(dtype) ? alignUp(rows, ROW_BLOCK) : rows)
}

/** Bytes of the scales of `rows` rows, [rows/8][cols/32][8] f16, before alignment; 0 for unquantised dtypes. */
export function scaleBytes(dtype: Dtype, rows: number, cols: number): number {
  if (!isQuantised(dtype)) return 0
  return alignUp(rows, ROW_BLOCK) * (alignUp(cols, GROUP) / GROUP) * 2
}

/** Row ranges of at most `maxBytes` of data each, cut at multiples of 8. */
export function cutRows(dtype: Dtype, rows: number, cols: number, maxBytes: number): [from: number, to: number][] {
  const perPart = Math.floor(maxBytes / rowBytes(dtype, cols) / ROW_BLOCK) * ROW_BLOCK
  if (dataBytes(dtype, rows, cols) <= maxBytes) return [[0, rows]]
  if (perPart === 0) throw new RangeError(`a block of rows of ${cols} columns exceeds ${maxBytes} bytes`)
  const cuts: [number, number][] = []
  for (let from = 0; from < rows; from += perPart) cuts.push([from, Math.min(rows, from + perPart)])
  return cuts
}
