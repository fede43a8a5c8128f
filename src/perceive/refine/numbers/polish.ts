/** Single numbers, a step this way or that, with the score for a judge. */
import type { Drawing, Proposer } from '../proposal.ts'
import { Fitting, type Probe } from './fitting.ts'
import { editOf, onGrid, type Parameter, parametersOf, written } from './parameters.ts'

const MOST_PROBES = 12
const MOST_ROUNDS = 4

export const polish: Proposer = async function* (drawing, target, lab) {
  let current: Drawing | null = drawing
  for (let round = 0; current && round < MOST_ROUNDS; round++) {
    const parameters: readonly Parameter[] = parametersOf(await lab.literals(current.code))
    if (parameters.length === 0) return
    const probes: readonly Probe[] = await new Fitting(current, target, lab, parameters).probes()
    let kept: Drawing | null = null
    for (const probe of probes.slice(0, MOST_PROBES)) {
      const parameter = parameters[probe.parameter]!
      const value = onGrid(parameter, probe.value)
      if (written(parameter, value) === parameter.literal.text) continue
      kept = yield { kind: 'number', edits: [editOf(parameter, value, 'closer')] }
      // The places of the others are no longer what they were.
      if (kept) break
    }
    current = kept
  }
}
