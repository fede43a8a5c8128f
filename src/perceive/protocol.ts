import type { ErrorRecord } from '../errors.ts'
import type { Caption, DrawnElement, Edit, Fact, Refined } from '../facts/index.ts'
import type { Score } from '../fidelity/types.ts'
import type { Observation } from '../observation.ts'
import type { PlacedEdit } from '../python/edits.ts'
import type { RepairReason } from '../python/protocol.ts'
import type { Trace } from '../trace.ts'

/** Steps that a person can wait for. */
export type Phase =
  | 'queue'
  | 'load'
  | 'verify'
  | 'image'
  | 'vision'
  | 'prefill'
  | 'decode'
  | 'boot'
  | 'run'
  | 'score'
  | 'ocr'
  | 'facts'
  | 'caption'
  | 'refine'

export type Unit = 'bytes' | 'tokens' | 'steps'

export interface Notice {
  readonly code: string
  readonly message: string
  readonly line?: number
}

/** Milliseconds a step, `tokens` apart (a count). Steps that did not happen are left out. */
export interface Timings {
  load?: number
  image?: number
  vision?: number
  prefill?: number
  decode?: number
  tokens?: number
  boot?: number
  run?: number
  /** Repairs, and the runs that tried them. */
  repair?: number
  score?: number
  /** Further candidates and steps, from the first score on. */
  refine?: number
  ocr?: number
  facts?: number
  caption?: number
}

/** A text that the model wrote about the picture, as the facts left it. */
export interface Draft {
  readonly text: string
  readonly original: string
  /** What no fact decides, as it stands in the original, whose offsets it has. */
  readonly unverified: Refined['unverified']
}

/** What the drawing shows, from facts; `edits`: what they corrected of a model's draft, where there was one. */
export type GroundedCaption = Caption & { readonly edits: readonly Edit[]; readonly draft?: Draft }

/** What an accepted change does; `candidate`: another program takes the place of the one before. */
export const STEP_KINDS = ['repair', 'candidate', 'word', 'number', 'colour', 'style', 'add', 'drop'] as const
export type StepKind = (typeof STEP_KINDS)[number]

/** Why a step of refinement changes what it changes; the words for it are the page's. */
export const REFINE_REASONS = [
  /** OCR read `detail` there. */
  'read',
  /** The measured value is `detail`, by the side of the axes that it was read on. */
  'measured-x',
  'measured-y',
  /** A share or an angle of a wedge; a place or size where there are no axes. */
  'measured-share',
  'measured-place',
  /** An end of the axis as calibrated. */
  'limit-x',
  'limit-y',
  /** The drawn edges meet those of the picture better, by least squares. */
  'fitted',
  /** The same, in plainer numbers. */
  'rounded',
  /** The drawing is closer to the picture so, by trial. */
  'closer',
  /** The colour that the picture shows. */
  'seen-colour',
  /** The line style, marker or filling that the picture shows. */
  'seen-style',
  /** `detail` (line, circle, text, grid, bar, point, wedge) is in the picture and was not drawn. */
  'seen',
  /** `detail` was drawn and is not in the picture. */
  'not-seen',
] as const
export type RefineReason = (typeof REFINE_REASONS)[number]

/** From `line` (1-based) and `column` (UTF-16 units from 0) on, `from` becomes `to`. */
export interface StepEdit extends PlacedEdit {
  readonly reason: RepairReason | RefineReason
  readonly detail?: string
}

/** An accepted change of the program: the `index`th from the model's on. */
export interface Step {
  readonly index: number
  readonly kind: StepKind
  /** Of the program before the step, in the order of its text; none where another candidate takes its place. */
  readonly edits: readonly StepEdit[]
  /** Null where nothing could be scored before. */
  readonly gain: number | null
  readonly score: number | null
  /** Drawings that it took. */
  readonly renders: number
  /** Since the step before, or the first score; of a repair, its own. */
  readonly ms: number
  /** The program after it. */
  readonly code: string
}

/** A program that was tried: one of the model's answers, or the one written from the picture's measures alone. */
export interface Candidate {
  readonly source: 'model' | 'measured'
  readonly code: string
  /** Null where it drew nothing. */
  readonly score: number | null
}

