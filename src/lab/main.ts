import { type AnswerComparison, type AnswerParts, compareAnswers } from './answers.ts'
import { FullSize } from './full-size.ts'
import { memoryOf } from './memory.ts'
import { type ParityOptions, type ParityStage, runParity } from './parity.ts'
import { type PeerBenches, peers } from './peers/peers.ts'
import { type ModelProfile, profileModel, profileTable } from './profile.ts'
import { type ReadPicture, readPicture } from './read.ts'
import { renderTimes } from './renders.ts'
import { scorePictures } from './score.ts'

/** What the command line and benches call on the lab's page. */
export interface Lab {
  /** Compares every stage of a model folder with golden tensors; addresses as in `runParity`. */
  parity(modelUrl: string, goldenUrl: string, options?: ParityOptions): Promise<readonly ParityStage[]>
  /** Compares a model folder with golden answers. */
  answers(modelUrl: string, goldensUrl: string, parts: AnswerParts): Promise<readonly AnswerComparison[]>
  /** Takes a model through load, picture, prompt and answer step by step. */
  fullSize(modelUrl: string): FullSize
  /** What a model would take at a size, from its `model.json` alone. */
  memory: typeof memoryOf
  /** Where a model's time goes; null where the device has no timestamp queries. */
  profile(modelUrl: string): Promise<ModelProfile | null>
  profileTable(profile: ModelProfile): string
  /** Reads a picture file; with `overlay` also a picture of what was seen, as PNG. */
  read(picture: Blob, overlay: boolean): Promise<ReadPicture>
  /** Scores a picture file against a source, with the program's run where there is one. */
  score: typeof scorePictures
  /** How long programs take from text to pixels and trace. */
  renders: typeof renderTimes
  readonly peers: PeerBenches
}

const lab: Lab = {
  parity: (modelUrl, goldenUrl, options) =>
    runParity(modelUrl, goldenUrl, (stage) => console.log(JSON.stringify(stage)), options),
  answers: compareAnswers,
  fullSize: (modelUrl) => new FullSize(modelUrl),
  memory: memoryOf,
  profile: profileModel,
  profileTable,
  read: readPicture,
  score: scorePictures,
  renders: renderTimes,
  peers,
}

Object.assign(globalThis, { lab })

// `?profile` shows the embedded model's profile, `?profile=ADDRESS` that of another model.json.
const asked = new URLSearchParams(location.search).get('profile')
if (asked !== null) {
  const shown = document.body.appendChild(document.createElement('pre'))
  shown.textContent = 'measuring …'
  profileModel(new URL(asked || 'models/nano/model.json', location.href).href).then(
    (profile) => {
      shown.textContent = profile ? profileTable(profile) : 'This browser gives no timestamp queries (timestamp-query).'
    },
    (error: unknown) => {
      shown.textContent = String(error)
    },
  )
}
