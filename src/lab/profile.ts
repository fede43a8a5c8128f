import { measureBandwidth } from '../gpu/bandwidth.ts'
import { type PlanProfile, Profiler } from '../gpu/profiler.ts'
import type { KernelChoice } from '../gpu/table.ts'
import type { Excluded } from '../gpu/verify.ts'
import { fitModel } from '../model/fit.ts'
import { openFolder } from '../model/folder.ts'
import { imageTokens } from '../model/grid.ts'
import { readPicture } from '../model/image.ts'
import { promptMessages } from '../model/prompt.ts'
import { httpSource } from '../weights/source.ts'
import { pattern } from './pattern.ts'

/** Where the time of a model goes on this device. `bandwidth`: bytes a second of a plain reading kernel. */
export interface ModelProfile {
  readonly bandwidth: number
  readonly vision: PlanProfile
  readonly prefill: PlanProfile
  readonly decode: PlanProfile
  /** The variants in use, and those that this device computes wrongly. */
  readonly kernels: KernelChoice
  readonly excluded: readonly Excluded[]
}

const SIDE = 256
const REPEATS = 5

/** Profiles a model on a made-up picture and its own prompt; null where the device has no timestamp queries. */
export async function profileModel(modelUrl: string, repeats = REPEATS): Promise<ModelProfile | null> {
  const signal = new AbortController().signal
  const folder = await openFolder(httpSource(modelUrl), { signal })
  try {
    const { gpu, config, manifest, words, excluded } = folder
    const profiler = Profiler.create(gpu)
    if (!profiler) return null
    if (!words) throw new Error('The folder has no tokenizer')
    const picture = readPicture(pattern(SIDE, SIDE), config)
    const prompt = words.template.ids(promptMessages(manifest.prompts.code), [picture.grid])
    const pictureTokens = imageTokens(picture.grid, config.vision.merge)
    const need = { pictureTokens, promptTokens: prompt.length, maxTokens: 8, chunk: prompt.length }
    const model = await fitModel(folder, need)
    const { plans } = model
    // Each plan is profiled with the inputs that its last run left.
    await model.showPictures([picture], { signal })
    const vision = await profiler.run(plans.vision, picture.grid.h * picture.grid.w, 0, repeats)
    await model.prefill(prompt, { signal })
    const prefill = await profiler.run(plans.prefill, prompt.length, 0, repeats)
    await model.decode(prompt.at(-1)!)
    const decode = await profiler.run(plans.decode, 1, model.past - 1, 4 * repeats)
    model.dispose()
    return { bandwidth: await measureBandwidth(gpu), vision, prefill, decode, kernels: gpu.kernels, excluded }
  } finally {
    folder.dispose()
  }
}

/** The profile as a table for people. */
export function profileTable({ bandwidth, kernels: choice, excluded, vision, prefill, decode }: ModelProfile): string {
  const { matmul, attention, team, lanes } = choice
  const wrong = excluded.map(({ variant, error }) => `${variant} (error ${error.toExponential(1)})`)
  const lines = [
    `measured stream bandwidth: ${(bandwidth / 1e9).toFixed(2)} GB/s`,
    `kernels: products of many rows ${matmul}, attention ${attention}, of one row ${team} with ${lanes} lanes`,
    `computed wrongly here and left out: ${wrong.join(', ') || 'none'}`,
  ]
  for (const [name, { kernels, total }] of Object.entries({ vision, prefill, decode })) {
    lines.push('', name, row('kernel', 'dispatches', 'ms', 'MB moved', '% of stream'))
    for (const { kernel, dispatches, ms, bytes } of [...kernels, total]) {
      const share = ms > 0 ? ((100 * bytes * 1000) / ms / bandwidth).toFixed(1) : '–'
      lines.push(row(kernel, String(dispatches), ms.toFixed(2), (bytes / 1e6).toFixed(2), share))
    }
  }
  return lines.join('\n')
}

function row(kernel: string, ...cells: string[]): string {
  return `${kernel.padEnd(16)}${cells.map((cell) => cell.padStart(12)).join('')}`
}
