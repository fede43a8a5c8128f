import { type AnswerComparison, type AnswerParts, compareAnswers } from './answers.ts'
import { type ParityStage, runParity } from './parity.ts'
import { type PeerBenches, peers } from './peers/peers.ts'

/** What the command line and benches call on the lab's page. */
export interface Lab {
  /** Compares every stage of a model folder with golden tensors; addresses as in `runParity`. */
  parity(modelUrl: string, goldenUrl: string): Promise<readonly ParityStage[]>
  /** Compares a model folder with golden answers. */
  answers(modelUrl: string, goldensUrl: string, parts: AnswerParts): Promise<readonly AnswerComparison[]>
  readonly peers: PeerBenches
}

const lab: Lab = {
  parity: (modelUrl, goldenUrl) => runParity(modelUrl, goldenUrl, (stage) => console.log(JSON.stringify(stage))),
  answers: compareAnswers,
  peers,
}

Object.assign(globalThis, { lab })
