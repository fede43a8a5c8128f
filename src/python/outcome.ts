/** What a run of a program is asked for, and what comes of it. */
import type { Trace } from '../trace.ts'
import type { RepairEdit } from './protocol.ts'

export interface RunFigure {
  /** Order in which the figures came. */
  readonly index: number
  /** Header checked; decode it with `createImageBitmap` alone. */
  readonly png: Uint8Array
  readonly width: number
  readonly height: number
}

export interface RunNotice {
  readonly code: string
  readonly message: string
  readonly line?: number
}

export interface RunOutcome {
  readonly figures: readonly RunFigure[]
  /** Index of the scored figure, -1 when the program made none. */
  readonly scored: number
  /** The scored figure shows nothing but empty axes. */
  readonly empty: boolean
  readonly stdout: string
  readonly notices: readonly RunNotice[]
  /** Of the figures sent; null when the sandbox sent none, or one that does not hold together. */
  readonly trace: Trace | null
}

/** A program with edits in, and these. */
export interface Repair {
  readonly program: string
  readonly edits: readonly RepairEdit[]
}

export interface RunOptions {
  /** Soft limit in seconds, at most 120. */
  readonly timeout: number
  /** Long side of the figures in pixels, kept in 200–1600. */
  readonly longSide: number
  readonly signal: AbortSignal
  readonly onNotice?: (notice: RunNotice) => void
  readonly onFigure?: (figure: RunFigure) => void
  /** Called before a run fails whose program ended by itself, with the trace of the first of its figures, if it drew any. */
  readonly onTrace?: (trace: Trace) => void
}

export interface TraceOptions {
  /** Soft limit of each program in seconds. */
  readonly timeout: number
  /** Long side of the figures in pixels, kept in 200–1600. */
  readonly longSide: number
  readonly signal: AbortSignal
}
