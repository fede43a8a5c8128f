import type { Grid, StepSpec } from '../plan.ts'

/** Most candidates that a draw on the GPU weighs. */
export const MOST_CANDIDATES = 64

const ONE: Grid = [1, 1, 1]

export interface GreedySpec {
  readonly name: string
  /** [count] of (key, id), from the head. */
  readonly largest: GPUBuffer
  readonly count: number
  /** The id goes to its first word. */
  readonly ids: GPUBuffer
}

export function greedy(spec: GreedySpec): StepSpec {
  return {
    name: spec.name,
    variant: { shader: 'greedy', constants: { COUNT: spec.count } },
    bindings: { 1: spec.largest, 2: spec.ids },
    grid: () => ONE,
  }
}

export interface DrawSpec {
  readonly name: string
  /** 32 bytes: temperature, top-p, repetition, presence (f32), top-k (1 to 64), seed (u32), two spare. */
  readonly sampling: GPUBuffer
  readonly logits: GPUBuffer
  /** `candidateWords` words. */
  readonly candidates: GPUBuffer
  /** Of each id of the vocabulary 1 if the prompt has it, + 2 for each time in the answer; then the answer's length. */
  readonly history: GPUBuffer
  readonly ids: GPUBuffer
  readonly vocab: number
  /** Threads of a workgroup, 1 to 64, and most tiles. */
  readonly threads: number
  /** Ids from here on are never chosen. */
  readonly limit: number
}

/** Penalties, temperature and top-k a tile, then the draw (CONTRACTS.md, "Sampling order"). */
export function draw(spec: DrawSpec): StepSpec[] {
  const { limit, threads } = spec
  const tile = tileOf(limit, threads)
  const tiles: Grid = [Math.ceil(limit / tile), 1, 1]
  return [
    {
      name: `${spec.name}.tiles`,
      variant: { shader: 'sample_tiles', constants: { TILE: tile, LIMIT: limit, THREADS: threads } },
      bindings: { 0: spec.sampling, 1: spec.logits, 2: spec.candidates, 3: spec.history },
      grid: () => tiles,
    },
    {
      name: `${spec.name}.draw`,
      variant: { shader: 'sample_draw', constants: { TILES: tiles[0], VOCAB: spec.vocab, THREADS: threads } },
      bindings: { 0: spec.sampling, 1: spec.candidates, 2: spec.ids, 3: spec.history },
      grid: () => ONE,
    },
  ]
}

/** Words of the candidates' buffer. */
export function candidateWords(limit: number, threads: number): number {
  return Math.ceil(limit / tileOf(limit, threads)) * MOST_CANDIDATES * 2
}

/** At most one tile a thread of the draw, and none so small that it keeps most of its ids. */
function tileOf(limit: number, threads: number): number {
  return Math.max(256, Math.ceil(limit / threads))
}
