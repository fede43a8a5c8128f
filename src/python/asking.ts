/** Host side: questions to the sandbox about a program. Each throws SandboxError, OutputError or the signal's reason. */
import { SandboxError } from '../errors.ts'
import type { TracedFigure } from '../trace.ts'
import type { Conversation, Turn } from './conversation.ts'
import type { TraceOptions } from './outcome.ts'
import type { HostMessage, Literal, PackFiles, RepairEdit, SandboxMessage } from './protocol.ts'
import { random } from './receiver.ts'
import { readTrace } from './trace.ts'

/** Milliseconds. */
const LIMIT = {
  repair: 10_000,
  literals: 10_000,
  /** Beyond the soft limit of a program's trace. */
  grace: 2000,
  withPack: 60_000,
}

type Answer<Type extends SandboxMessage['type']> = Extract<SandboxMessage, { type: Type }>

/** Edits in the order of the text; null when no rule fits. */
export function askRepair(
  conversation: Conversation,
  error: { readonly program: string; readonly message: string; readonly line: number },
  signal: AbortSignal,
): Promise<readonly RepairEdit[] | null> {
  const question = { type: 'repair', run: random(), ...error } as const
  return ask(conversation, question, 'repaired', signal, ({ edits }, turn) => turn.resolve(edits), LIMIT.repair)
}

/** In the order of the text; none when one of them does not stand in the program, or stands in another. */
export function askLiterals(
  conversation: Conversation,
  program: string,
  signal: AbortSignal,
): Promise<readonly Literal[]> {
  const question = { type: 'literals', run: random(), program } as const
  const take = ({ literals }: Answer<'literals'>, turn: Turn<readonly Literal[]>) =>
    turn.resolve(standIn(program, literals) ? literals : [])
  return ask(conversation, question, 'literals', signal, take, LIMIT.literals)
}

/** The scored figures; null for a program that has none, or whose trace does not hold together. */
export function askTraces(
  conversation: Conversation,
  given: { readonly programs: readonly string[]; readonly packs: PackFiles; readonly longSide: number },
  { timeout, signal }: Pick<TraceOptions, 'timeout' | 'signal'>,
): Promise<readonly (TracedFigure | null)[]> {
  const milliseconds = 1000 * timeout
  const question = { type: 'trace', run: random(), timeout: milliseconds, ...given } as const
  const traces: (TracedFigure | null)[] = []
  const each = milliseconds + LIMIT.grace
  const take = ({ index, trace }: Answer<'traced'>, turn: Turn<readonly (TracedFigure | null)[]>) => {
    if (index !== traces.length) {
      turn.reject(unasked())
      return
    }
    const { figures = [] } = (trace !== null && readTrace(trace)) || {}
    traces.push(figures.length === 1 ? (figures[0] as TracedFigure) : null)
    if (traces.length === given.programs.length) turn.resolve(traces)
    else turn.limit(each, () => turn.reject(silent()))
  }
  const first = each + (given.packs.packages.length > 0 ? LIMIT.withPack : 0)
  return ask(conversation, question, 'traced', signal, take, first)
}

/** Sends a question; `take` gets each answer of its kind and number, of which the first has this long to come. */
function ask<T, Type extends 'repaired' | 'literals' | 'traced'>(
  conversation: Conversation,
  question: Extract<HostMessage, { run: number }>,
  type: Type,
  signal: AbortSignal,
  take: (answer: Answer<Type>, turn: Turn<T>) => void,
  milliseconds: number,
): Promise<T> {
  return conversation.exchange<T>(signal, (turn) => {
    turn.limit(milliseconds, () => turn.reject(silent()))
    conversation.post(question)
    return (answer) => {
      if (answer.type === type && 'run' in answer && answer.run === question.run) take(answer as Answer<Type>, turn)
      else turn.reject(unasked())
    }
  })
}

const silent = () => new SandboxError('it does not answer')
const unasked = () => new SandboxError('it sent something that was not asked for')

function standIn(program: string, literals: readonly Literal[]): boolean {
  const lines = program.split('\n')
  const starts = [0]
  for (const line of lines) starts.push((starts.at(-1) as number) + line.length + 1)
  let end = 0
  return literals.every(({ line, column, text }) => {
    if (line > lines.length || column > (lines[line - 1] as string).length) return false
    const at = (starts[line - 1] as number) + column
    if (at < end || !program.startsWith(text, at)) return false
    end = at + text.length
    return true
  })
}
