import type { ErrorCode, ErrorRecord } from '../errors.ts'
import type { Notice, Phase, ReconstructionResult, Unit } from '../perceive/protocol.ts'

type Score = NonNullable<ReconstructionResult['score']>

/** A run came to its end; `result` is complete. Does not bubble, like the `load` of an image. */
export class CodePerceptLoadEvent extends Event {
  readonly result: ReconstructionResult
  constructor(result: ReconstructionResult) {
    super('load', { composed: true })
    this.result = result
  }
}

/** A run was stopped; `result` holds what was there. */
export class CodePerceptStopEvent extends Event {
  readonly result: ReconstructionResult
  constructor(result: ReconstructionResult) {
    super('stop', { bubbles: true, composed: true })
    this.result = result
  }
}

/** A step moved on. */
export class CodePerceptProgressEvent extends Event {
  readonly phase: Phase
  readonly loaded: number
  readonly total: number
  readonly unit: Unit
  constructor(progress: { phase: Phase; loaded: number; total: number; unit: Unit }) {
    super('progress', { bubbles: true, composed: true })
    this.phase = progress.phase
    this.loaded = progress.loaded
    this.total = progress.total
    this.unit = progress.unit
  }
}

/** Something a person should know that is no failure. */
export class CodePerceptNoticeEvent extends Event {
  readonly code: string
  readonly message: string
  readonly line: number | undefined
  constructor(notice: Notice) {
    super('notice', { bubbles: true, composed: true })
    this.code = notice.code
    this.message = notice.message
    this.line = notice.line
  }
}

/** The program changed: the model wrote more of it, or a person edited it. */
export class CodePerceptCodeChangeEvent extends Event {
  readonly code: string
  readonly by: 'model' | 'person'
  constructor(code: string, by: 'model' | 'person') {
    super('codechange', { bubbles: true, composed: true })
    this.code = code
    this.by = by
  }
}

/** The program of the run is complete. */
export class CodePerceptCodeCompleteEvent extends Event {
  readonly code: string
  constructor(code: string) {
    super('codecomplete', { bubbles: true, composed: true })
    this.code = code
  }
}

/** The program starts to run in the sandbox. */
export class CodePerceptRunStartEvent extends Event {
  readonly code: string
  constructor(code: string) {
    super('runstart', { bubbles: true, composed: true })
    this.code = code
  }
}

/** The program drew a figure; `png` is its picture, `width` × `height` pixels. */
export class CodePerceptFigureEvent extends Event {
  readonly index: number
  readonly png: Blob
  readonly width: number
  readonly height: number
  constructor(figure: { index: number; png: Blob; width: number; height: number }) {
    super('figure', { bubbles: true, composed: true })
    this.index = figure.index
    this.png = figure.png
    this.width = figure.width
    this.height = figure.height
  }
}

/** The drawing was compared with the picture. */
export class CodePerceptScoreEvent extends Event {
  readonly score: Score
  constructor(score: Score) {
    super('score', { bubbles: true, composed: true })
    this.score = score
  }
}

/** A run failed. Does not bubble, so that it never reaches a host's global error handlers. */
export class CodePerceptErrorEvent extends Event {
  readonly code: ErrorCode
  readonly message: string
  readonly line: number | undefined
  readonly result: ReconstructionResult
  constructor(error: ErrorRecord, result: ReconstructionResult) {
    super('error', { composed: true })
    this.code = error.code
    this.message = error.message
    this.line = error.line
    this.result = result
  }
}

/** Events of `<codepercept-viewer>`. */
export interface CodePerceptViewerEventMap {
  load: CodePerceptLoadEvent
  stop: CodePerceptStopEvent
  progress: CodePerceptProgressEvent
  notice: CodePerceptNoticeEvent
  codechange: CodePerceptCodeChangeEvent
  codecomplete: CodePerceptCodeCompleteEvent
  runstart: CodePerceptRunStartEvent
  figure: CodePerceptFigureEvent
  score: CodePerceptScoreEvent
  error: CodePerceptErrorEvent
}

/** Those whose names the platform has not taken, for listeners on ancestors. */
type OwnEvents = Omit<CodePerceptViewerEventMap, 'load' | 'progress' | 'error'>

declare global {
  interface HTMLElementEventMap extends OwnEvents {}
  interface DocumentEventMap extends OwnEvents {}
}
