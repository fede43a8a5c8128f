/**
 * The parts of refinement: a judge draws and scores programs; proposers offer changes; the driver keeps what pays
 * (refinement.md).
 */
import type { Score } from '../../fidelity/types.ts'
import type { Observation } from '../../observation.ts'
import type { RunOutcome } from '../../python/outcome.ts'
import type { Literal } from '../../python/protocol.ts'
import type { Raster } from '../../raster/raster.ts'
import type { TracedFigure } from '../../trace.ts'
import type { StepEdit, StepKind } from '../protocol.ts'

/** What a drawing is held against. */
export interface Target {
  readonly picture: Raster
  /** Null where it was not read. */
  readonly observation: Observation | null
}

/** A program with what it draws: its scored figure, as pixels and as traced. */
export interface Drawing {
  readonly code: string
  readonly raster: Raster
  readonly trace: TracedFigure
  readonly score: Score
  readonly outcome: RunOutcome
}

/** What a proposer may ask for. */
export interface Lab {
  /** In the order of the text; empty where the program cannot be read. */
  literals(code: string): Promise<readonly Literal[]>
  /**
   * The scored figure of each program, traced without being drawn and scored, which is faster; null for one that fails,
   * draws nothing or takes too long.
   */
  trace(codes: readonly string[]): Promise<readonly (TracedFigure | null)[]>
}

/** Changes of the program at hand, to be made together or not at all. */
export interface Proposal {
  readonly kind: Exclude<StepKind, 'repair' | 'candidate'>
  /** In the order of the text, none reaching into another. */
  readonly edits: readonly StepEdit[]
  /** Makes the program plainer: kept when the score does not fall. */
  readonly plainer?: boolean
}

/**
 * Offers changes of a drawing's program, likeliest first, each of the program as it then stands: `yield` gives the new
 * drawing when the change was kept, null when it was not. The driver ends it when the budget is spent.
 */
export type Proposer = (drawing: Drawing, target: Target, lab: Lab) => AsyncGenerator<Proposal, void, Drawing | null>
