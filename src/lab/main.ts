import { type AnswerComparison, type AnswerParts, compareAnswers } from './answers.ts'
import { FullSize } from './full-size.ts'
import { type ParityStage, runParity } from './parity.ts'

/** What the command line and benches call on the lab's page. */
export interface Lab {
  /** Compares every stage of a model folder with golden tensors; addresses as in `runParity`. */
  parity(modelUrl: string, goldenUrl: string): Promise<readonly ParityStage[]>
  /** Compares a model folder with golden answers. */
  answers(modelUrl: string, goldensUrl: string, parts: AnswerParts): Promise<readonly AnswerComparison[]>
  /** Takes a model through load, picture, prompt and answer step by step. */
  fullSize(modelUrl: string): FullSize
}

const lab: Lab = {
  parity: (modelUrl, goldenUrl) => runParity(modelUrl, goldenUrl, (stage) => console.log(JSON.stringify(stage))),
  answers: compareAnswers,
  fullSize: (modelUrl) => new FullSize(modelUrl),
}

Object.assign(globalThis, { lab })
