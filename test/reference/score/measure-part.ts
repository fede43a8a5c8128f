/** Measures a part of the scenes of a folder in a process of its own: every `step`th from `first` on, as messages. */
import { observe } from '../../../src/ocr/observe.ts'
import { openOcr } from '../../unit/ocr/files.ts'
import { measureScene } from './measure.ts'
import { readIndex } from './pairs.ts'

const [folder = '', first = '0', step = '1'] = process.argv.slice(2)
const reader = await openOcr()
const entries = (await readIndex(folder)).filter((_, i) => i % Number(step) === Number(first))
for (const entry of entries) {
  const measured = await measureScene(folder, entry, { observe: (picture) => observe(picture, reader), peers: true })
  process.send?.(measured)
}
