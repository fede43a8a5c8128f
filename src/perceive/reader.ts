import { BadManifestError } from '../errors.ts'
import type { Sampling } from '../model/config.ts'
import { fitModel } from '../model/fit.ts'
import { type ModelFolder, openFolder } from '../model/folder.ts'
import { generate } from '../model/generate.ts'
import { imageTokens } from '../model/grid.ts'
import { readPicture } from '../model/image.ts'
import { hasRoom, planSize, roomOf, type SizeNeed } from '../model/plan-size.ts'
import { type Message, promptMessages } from '../model/prompt.ts'
import type { Qwen3VL } from '../model/qwen3vl.ts'
import { tuneModel } from '../model/tuning.ts'
import type { Raster } from '../raster/raster.ts'
import type { Manifest, Turn } from '../weights/manifest.ts'
import { httpSource } from '../weights/source.ts'
import type { Tunable } from './idle-tuning.ts'
import type { Phase, Timings, Unit } from './protocol.ts'

/** Pictures that the product shows the model have at most this many pixels: 1,280 tokens (contracts.md). */
const MAX_PIXELS = 1_310_720
/** Answers when neither the request nor the model says how long. */
const DEFAULT_TOKENS = 2048
/** Drafts when the model does not say how long. */
const DRAFT_TOKENS = 512
/** Room for the words of a prompt. */
const PROMPT_TOKENS = 256

export interface ReadOptions {
  readonly signal: AbortSignal
  readonly maxTokens: number | undefined
  /** 0 or absent: the model's own answer; others are drawn by lot, each variant by its own seed. */
  readonly variant?: number
  readonly timings: Timings
  readonly onPhase: (phase: Phase, loaded: number, total: number, unit: Unit) => void
  readonly onText: (text: string, count: number) => void
}

/** An answer of the model whose program failed: what Python said, and the 1-based line, 0 where that is unknown. */
export interface FailedAnswer {
  readonly answer: string
  readonly error: string
  readonly line: number
}

interface Loaded {
  readonly modelSrc: string
  readonly folder: ModelFolder
  model: Qwen3VL
}

/** The model on the device: loads it when first needed, shows it a picture and reads out its answer. */
export class Reader implements Tunable {
  #loaded: Loaded | undefined

  /** Id of the loaded model. */
  get model(): string | null {
    return this.#loaded?.folder.manifest.id ?? null
  }

  /** Whether the device computes kernels wrongly, of those that were tried. */
  get hasExcluded(): boolean {
    return (this.#loaded?.folder.excluded.length ?? 0) > 0
  }

  /** Whether the model has a prompt that asks for words about a picture. */
  get canCaption(): boolean {
    return this.#loaded?.folder.manifest.prompts.caption !== undefined && this.#loaded.folder.words !== undefined
  }

  /** Whether the model has a prompt for an answer whose program failed. */
  get canRepair(): boolean {
    return this.#loaded?.folder.manifest.prompts.repair !== undefined && this.#loaded.folder.words !== undefined
  }

  /** Tries kernels on the device, for the next load to choose from. Nothing without a model. @throws as `tuneModel` */
  async tune(options: Parameters<Tunable['tune']>[0]): Promise<void> {
    if (this.#loaded) await tuneModel(this.#loaded.folder, options)
  }

  /** Loads the model unless it is there. @throws those of `openFolder`, NoWebGpuError, NoAdapterError */
  async load(modelSrc: string, options: Pick<ReadOptions, 'signal' | 'onPhase' | 'maxTokens'>): Promise<void> {
    if (this.#loaded?.folder.gpu.lost) this.dispose()
    if (this.#loaded?.modelSrc === modelSrc) return
    this.dispose()
    const { signal, onPhase } = options
    const folder = await openFolder(httpSource(modelSrc), {
      signal,
      beforeUpload: (model) => planSize(model, usualNeed(model, options.maxTokens), roomOf(model.gpu)),
      onLoad: (loaded, total) => onPhase('load', loaded, total, 'bytes'),
      onVerify: (verified, total) => onPhase('verify', verified, total, 'bytes'),
    })
    try {
      const model = await fitModel(folder, usualNeed(folder, options.maxTokens), (done, total) =>
        onPhase('load', done, total, 'steps'),
      )
      this.#loaded = { modelSrc, folder, model }
    } catch (error) {
      folder.dispose()
      throw error
    }
  }

  /** The answer to `prompts.code` about a picture, streamed to `onText`. @throws DeviceLostError, the signal's reason */
  async read(picture: Raster, options: ReadOptions): Promise<string> {
    return this.#answer('code', picture, options, [])
  }

  /**
   * The answer to `prompts.caption`. A picture that was just read is not looked at again, and of the prompt only what
   * differs from that of `read` is. @throws as `read`
   */
  async caption(picture: Raster, options: ReadOptions): Promise<string> {
    return this.#answer('caption', picture, options, [])
  }

  /**
   * The answer to `prompts.repair` after an answer of `read` whose program failed; the conversation so far is not
   * computed again. @throws as `read`
   */
  async repair(picture: Raster, { answer, error, line }: FailedAnswer, options: ReadOptions): Promise<string> {
    const asked = (this.#loaded?.folder.manifest.prompts.repair?.text ?? '')
      .replaceAll('{error}', () => error)
      .replaceAll('{line}', () => String(line))
    return this.#answer('repair', picture, options, [
      { role: 'assistant', content: answer },
      { role: 'user', content: asked },
    ])
  }

  async #answer(name: PromptName, picture: Raster, options: ReadOptions, turns: readonly Message[]): Promise<string> {
    const loaded = this.#loaded
    if (!loaded?.folder.words) throw new BadManifestError('it has no tokenizer, so it cannot read or write words')
    const { folder } = loaded
    const { config, manifest } = folder
    const { tokenizer, template } = loaded.folder.words
    const { signal, timings, onPhase } = options

    const asked = manifest.prompts[name]
    if (!asked) throw new BadManifestError(`it has no prompt "${name}"`)
    const prompt = name === 'caption' ? manifest.prompts.caption! : manifest.prompts.code
    const shown = timed(timings, 'image', () => readPicture(picture, config, { maxPixels: MAX_PIXELS }))
    const ids = template.ids([...promptMessages(prompt), ...turns], [shown.grid])
    const maxTokens = maxTokensOf(folder, name, options.maxTokens)
    const pictureTokens = imageTokens(shown.grid, config.vision.merge)
    // Room for every prompt from the first on: a model made anew would have to look at the picture again.
    const prompts = namesOf(manifest).map((one) => template.ids(promptMessages(manifest.prompts[one]!), [shown.grid]))
    const model = await this.#fit(loaded, {
      pictureTokens,
      promptTokens: Math.max(ids.length, ...prompts.map(({ length }) => length)),
      maxTokens: mostTokensOf(folder, options.maxTokens),
    })

    await timedAsync(timings, 'vision', () =>
      model.showPictures([shown], { signal, onProgress: (done, total) => onPhase('vision', done, total, 'steps') }),
    )
    await timedAsync(timings, 'prefill', () =>
      model.prefill(ids, { signal, onProgress: (done, total) => onPhase('prefill', done, total, 'tokens') }),
    )
    const start = performance.now()
    const decoder = tokenizer.createDecoder()
    let answer = ''
    let count = 0
    const sampling = variantOf(samplingOf(config.sampling, asked), options.variant ?? 0)
    try {
      const words = { prompt: ids, sampling, stopIds: config.stopIds, maxTokens, signal }
      for await (const id of generate(model, words)) {
        const text = decoder.push(id)
        answer += text
        count++
        options.onText(text, count)
        onPhase('decode', count, maxTokens, 'tokens')
      }
      const rest = decoder.end()
      if (rest !== '') options.onText(rest, count)
      return answer + rest
    } finally {
      timings.decode = performance.now() - start
      timings.tokens = count
    }
  }

