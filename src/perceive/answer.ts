import { NoCodeError } from '../errors.ts'

export interface AnswerCode {
  readonly code: string
  /** The block's closing fence is there. */
  readonly complete: boolean
}

/**
 * The program in an answer: the first fenced Python block, else the first fence without a language, as the paper's
 * evaluation takes it (qwen3-vl.md 11.4). While the answer still grows the block may be open. Null when there is none.
 */
export function codeOf(answer: string): AnswerCode | null {
  return block(answer, /^ *```(?:python3?|py)[^\S\n]*\n/im) ?? block(answer, /^ *```[^\S\n]*\n/m)
}

function block(answer: string, opening: RegExp): AnswerCode | null {
  const match = opening.exec(answer)
  if (!match) return null
  const rest = answer.slice(match.index + match[0].length)
  const closing = /^ *```/m.exec(rest)
  if (closing) return { code: rest.slice(0, closing.index), complete: true }
  // The tail may be the beginning of the closing fence.
  return { code: rest.replace(/(^|\n) *`{1,2}$/, '$1'), complete: false }
}

/**
 * The program of a finished answer; one without any fence is taken from its first import on. Not complete: the answer
 * broke off. @throws NoCodeError that shows what came back
 */
export function finishedCode(answer: string): AnswerCode {
  const found = codeOf(answer) ?? unfenced(answer)
  if (!found) throw new NoCodeError('missing', answer)
  if (found.code.trim() === '') throw new NoCodeError(found.complete ? 'empty' : 'unfinished', answer)
  return found
}

function unfenced(answer: string): AnswerCode | null {
  const start = answer.search(/^(?:import [\w.]+|from [\w.]+ import )/m)
  return start < 0 ? null : { code: answer.slice(start), complete: true }
}
