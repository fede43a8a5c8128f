/** Host side: the messages of one run, put together. */
import { OutputError, SandboxError } from '../errors.ts'
import { Ended } from './ending.ts'
import type { RunFigure, RunNotice, RunOptions, RunOutcome } from './outcome.ts'
import { LIMITS, type SandboxMessage } from './protocol.ts'
import { readTraceOf } from './trace.ts'

/** What the messages of one exchange carry, so that none of another is taken for one of it. */
export function random(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] as number
}

/** Takes the messages of one run. */
export function receiver(
  run: number,
  options: RunOptions,
  turn: { resolve: (outcome: RunOutcome) => void; reject: (error: unknown) => void; onStart: () => void },
): (message: SandboxMessage) => void {
  const figures: RunFigure[] = []
  const notices: RunNotice[] = []
  let started = false
  return (message) => {
    if (!('run' in message) || message.run !== run) {
      turn.reject(new SandboxError('it sent something that was not asked for'))
      return
    }
    switch (message.type) {
      case 'started':
        if (started) break
        started = true
        turn.onStart()
        break
      case 'notice': {
        if (notices.length === LIMITS.notices) break
        const { code, message: text, line } = message
        const notice = line === undefined ? { code, message: text } : { code, message: text, line }
        notices.push(notice)
        options.onNotice?.(notice)
        break
      }
      case 'figure': {
        if (figures.length === LIMITS.figures) {
          turn.reject(new OutputError(`it drew more than ${LIMITS.figures} figures`))
          break
        }
        const figure = { index: figures.length, png: message.png, width: message.width, height: message.height }
        figures.push(figure)
        options.onFigure?.(figure)
        break
      }
      case 'end': {
        if (message.ending.kind !== 'done') {
          const trace = readTraceOf(message.trace, figures.length, true)
          if (trace) options.onTrace?.(trace)
          turn.reject(new Ended(message.ending))
        } else if (message.scored >= figures.length) {
          turn.reject(new SandboxError('it names a figure it did not send'))
        } else {
          const { scored, empty, stdout } = message
          const trace = readTraceOf(message.trace, figures.length)
          turn.resolve({ figures, scored, empty, stdout, notices, trace })
        }
      }
    }
  }
}
