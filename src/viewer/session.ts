import { toErrorRecord } from '../errors.ts'
import type { PerceiveClient, PerceiveEvent, ReconstructionResult, RunRequest } from '../perceive/protocol.ts'
import type { Strings } from '../strings/index.ts'
import {
  CodePerceptCodeChangeEvent,
  CodePerceptCodeCompleteEvent,
  CodePerceptErrorEvent,
  CodePerceptFigureEvent,
  CodePerceptLoadEvent,
  CodePerceptNoticeEvent,
  CodePerceptProgressEvent,
  CodePerceptRunStartEvent,
  CodePerceptScoreEvent,
  CodePerceptStopEvent,
} from './events.ts'
import { type GivenProgram, Run, type ViewerState } from './run.ts'
import { outOf100 } from './score-panel.ts'

/** How long a stopped engine may take to hand over what it has. */
const STOP_GRACE_MS = 1000

/** What a session needs of the element that it works for. */
export interface SessionHost {
  /** Gathers engine and picture for a run; throws one of the project's errors. */
  prepare(
    signal: AbortSignal,
    given: GivenProgram | null,
  ): Promise<{ readonly client: PerceiveClient; readonly request: RunRequest }>
  /** Something to show has changed. */
  changed(): void
  announce(text: string): void
  dispatch(event: Event): void
  words(): Strings
}

/** The runs of one element, one at a time. A run that was left for another is never heard of again. */
export class Session {
  readonly #host: SessionHost
  #run: Run | null = null
  #state: ViewerState = 'idle'
  /** The program on show. */
  code = ''

  constructor(host: SessionHost) {
    this.#host = host
  }

  get run(): Run | null {
    return this.#run
  }

  get state(): ViewerState {
    return this.#state
  }

  /** Starts a run; with a given program the model is skipped. Resolves at its end, whatever the end is. */
  start(given: GivenProgram | null = null): Promise<ReconstructionResult> {
    this.leave()
    const run = new Run(given)
    this.#run = run
    this.code = run.code
    this.#enter(run.state)
    this.#host.announce(this.#host.words().status.loading)
    void this.#drive(run, given)
    return run.ended
  }

  /** Ends the run that is under way and keeps what is there. */
  async stop(): Promise<void> {
    const run = this.#run
    if (run === null || run.result !== null) return
    run.controller.abort()
    this.#host.changed()
    let late: ReturnType<typeof setTimeout> | undefined
    await Promise.race([
      run.ended,
      new Promise((resolve) => {
        late = setTimeout(resolve, STOP_GRACE_MS)
      }),
    ])
    clearTimeout(late)
    if (run.result === null) this.#finish(run, () => run.endAs('stopped', null))
  }

  /** Drops the run, under way or ended, and all that it showed but the program. */
  leave(): void {
    const run = this.#run
    this.#run = null
    if (run !== null && run.result === null) {
      run.endAs('stopped', null)
      run.controller.abort()
    }
    this.#enter('idle')
  }

  async #drive(run: Run, given: GivenProgram | null): Promise<void> {
    const { signal } = run.controller
    try {
      const { client, request } = await this.#host.prepare(signal, given)
      signal.throwIfAborted()
      for await (const event of client.run(request, { signal })) {
        if (run.result !== null) return
        this.#receive(run, event)
      }
      if (run.result === null) throw new Error('the engine fell silent')
    } catch (thrown) {
      if (run.result !== null) return
      this.#finish(run, () => {
        if (signal.aborted) run.endAs('stopped', null)
        else run.endAs('error', toErrorRecord(thrown))
      })
    }
  }

  #receive(run: Run, event: PerceiveEvent): void {
    const host = this.#host
    if (event.type === 'done' || event.type === 'stopped' || event.type === 'error') {
      this.#finish(run, () => run.apply(event))
      return
    }
    // After Stop only the end of the run counts: what was on show stays.
    if (run.controller.signal.aborted) return
    const { drawing } = run
    const before = run.steps.progress?.phase
    run.apply(event)
    this.code = run.code
    this.#enter(run.state)
    switch (event.type) {
      case 'phase':
        if (run.steps.progress?.phase === event.phase && before !== event.phase) {
          host.announce(host.words().phases[event.phase])
        }
        host.dispatch(new CodePerceptProgressEvent(event))
        if (run.drawing && !drawing) host.dispatch(new CodePerceptRunStartEvent(run.code))
        return
      case 'notice':
        host.dispatch(new CodePerceptNoticeEvent(event))
        return
      case 'code':
        host.dispatch(new CodePerceptCodeChangeEvent(event.text, 'model'))
        if (event.complete) host.dispatch(new CodePerceptCodeCompleteEvent(event.text))
        return
      case 'figure':
        host.dispatch(new CodePerceptFigureEvent(event))
        return
      case 'score':
        host.dispatch(new CodePerceptScoreEvent(event.score))
        return
      case 'step':
        if (event.score !== null) host.announce(host.words().changes.reached(outOf100(event.score)))
        return
      case 'token':
      case 'observation':
      case 'trace':
      case 'facts':
        return
      default:
        event satisfies never
    }
  }

  #finish(run: Run, end: () => void): void {
    const { status, errors } = this.#host.words()
    end()
    const result = run.result!
    this.code = run.code
    this.#enter(run.state)
    if (run.state === 'error' && result.error !== null) {
      this.#host.announce(status.error(errors[result.error.code].title))
      this.#host.dispatch(new CodePerceptErrorEvent(result.error, result))
    } else if (run.state === 'stopped') {
      this.#host.announce(status.stopped)
      this.#host.dispatch(new CodePerceptStopEvent(result))
    } else {
      this.#host.announce(status.done(result.score === null ? null : outOf100(result.score.total)))
      this.#host.dispatch(new CodePerceptLoadEvent(result))
    }
  }

  #enter(state: ViewerState): void {
    this.#state = state
    this.#host.changed()
  }
}
