import { expect, it } from 'vitest'
import type { Step } from '../../../src/perceive/protocol.ts'
import { totalsOf } from '../../../src/viewer/climb.ts'

const step = (score: number | null, gain: number | null, kind: Step['kind'] = 'number'): Step => ({
  index: 0,
  kind,
  edits: [],
  gain,
  score,
  renders: 1,
  ms: 1,
  code: '',
})

it('begins with the total before the first step that was scored', () => {
  expect(totalsOf([step(0.75, 0.25), step(0.875, 0.125)])).toEqual([0.5, 0.75, 0.875])
})

it('knows nothing of the time before a program ran', () => {
  expect(totalsOf([step(null, null, 'repair'), step(null, null, 'repair')])).toEqual([null, null, null])
  expect(totalsOf([step(null, null, 'repair'), step(0.75, 0.25)])).toEqual([null, 0.5, 0.75])
  expect(totalsOf([step(0.75, null, 'candidate'), step(0.875, 0.125)])).toEqual([null, 0.75, 0.875])
})
