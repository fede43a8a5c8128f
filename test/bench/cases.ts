import type { AttentionCase } from '../../src/lab/peers/attention.ts'
import type { MatmulCase } from '../../src/lab/peers/matmul.ts'

/** The 4B's matrices [k, n]: qkv, o, gate and up, down; the head is for one row only. */
const SHAPES = [
  [2560, 6144],
  [4096, 2560],
  [2560, 19456],
  [9728, 2560],
] as const
const HEAD_SHAPE = [2560, 151936] as const
/** Attention is measured with this many cached positions, the query rows being the last. */
const LENGTHS = [512, 2048, 8192] as const

/** Small ones first; `quick`: the small end, a minute. */
export function matmulCases(quick: boolean): MatmulCase[] {
  const cases = [1, 16, 256].flatMap((rows) =>
    [...SHAPES, ...(rows === 1 ? [HEAD_SHAPE] : [])].map(([k, n]): MatmulCase => ({ k, n, rows })),
  )
  return quick ? cases.filter(({ n, rows }) => rows === 1 && n < 100_000) : cases
}

export function attentionCases(quick: boolean): AttentionCase[] {
  const cases = [1, 256].flatMap((rows) => LENGTHS.map((total): AttentionCase => ({ rows, total })))
  return quick ? cases.filter(({ total }) => total === LENGTHS[0]) : cases
}

export function nameOfMatmul({ k, n, rows }: MatmulCase): string {
  return `${k}→${n}, ${inRows(rows)}`
}

export function nameOfAttention({ rows, total }: AttentionCase): string {
  return `${inRows(rows)}, ${total} positions`
}

function inRows(rows: number): string {
  return `${rows} ${rows === 1 ? 'row' : 'rows'}`
}
