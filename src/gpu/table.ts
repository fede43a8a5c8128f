/** What of the adapter decides variants and shows in bench records. */
export interface AdapterFacts {
  readonly vendor: string
  readonly architecture: string
  readonly description: string
  /** Runs on the CPU. */
  readonly software: boolean
  /** `shader-f16` is on. */
  readonly f16: boolean
  /** `subgroups` is on; their least and largest size, 0 where there are none. */
  readonly subgroups: readonly [least: number, largest: number]
  /** WGSL has products of packed 8-bit integers. */
  readonly int8: boolean
}

/**
 * Products of many rows: `wide` (32×64 outputs a workgroup; the reference), `quad` (16×128 without workgroup memory,
 * fastest on SwiftShader), `square` (64×64, for GPUs), and that with f16 or 8-bit integer products.
 */
export type MatmulKernel = 'wide' | 'quad' | 'square' | 'square-f16' | 'square-int8'

/** Attention of many rows: `tile` through workgroup memory (the reference), `quad` without, for SwiftShader. */
export type AttentionKernel = 'tile' | 'quad'

/**
 * How the threads of a matrix–vector team add up: through workgroup memory (the reference) or by shuffles. `quad`: a
 * thread a team, four of which share their loads of x (for SwiftShader).
 */
export type Team = 'shared' | 'subgroup' | 'quad'

/** The variants that plans are made of. */
export interface KernelChoice {
  readonly matmul: MatmulKernel
  readonly attention: AttentionKernel
  readonly team: Team
  /** Threads a matrix row in matrix–vector kernels: what shaders/matvec.wgsl says of adapters. */
  readonly lanes: number
}

/** The variants that every other one is compared with; they need no feature. */
export const REFERENCE: KernelChoice = { matmul: 'wide', attention: 'tile', team: 'shared', lanes: 16 }

interface Row {
  readonly vendor: RegExp
  readonly architecture?: RegExp
  readonly choice: Partial<KernelChoice>
}

/**
 * First guesses a kind of GPU; the first row that fits counts. None was measured here for want of a GPU: they follow
 * what is published of other engines, each is compared on the device before it is used (verify.ts), and tune.ts may
 * overrule it. int8 is never a first guess, since it rounds.
 */
const TABLE: readonly Row[] = [
  // f16 tiles come out wrong in places on Xe-LPG.
  { vendor: /^intel$/, architecture: /^xe-lpg/, choice: { matmul: 'square' } },
  // f16 loses on RDNA 3.
  { vendor: /^amd$/, architecture: /^rdna-3/, choice: { matmul: 'square', team: 'subgroup' } },
  { vendor: /^(apple|nvidia|amd|intel|qualcomm|arm)$/, choice: { matmul: 'square-f16', team: 'subgroup' } },
]

/** The table's choice, reduced to what the adapter can run. */
export function tableChoice(facts: AdapterFacts): KernelChoice {
  if (facts.software) {
    const quads = canRun(facts, 'quad') ? ({ matmul: 'quad', attention: 'quad', team: 'quad' } as const) : {}
    return { ...REFERENCE, ...quads, lanes: 1 }
  }
  const row = TABLE.find(
    ({ vendor, architecture }) => vendor.test(facts.vendor) && (architecture?.test(facts.architecture) ?? true),
  )
  const wanted: KernelChoice = { ...REFERENCE, matmul: 'square', ...row?.choice }
  return {
    ...wanted,
    matmul: canRun(facts, wanted.matmul) ? wanted.matmul : 'square',
    team: canRun(facts, wanted.team) ? wanted.team : 'shared',
  }
}

export function sameChoice(a: KernelChoice, b: KernelChoice): boolean {
  return a.matmul === b.matmul && a.attention === b.attention && a.team === b.team && a.lanes === b.lanes
}

/** Has the adapter the features of this variant? `quad`: four threads are one vector of the CPU, as SwiftShader has them. */
export function canRun(facts: AdapterFacts, variant: MatmulKernel | AttentionKernel | Team): boolean {
  if (variant === 'square-f16') return facts.f16
  if (variant === 'square-int8') return facts.int8
  if (variant === 'quad') return facts.subgroups[0] === 4 && facts.subgroups[1] === 4
  if (variant === 'subgroup') return facts.subgroups[0] > 0
  return true
}
