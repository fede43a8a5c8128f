import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { log, SetupError } from '../../scripts/log.mjs'
import { currentNode, ROOT } from '../../scripts/process.mjs'
import { findNativeDriver } from '../../scripts/vulkan.mjs'
import type { Race } from '../../src/lab/peers/race.ts'
import type { BenchOptions, Measured } from './bench.ts'
import { busy } from './peers.ts'
import type { Metric } from './record.ts'

/** Both sides must compute the same. */
const SAME = 1e-6

/** The peer benches' shapes on Dawn without a browser over lavapipe, where no peer runs: against a naive kernel. */
export async function benchLavapipe({ quick, keep }: BenchOptions): Promise<Measured> {
  const { driver, note } = await findNativeDriver({ install: true, log })
  if (!driver) throw new SetupError(`This bench needs lavapipe: ${note}`)
  const child = spawn(currentNode(), [join(ROOT, 'test/bench/native-races.mjs'), ...(quick ? ['--quick'] : [])], {
    cwd: ROOT,
    env: { ...process.env, VK_ICD_FILENAMES: driver, VK_DRIVER_FILES: driver },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? 1)))
  const metrics: Metric[] = []
  let adapter = ''
  for await (const line of createInterface(child.stdout)) {
    if (!line.startsWith('{')) continue
    const found = JSON.parse(line) as { name: string; race: Race; adapter: string }
    const { ours, peer, runs, nmse } = found.race
    if (!(nmse <= SAME)) throw new Error(`${found.name}: the results differ, error ${nmse}`)
    const metric: Metric = {
      name: `lavapipe: ${found.name}`,
      value: peer / ours,
      unit: '× a naive kernel',
      goal: null,
      better: 'higher',
      note: `ours ${ours.toPrecision(3)} ms, naive ${peer.toPrecision(3)} ms; median of ${runs}${busy()}`,
    }
    metrics.push(metric)
    adapter = found.adapter
    await keep({ adapter, metrics: [metric] })
  }
  if ((await ended) !== 0) throw new Error('The races on lavapipe did not end well')
  return { adapter, metrics }
}
