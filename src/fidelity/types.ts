/** The six components of the fidelity score (fidelity.md); those that cannot be computed yet stand in `missing`. */
export const COMPONENTS = ['elements', 'geometry', 'colour', 'text', 'clarity', 'layout'] as const
export type ComponentName = (typeof COMPONENTS)[number]

/** Why a gate gave 0. */
export type GateReason =
  | 'no-code'
  | 'python'
  | 'timeout'
  | 'memory'
  | 'output'
  | 'unavailable-import'
  | 'sandbox'
  | 'empty'

export interface Component {
  /** 0 (nothing agrees) to 1 (the same). */
  readonly value: number
  /** Share of the total, in percent of the full definition. */
  readonly weight: number
}

export interface Score {
  /** Σ value·weight / Σ weight over the components present, 0 when a gate closed. */
  readonly total: number
  readonly reason: GateReason | null
  readonly components: { readonly [name in ComponentName]?: Component }
  readonly missing: readonly ComponentName[]
}
