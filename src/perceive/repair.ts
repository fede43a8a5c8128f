/** A program that does not run is repaired by rules and run again, until it draws or no rule fits. */
import type { Repair, RunOutcome } from '../python/host.ts'
import type { Step } from './protocol.ts'

/** Repairs of one program; none is begun after so many milliseconds. */
const MOST = { steps: 12, ms: 20_000 }

export interface RepairWays {
  /** One repair of a program that ended with this error; null when there is none. */
  readonly repair: (program: string, error: unknown) => Promise<Repair | null>
  /** Throws the program's error. */
  readonly run: (program: string) => Promise<RunOutcome>
  readonly signal: AbortSignal
}

export interface Repaired {
  readonly steps: readonly Step[]
  readonly outcome: RunOutcome
}

/** Null when the program cannot be brought to draw something. Throws the signal's reason. */
export async function repairAndRun(program: string, error: unknown, ways: RepairWays): Promise<Repaired | null> {
  const began = performance.now()
  const steps: Step[] = []
  const seen = new Set([program])
  let code = program
  let failure = error
  while (steps.length < MOST.steps && performance.now() - began < MOST.ms) {
    const start = performance.now()
    const repair = await ways.repair(code, failure)
    if (repair === null || seen.has(repair.program)) return null
    code = repair.program
    seen.add(code)
    const step = { index: steps.length, kind: 'repair', edits: repair.edits, gain: null, score: null, code } as const
    try {
      const outcome = await ways.run(code)
      steps.push({ ...step, renders: 1, ms: performance.now() - start })
      return outcome.scored < 0 || outcome.empty ? null : { steps, outcome }
    } catch (thrown) {
      ways.signal.throwIfAborted()
      failure = thrown
      steps.push({ ...step, renders: 0, ms: performance.now() - start })
    }
  }
  return null
}