/** What a run came to: `element.result`; `picture.json` holds the same with paths in place of Blobs. */
export interface ReconstructionResult<Figure = Blob> {
  readonly format: 1
  readonly model: string | null
  readonly answer: string
  /** The last one that ran: the model's, the person's, or the model's after `steps`. */
  readonly code: string
  /** Null where the program was given. */
  readonly modelCode: string | null
  /** Total of the model's program, repaired where it had to be; null where it was given or drew nothing. */
  readonly modelScore: number | null
  readonly steps: readonly Step[]
  /** In the order in which they were tried; empty where the program was given. */
  readonly candidates: readonly Candidate[]
  readonly figures: readonly Figure[]
  /** What the picture says by itself; null where it was not read. */
  readonly observation: Observation | null
  /** Its figures are in the order of `figures`. */
  readonly trace: Trace | null
  /** Of the scored figure. */
  readonly facts: readonly Fact[] | null
  readonly caption: GroundedCaption | null
  /** What a person would point at in the scored figure, named in the language of the caption. */
  readonly elements: readonly DrawnElement[] | null
  readonly score: Score | null
  readonly timings: Timings
  readonly notices: readonly Notice[]
  readonly error: ErrorRecord | null
  readonly stopped: boolean
}

/** The events of a run, in order (CONTRACTS.md); the last is one of done, stopped, error. */
export type PerceiveEvent =
  | {
      readonly type: 'phase'
      readonly phase: Phase
      readonly loaded: number
      readonly total: number
      readonly unit: Unit
    }
  | { readonly type: 'notice'; readonly code: string; readonly message: string; readonly line?: number }
  | { readonly type: 'token'; readonly text: string; readonly count: number }
  | { readonly type: 'code'; readonly text: string; readonly complete: boolean }
  | ({ readonly type: 'step' } & Step)
  | {
      readonly type: 'figure'
      readonly index: number
      readonly png: Blob
      readonly width: number
      readonly height: number
    }
  | { readonly type: 'observation'; readonly observation: Observation }
  | { readonly type: 'trace'; readonly trace: Trace }
  | { readonly type: 'score'; readonly score: Score }
  | {
      readonly type: 'facts'
      readonly facts: readonly Fact[]
      readonly caption: GroundedCaption
      readonly elements: readonly DrawnElement[]
    }
  | { readonly type: 'done'; readonly result: ReconstructionResult }
  | { readonly type: 'stopped'; readonly result: ReconstructionResult }
  | { readonly type: 'error'; readonly error: ErrorRecord; readonly result: ReconstructionResult }

/** What a run is asked for. With `code` the model is skipped and that program is drawn and scored. */
export interface RunRequest {
  readonly picture: Blob
  readonly code?: string
  /** At most this many tokens of answer; the model's own limit when absent. */
  readonly maxTokens?: number
  /** Soft time limit of the program in seconds, 20 when absent, at most 120. */
  readonly timeout?: number
  /** BCP 47 language of the caption; English when absent. */
  readonly lang?: string
  /** The picture's own texts and axes are read too; yes when absent. */
  readonly ocr?: boolean
  /** How long the program may be refined, from the first score on; not at all when absent. */
  readonly refine?: RefineBudget
  /** Answers of the model to choose from, 1 when absent. */
  readonly candidates?: number
}

/** Whichever is spent first. */
export interface RefineBudget {
  readonly seconds: number
  readonly renders?: number
}

/** Where the engine finds its files; absolute URLs. */
export interface EngineConfig {
  /** Address of a `model.json`. */
  readonly modelSrc: string
  /** Folder of the Python runtime, ending in a slash. */
  readonly runtimeSrc: string
  /** Folder of the OCR, ending in a slash. */
  readonly ocrSrc: string
  /** Address of the sandbox document. */
  readonly sandboxSrc: string
  /** Kernels are tuned in idle time on software adapters too. */
  readonly tune: boolean
}

/** All that the viewer knows of the engine. `run` yields events until done, stopped or error; aborting the signal stops it. */
export interface PerceiveClient {
  run(request: RunRequest, options: { readonly signal: AbortSignal }): AsyncIterable<PerceiveEvent>
}
