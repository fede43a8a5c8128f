/** How a program ended, as an error for the person. */
import { MemoryCapError, OutputError, PythonError, TimeoutError, UnavailableImportError } from '../errors.ts'
import { type Ending, LIMITS } from './protocol.ts'

type BadEnding = Exclude<Ending, { kind: 'done' }>

/** A program ended by itself, though not well: the interpreter lives, unless it is fatal. */
export class Ended {
  readonly ending: BadEnding

  constructor(ending: BadEnding) {
    this.ending = ending
  }
}

/** `seconds`: the soft limit of the run; `unserved`: modules of packs that could not be fetched when the page was made. */
export function endingError(ending: BadEnding, seconds: number, unserved: ReadonlySet<string>): Error {
  switch (ending.kind) {
    case 'error':
      return new PythonError(ending.message, ending.line, ending.traceback)
    case 'unavailable-import': {
      const [top = ''] = ending.module.split('.')
      return new UnavailableImportError(ending.module, ending.line, unserved.has(top) ? 'pack' : 'unknown')
    }
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
