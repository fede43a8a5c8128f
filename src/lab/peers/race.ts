/** Times of two engines at the same work, in milliseconds, and how far their results differ. */
export interface Race {
  /** Medians. */
  readonly ours: number
  readonly peer: number
  readonly runs: number
  /** Normalised mean squared error of ours against the peer's. */
  readonly nmse: number
}

const LONG_RUN_MS = 10_000
const MOST_RUNS = 15

/** Runs both in turn: one warm-up each, then until `budgetMs` is spent, at least one and at most 15 runs, 3 long ones. */
export async function race(
  ours: () => Promise<unknown>,
  peer: () => Promise<unknown>,
  budgetMs: number,
): Promise<Omit<Race, 'nmse'>> {
  await ours()
  await peer()
  const times: [number[], number[]] = [[], []]
  const start = performance.now()
  let longest = 0
  do {
    for (const [i, run] of [ours, peer].entries()) {
      const before = performance.now()
      await run()
      const ms = performance.now() - before
      times[i]!.push(ms)
      longest = Math.max(longest, ms)
    }
  } while (performance.now() - start < budgetMs && times[0].length < (longest > LONG_RUN_MS ? 3 : MOST_RUNS))
  return { ours: median(times[0]), peer: median(times[1]), runs: times[0].length }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** Normalised mean squared error; NaN stays NaN. */
export function nmse(actual: ArrayLike<number>, reference: ArrayLike<number>): number {
  let error = 0
  let power = 0
  for (let i = 0; i < reference.length; i++) {
    error += (actual[i]! - reference[i]!) ** 2
    power += reference[i]! ** 2
  }
  return error / power
}

/** The first floats of a buffer. */
export async function readFloats(device: GPUDevice, buffer: GPUBuffer, floats: number): Promise<Float32Array> {
  const copy = device.createBuffer({ size: floats * 4, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ })
  const encoder = device.createCommandEncoder()
  encoder.copyBufferToBuffer(buffer, 0, copy, 0, floats * 4)
  device.queue.submit([encoder.finish()])
  await copy.mapAsync(GPUMapMode.READ)
  const values = new Float32Array(copy.getMappedRange().slice(0))
  copy.destroy()
  return values
}
