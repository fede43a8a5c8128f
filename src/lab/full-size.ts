import { fitModel } from '../model/fit.ts'
import { type ModelFolder, openFolder } from '../model/folder.ts'
import { generate } from '../model/generate.ts'
import type { Grid } from '../model/grid.ts'
import { readPicture } from '../model/image.ts'
import type { SizeNeed } from '../model/plan-size.ts'
import { promptMessages } from '../model/prompt.ts'
import type { Qwen3VL } from '../model/qwen3vl.ts'
import { httpSource } from '../weights/source.ts'
import { pattern } from './pattern.ts'
import { type QueueWatch, watchQueue } from './queue-watch.ts'

/** What a load did. Times in milliseconds. */
export interface LoadFacts {
  readonly ms: number
  /** How often the progress of load and check was told. */
  readonly reports: number
  readonly bytes: number
  /** Most bytes that were written to the queue and not yet done. */
  readonly inFlight: number
}

/** What a stopped load did: how far it was, and how long until it had ended. */
export interface StopFacts {
  readonly loaded: number
  readonly endedMs: number
  readonly reason: string
}

export interface PromptFacts {
  readonly ids: number
  readonly pictureIds: number
  readonly ms: number
}

const NEVER = new AbortController().signal

/** A model of any size taken through the product's own steps one by one, so that the caller can measure between them. */
export class FullSize {
  readonly #url: string
  readonly #queue: QueueWatch
  #folder: ModelFolder | undefined
  #model: Qwen3VL | undefined
  #grid: Grid | undefined
  #answer: AsyncGenerator<number> | undefined

  constructor(url: string) {
    this.#url = url
    this.#queue = watchQueue()
  }

  /** Begins a load and stops it once `share` (0 to 1) of the bytes are here. */
  async stoppedLoad(share: number): Promise<StopFacts> {
    const stop = new AbortController()
    let [stoppedAt, loaded] = [0, 0]
    const onLoad = (done: number, total: number) => {
      loaded = done
      if (done < share * total || stop.signal.aborted) return
      stoppedAt = performance.now()
      stop.abort()
    }
    try {
      const folder = await openFolder(httpSource(this.#url), { signal: stop.signal, onLoad })
      folder.dispose()
    } catch (error) {
      if (!stop.signal.aborted) throw error
      return { loaded, endedMs: performance.now() - stoppedAt, reason: error instanceof Error ? error.name : '' }
    }
    throw new Error('The load did not stop.')
  }

  async load(): Promise<LoadFacts> {
    const started = performance.now()
    this.#queue.restart()
    let reports = 0
    let [loaded, verified] = [0, 0]
    let told = 0
    const report = (total: number) => {
      reports++
      if (verified - told < total / 10) return
      told = verified
      console.log(`loaded ${percent(loaded, total)}, checked ${percent(verified, total)}`)
    }
    this.#folder = await openFolder(httpSource(this.#url), {
      signal: NEVER,
      onLoad: (done, total) => {
        loaded = done
        report(total)
      },
      onVerify: (done, total) => {
        verified = done
        report(total)
      },
    })
    const ms = performance.now() - started
    return { ms, reports, bytes: this.#folder.weights.bytes, inFlight: this.#queue.most }
  }

  /** Plans the model; how long it took in milliseconds. */
  async plan(need: SizeNeed): Promise<number> {
    const started = performance.now()
    this.#model = await fitModel(this.#need(), need)
    return performance.now() - started
  }

  /** Shows a made-up picture; how long it took in milliseconds. */
  async look(width: number, height: number): Promise<number> {
    const { config } = this.#need()
    const picture = readPicture(pattern(width, height), config)
    this.#grid = picture.grid
    const started = performance.now()
    await this.#model!.showPictures([picture], { signal: NEVER, onProgress: tell('vision block') })
    return performance.now() - started
  }

  /** Reads the model's own prompt about the shown picture. */
  async read(): Promise<PromptFacts> {
    const { words, manifest, config } = this.#need()
    if (!words) throw new Error('There is no tokenizer.')
    const prompt = words.template.ids(promptMessages(manifest.prompts.code), [this.#grid!])
    const started = performance.now()
    await this.#model!.prefill(prompt, { signal: NEVER, onProgress: tell('prompt token') })
    const ms = performance.now() - started
    const { stopIds } = config
    const sampling = { ...config.sampling, presencePenalty: 1.5 }
    this.#answer = generate(this.#model!, { prompt, sampling, stopIds, maxTokens: 1000, signal: NEVER })
    return { ids: prompt.length, pictureIds: prompt.filter((id) => id === config.ids.image).length, ms }
  }

  /** The next token of the answer; null when it has ended. */
  async token(): Promise<{ id: number; text: string; ms: number } | null> {
    const started = performance.now()
    const next = await this.#answer!.next()
    if (next.done) return null
    return {
      id: next.value,
      text: this.#need().words!.tokenizer.decode([next.value]),
      ms: performance.now() - started,
    }
  }

  dispose(): void {
    this.#model?.dispose()
    this.#folder?.dispose()
  }

  #need(): ModelFolder {
    if (!this.#folder) throw new Error('Nothing is loaded.')
    return this.#folder
  }
}

function tell(what: string) {
  return (done: number, total: number) => console.log(`${what} ${done} of ${total}`)
}

function percent(part: number, whole: number): string {
  return `${Math.round((100 * part) / whole)} %`
}
