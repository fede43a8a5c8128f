import { scoreFigure } from '../../src/fidelity/score.ts'
import type { Raster } from '../../src/raster/raster.ts'

const SIZE = 1024
const WARM_UP = 6
const RUNS = 9

/** Median milliseconds of one score of two different 1024×1024 plots, after warm-up, on one core. */
export async function benchFidelity(): Promise<{ ms: number }> {
  const [source, render] = [plot(0), plot(0.35)]
  const times: number[] = []
  for (let run = 0; run < WARM_UP + RUNS; run++) {
    const start = performance.now()
    scoreFigure(source, render)
    if (run >= WARM_UP) times.push(performance.now() - start)
  }
  return { ms: times.sort((a, b) => a - b)[RUNS >> 1]! }
}

/** A frame, a grid, three bars and two curves. */
function plot(phase: number): Raster {
  const data = new Uint8Array(SIZE * SIZE * 3).fill(255)
  const box = (x0: number, y0: number, x1: number, y1: number, rgb: readonly number[]) => {
    for (let y = Math.round(y0); y < y1; y++) {
      for (let x = Math.round(x0); x < x1; x++) data.set(rgb, (y * SIZE + x) * 3)
    }
  }
  for (let k = 1; k < 8; k++) {
    box(120, 100 + k * 100, 920, 102 + k * 100, [200, 200, 200])
    box(120 + k * 100, 100, 122 + k * 100, 900, [200, 200, 200])
  }
  for (let k = 0; k < 3; k++) box(200 + k * 220, 880 - 200 * (k + 1 + phase), 320 + k * 220, 898, [31, 119, 180])
  for (let x = 124; x < 916; x += 0.25) {
    for (const [height, rgb] of [
      [220, [214, 39, 40]],
      [140, [44, 160, 44]],
    ] as const) {
      const y = 500 + height * Math.sin(x / 70 + phase * 4)
      box(x, y, x + 3, y + 3, rgb)
    }
  }
  for (const [x0, y0, x1, y1] of [
    [120, 100, 923, 103],
    [120, 900, 923, 903],
    [120, 100, 123, 903],
    [920, 100, 923, 903],
  ] as const) {
    box(x0, y0, x1, y1, [0, 0, 0])
  }
  return { width: SIZE, height: SIZE, data }
}
