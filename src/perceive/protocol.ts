import type { ErrorRecord } from '../errors.ts'
import type { Caption, DrawnElement, Edit, Fact, Refined } from '../facts/index.ts'
import type { Score } from '../fidelity/types.ts'
import type { Observation } from '../observation.ts'
import type { RepairEdit } from '../python/protocol.ts'
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

/** An accepted change of the program: the `index`th from the model's on. */
export interface Step {
  readonly index: number
  readonly kind: 'repair'
  /** Of the program before the step, in the order of its text. */
  readonly edits: readonly RepairEdit[]
  /** Null where nothing could be scored before. */
  readonly gain: number | null
  readonly score: number | null
  /** Drawings that it took. */
  readonly renders: number
  readonly ms: number
  /** The program after it. */
  readonly code: string
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
  readonly steps: readonly Step[]
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
