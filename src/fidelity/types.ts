import type { Box } from '../trace.ts'

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
  | 'pasted-input'

export interface Component {
  /** 0 (nothing agrees) to 1 (the same). */
  readonly value: number
  /** Share of the total, in percent of the full definition. */
  readonly weight: number
}

/** Whether the source shows an element of the program. */
export type Verdict = 'supported' | 'unsupported'

/** How the render was laid over the source. */
export interface Registration {
  /** From pixels of the source to those of the render: x · scale + dx. */
  readonly scale: number
  readonly dx: number
  readonly dy: number
  /** Mean distance of edges that meet, as a share of the diagonal. */
  readonly residual: number
  /** Width to height of the render over that of the source, less 1. */
  readonly aspect: number
  /** Largest difference of a channel of the papers, 0..255. */
  readonly background: number
}

/** What is at fault, in pixels of the source picture. */
export interface Overlay {
  /** Ink of the source that the drawing lacks. */
  readonly missing: readonly Box[]
  /** What is drawn and not seen in the source. */
  readonly unsupported: readonly Box[]
}

export interface Score {
  /** Σ value·weight / Σ weight over the components present, 0 when a gate closed. */
  readonly total: number
  readonly reason: GateReason | null
  readonly components: { readonly [name in ComponentName]?: Component }
  readonly missing: readonly ComponentName[]
  readonly registration?: Registration
  /** Of each element that the trace shows; with a trace. */
  readonly elements?: readonly { readonly id: string; readonly verdict: Verdict }[]
  readonly overlay?: Overlay
  /** Middle 95 % of the total when the elements are drawn anew by lot; with a trace. */
  readonly interval?: readonly [number, number]
  /** (total − b) / (1 − b), b the mean of unrelated pictures of that kind of figure. */
  readonly corrected?: number
}
