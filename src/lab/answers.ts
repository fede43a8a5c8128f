import { openFolder } from '../model/folder.ts'
import { generate } from '../model/generate.ts'
import { imageTokens } from '../model/grid.ts'
import { readPicture } from '../model/image.ts'
import { promptMessages } from '../model/prompt.ts'
import { Qwen3VL } from '../model/qwen3vl.ts'
import { argmax } from '../model/sampler.ts'
import { decodePicture } from '../raster/decode.ts'
import { httpSource } from '../weights/source.ts'

/** How a model's answer to one golden picture compares. */
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
export async function compareAnswers(modelUrl: string, goldensUrl: string): Promise<AnswerComparison[]> {
  const signal = new AbortController().signal
  const { cases } = (await (await fetch(new URL('goldens.json', goldensUrl))).json()) as { cases: GoldenCase[] }
  const folder = await openFolder(httpSource(modelUrl), { signal })
  try {
    const { config, manifest, words } = folder
    if (!words) throw new Error('The folder has no tokenizer')
    const longest = Math.max(...cases.map((c) => c.prompt_ids.length + c.answer_ids.length))
    const model = await Qwen3VL.create(folder, {
      capacity: longest + 8,
      chunk: 256,
      pictureTokens: Math.ceil((1.3 * config.pixels.max) / (config.vision.patch * config.vision.merge) ** 2),
      idLimit: words.tokenizer.size,
    })
    const results: AnswerComparison[] = []
    for (const golden of cases) {
      const file = await (await fetch(new URL(golden.picture, goldensUrl))).blob()
      const picture = readPicture((await decodePicture(file, { signal })).raster, config)
      const prompt = words.template.ids(promptMessages(manifest.prompts.code), [picture.grid])
      if (imageTokens(picture.grid, config.vision.merge) > model.size.pictureTokens) throw new Error('too many tokens')
      await model.showPictures([picture], { signal })
      await model.prefill(prompt, { signal })
      const { stopIds, sampling } = config
      const ids: number[] = []
      const options = { prompt, sampling, stopIds, maxTokens: golden.answer_ids.length + 4, signal }
      for await (const id of generate(model, options)) ids.push(id)
      const answer = words.tokenizer.decode(ids)

      await model.prefill(prompt, { signal })
      let logits = await model.readLogits()
      let agree = 0
      for (const id of golden.answer_ids) {
        if (argmax(logits) === id) agree++
        logits = await model.decode(id)
      }
      results.push({
        picture: golden.picture,
        promptEqual: prompt.length === golden.prompt_ids.length && prompt.every((id, i) => id === golden.prompt_ids[i]),
        answer,
        answerEqual: answer === golden.answer,
        forcedAgree: agree,
        forcedTotal: golden.answer_ids.length,
      })
    }
    return results
  } finally {
    folder.dispose()
  }
}
