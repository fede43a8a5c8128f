import { Gpu } from '../../src/gpu/device.ts'
import { raceNaiveAttention, raceNaiveMatmul } from '../../src/lab/peers/naive.ts'
import type { Race } from '../../src/lab/peers/race.ts'
import { openDawn } from '../native/dawn.ts'
import { attentionCases, matmulCases, nameOfAttention, nameOfMatmul } from './cases.ts'

const BUDGET_MS = 3000

/** Runs every case on Dawn without a browser. `tell` gets each when it is done. */
export async function runNativeRaces(
  quick: boolean,
  tell: (found: { name: string; race: Race; adapter: string }) => void,
): Promise<void> {
  Object.defineProperty(globalThis.navigator, 'gpu', { value: openDawn(), configurable: true })
  const gpu = await Gpu.open()
  const adapter = gpu.facts.description
  for (const which of matmulCases(quick)) {
    tell({ name: nameOfMatmul(which), race: await raceNaiveMatmul(gpu, which, BUDGET_MS), adapter })
  }
  for (const which of attentionCases(quick)) {
    // One row is attended in decoding's own way, of which there is no naive form.
    if (which.rows === 1) continue
    tell({ name: nameOfAttention(which), race: await raceNaiveAttention(gpu, which, BUDGET_MS), adapter })
  }
}
