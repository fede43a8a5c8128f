import type { CacheFormat } from '../gpu/kernels/kv-cache.ts'
import { fitModel } from '../model/fit.ts'
import { openFolder } from '../model/folder.ts'
import { generate } from '../model/generate.ts'
import { readPicture } from '../model/image.ts'
import { promptMessages } from '../model/prompt.ts'
import type { Qwen3VL } from '../model/qwen3vl.ts'
import { argmax } from '../model/sampler.ts'
import { decodePicture } from '../raster/decode.ts'
import { httpSource } from '../weights/source.ts'

/** What to compare: the greedy answer, the choices when fed with the golden answer, or both. */
export interface AnswerParts {
  readonly answers: boolean
  readonly forced: boolean
  /** The product's choice unless told. */
  readonly cache?: CacheFormat
}

/** How a model's answer to one golden picture compares; parts that were not asked for are empty. */
export interface AnswerComparison {
  readonly picture: string
  readonly promptEqual: boolean
  /** The greedy answer, character for character. */
  readonly answer: string
  readonly answerEqual: boolean
  /** Steps at which the model, fed with the golden answer, would choose the golden token. */
  readonly forcedAgree: number
  readonly forcedTotal: number
}

interface GoldenCase {
  readonly picture: string
  readonly prompt_ids: readonly number[]
  readonly answer_ids: readonly number[]
  readonly answer: string
}

/** Compares a model folder with the golden answers in `goldens.json` of a folder, from the picture files on. */
export async function compareAnswers(
  modelUrl: string,
  goldensUrl: string,
  parts: AnswerParts,
): Promise<AnswerComparison[]> {
  const signal = new AbortController().signal
  const { cases } = (await (await fetch(new URL('goldens.json', goldensUrl))).json()) as { cases: GoldenCase[] }
  const folder = await openFolder(httpSource(modelUrl), { signal })
  try {
    const { config, manifest, words } = folder
    if (!words) throw new Error('The folder has no tokenizer')
    const model = await fitModel(folder, {
      pictureTokens: Math.ceil((1.3 * config.pixels.max) / (config.vision.patch * config.vision.merge) ** 2),
      promptTokens: Math.max(...cases.map((c) => c.prompt_ids.length)),
      maxTokens: Math.max(...cases.map((c) => c.answer_ids.length)) + 8,
      ...(parts.cache && { cache: parts.cache }),
    })
    const results: AnswerComparison[] = []
    for (const golden of cases) {
      const file = await (await fetch(new URL(golden.picture, goldensUrl))).blob()
      const picture = readPicture((await decodePicture(file, { signal })).raster, config)
      const prompt = words.template.ids(promptMessages(manifest.prompts.code), [picture.grid])
      await model.showPictures([picture], { signal })
      let answer = ''
      if (parts.answers) {
        await model.prefill(prompt, { signal })
        const ids: number[] = []
        const { stopIds, sampling } = config
        const options = { prompt, sampling, stopIds, maxTokens: golden.answer_ids.length + 4, signal }
        for await (const id of generate(model, options)) ids.push(id)
        answer = words.tokenizer.decode(ids)
      }
      results.push({
        picture: golden.picture,
        promptEqual: prompt.length === golden.prompt_ids.length && prompt.every((id, i) => id === golden.prompt_ids[i]),
        answer,
        answerEqual: answer === golden.answer,
        forcedAgree: parts.forced ? await agreement(model, prompt, golden.answer_ids, signal) : 0,
        forcedTotal: parts.forced ? golden.answer_ids.length : 0,
      })
    }
    return results
  } finally {
    folder.dispose()
  }
}

async function agreement(
  model: Qwen3VL,
  prompt: readonly number[],
  ids: readonly number[],
  signal: AbortSignal,
): Promise<number> {
  await model.prefill(prompt, { signal })
  let logits = await model.readLogits()
  let agree = 0
  for (const id of ids) {
    if (argmax(logits) === id) agree++
    logits = await model.decode(id)
  }
  return agree
}