  dispose(): void {
    this.#loaded?.folder.dispose()
    this.#loaded = undefined
  }

  /** The model with room for this prompt; made anew when the one there is too small. */
  async #fit(loaded: Loaded, need: SizeNeed): Promise<Qwen3VL> {
    if (!hasRoom(loaded.model.size, loaded.folder, need)) {
      loaded.model.dispose()
      loaded.model = await fitModel(loaded.folder, need)
    }
    return loaded.model
  }
}

type PromptName = keyof Manifest['prompts']

/** Prompts that a conversation about a picture begins with. */
const namesOf = ({ prompts }: Pick<Manifest, 'prompts'>): ('code' | 'caption')[] =>
  prompts.caption ? ['code', 'caption'] : ['code']

type Described = Pick<ModelFolder, 'config' | 'manifest'>

/** What nearly every picture needs; a larger one makes new buffers. */
function usualNeed(model: Described, asked: number | undefined): SizeNeed {
  const { pixels, vision } = model.config
  // A resized picture can lie a little above the limit.
  const pictureTokens = Math.ceil((1.25 * Math.min(MAX_PIXELS, pixels.max)) / (vision.patch * vision.merge) ** 2)
  return { pictureTokens, promptTokens: pictureTokens + PROMPT_TOKENS, maxTokens: mostTokensOf(model, asked) }
}

/** What is asked for limits the program; a draft has its own limit, and never more than that. */
function maxTokensOf({ config, manifest }: Described, name: PromptName, asked: number | undefined): number {
  const own = manifest.prompts[name]?.sampling?.max_new_tokens
  if (name === 'caption') return Math.min(own ?? DRAFT_TOKENS, asked ?? Number.POSITIVE_INFINITY)
  return asked ?? own ?? config.maxNewTokens ?? DEFAULT_TOKENS
}

const mostTokensOf = (model: Described, asked: number | undefined): number =>
  Math.max(...namesOf(model.manifest).map((name) => maxTokensOf(model, name, asked)))

/** A prompt's own sampling before the published generation settings. */
function samplingOf(published: Sampling, prompt: Pick<Turn, 'sampling'>): Sampling {
  const own = prompt.sampling ?? {}
  return {
    doSample: own.do_sample ?? published.doSample,
    temperature: own.temperature ?? published.temperature,
    topK: own.top_k ?? published.topK,
    topP: own.top_p ?? published.topP,
    repetitionPenalty: own.repetition_penalty ?? published.repetitionPenalty,
    presencePenalty: own.presence_penalty ?? published.presencePenalty,
    seed: own.seed ?? published.seed,
  }
}

/** What is drawn by lot where a model by itself always takes the likeliest token: the paper's settings, colder. */
const LOT = { temperature: 0.6, topK: 20, topP: 0.9 } as const

function variantOf(sampling: Sampling, variant: number): Sampling {
  if (variant === 0) return sampling
  const lot = sampling.doSample ? {} : LOT
  return { ...sampling, ...lot, doSample: true, seed: (sampling.seed + variant) >>> 0 }
}

function timed<T>(timings: Timings, name: 'image', work: () => T): T {
  const start = performance.now()
  const result = work()
  timings[name] = (timings[name] ?? 0) + performance.now() - start
  return result
}

async function timedAsync<T>(timings: Timings, name: 'vision' | 'prefill', work: () => Promise<T>): Promise<T> {
  const start = performance.now()
  try {
    return await work()
  } finally {
    timings[name] = performance.now() - start
  }
}
