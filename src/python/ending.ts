/** How a program ended, as an error for the person. */
import { MemoryCapError, OutputError, PythonError, TimeoutError, UnavailableImportError } from '../errors.ts'
import { type Ending, LIMITS } from './protocol.ts'

/** A program ended by itself, though not well: the interpreter lives. */
export class Ended {
  readonly error: Error
  readonly ending: Ending

  constructor(error: Error, ending: Ending) {
    this.error = error
    this.ending = ending
  }
}

/** `seconds`: the soft limit of the run. */
export function endingError(ending: Exclude<Ending, { kind: 'done' }>, seconds: number): Error {
  switch (ending.kind) {
    case 'error':
      return new PythonError(ending.message, ending.line, ending.traceback)
    case 'unavailable-import':
      return new UnavailableImportError(ending.module, ending.line)
    case 'timeout':
      return new TimeoutError(seconds, ending.line)
    case 'memory':
      return new MemoryCapError(LIMITS.memoryMiB, ending.line)
    case 'output':
      return new OutputError(ending.what)
    case 'fatal':
      return new PythonError(`the interpreter stopped: ${ending.message}`, undefined)
  }
}
