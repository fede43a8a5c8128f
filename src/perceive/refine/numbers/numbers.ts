/** Numbers of a program, fitted to the picture by what a trace says that they move (refinement.md). */
import type { StepEdit } from '../../protocol.ts'
import type { Drawing, Lab, Proposer, Target } from '../proposal.ts'
import { Fitting } from './fitting.ts'
import { editOf, onGrid, parametersOf, written } from './parameters.ts'

const MOST_ROUNDS = 3

export const numbers: Proposer = async function* (drawing, target, lab) {
  let current = drawing
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const edits = await fittedEdits(current, target, lab)
    if (edits.length === 0) return
    const kept = yield { kind: 'number', edits }
    if (!kept) return
    current = kept
  }
}

async function fittedEdits(drawing: Drawing, target: Target, lab: Lab): Promise<readonly StepEdit[]> {
  const parameters = parametersOf(await lab.literals(drawing.code))
  if (parameters.length === 0) return []
  const values = await new Fitting(drawing, target, lab, parameters).values()
  return parameters.flatMap((parameter, i) => {
    const value = onGrid(parameter, values[i]!)
    return written(parameter, value) === parameter.literal.text || value === parameter.value
      ? []
      : [editOf(parameter, value, 'fitted')]
  })
}
