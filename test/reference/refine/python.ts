/** CPython with the project's Python package, in place of the page's sandbox: the same traces, many times faster. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { scoreFigure } from '../../../src/fidelity/score.ts'
import type { Drawing, Lab } from '../../../src/perceive/refine/proposal.ts'
import type { RunOutcome } from '../../../src/python/outcome.ts'
import type { Literal } from '../../../src/python/protocol.ts'
import { readTrace } from '../../../src/python/trace.ts'
import type { Raster } from '../../../src/raster/raster.ts'
import type { TracedFigure } from '../../../src/trace.ts'
import { decodePngRgba } from '../../png.ts'

export interface Drawn {
  readonly raster: Raster
  readonly trace: TracedFigure
}

/** One process; questions are answered one after the other. */
export class Python {
  readonly #process
  readonly #answers: ((line: string) => void)[] = []
  /** Programs traced so far. */
  traced = 0

  constructor(python: string) {
    const script = fileURLToPath(new URL('serve.py', import.meta.url))
    this.#process = spawn(python, [script], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, MPLBACKEND: 'agg' },
    })
    createInterface({ input: this.#process.stdout }).on('line', (line) => this.#answers.shift()?.(line))
  }

  close(): void {
    this.#process.stdin.end()
  }

  #ask(...question: unknown[]): Promise<string> {
    this.#process.stdin.write(`${JSON.stringify(question)}\n`)
    return new Promise((resolve) => this.#answers.push(resolve))
  }

  async programs(count: number, seed: number): Promise<readonly string[]> {
    return JSON.parse(await this.#ask('make', count, seed))
  }

  /** Null where it fails or draws nothing. */
  async draw(code: string, longSide: number): Promise<Drawn | null> {
    const { png, figure } = JSON.parse(await this.#ask('draw', code, longSide))
    if (png === null) return null
    const { width, height, rgba } = await decodePngRgba(Buffer.from(png, 'base64'))
    const data = new Uint8Array(width * height * 3)
    for (let i = 0; i < width * height; i++) data.set(rgba.subarray(4 * i, 4 * i + 3), 3 * i)
    return { raster: { width, height, data }, trace: figure }
  }

  /** A lab for pictures of that long side. */
  lab(longSide: number): Lab {
    return {
      literals: async (code) => JSON.parse(await this.#ask('literals', code)) as readonly Literal[],
      trace: async (codes) => {
        this.traced += codes.length
        const traces: readonly (string | null)[] = JSON.parse(await this.#ask('trace', codes, longSide))
        return traces.map((json) => (json === null ? null : (readTrace(json)?.figures[0] ?? null)))
      },
    }
  }

  /** A program drawn and scored against a picture, as the page does it. */
  async judge(code: string, picture: Raster): Promise<Drawing | null> {
    const drawn = await this.draw(code, Math.max(picture.width, picture.height))
    if (!drawn) return null
    const score = scoreFigure(picture, drawn.raster, { trace: drawn.trace })
    const outcome: RunOutcome = { figures: [], scored: 0, empty: false, stdout: '', notices: [], trace: null }
    return { code, ...drawn, score, outcome }
  }
}
