import { type Description, type Prompts, parseDescription, type Sampling } from './manifest.ts'

type Json = Readonly<Record<string, unknown>>

/** Sampling of the CodePercept evaluation. */
const CODEPERCEPT_SAMPLING: Sampling = {
  do_sample: true,
  temperature: 0.7,
  top_p: 0.8,
  top_k: 20,
  presence_penalty: 1.5,
  repetition_penalty: 1,
  seed: 3407,
}

/** For published Qwen3-VL models and their fine-tunes: CodePercept's evaluation prompt (its spelling), and prompts of ours for captions and repairs. */
const CODEPERCEPT_PROMPTS: Prompts = {
  code: {
    system: 'You are an useful assistant.',
    text: 'You are an expert Python developer who specializes in writing matplotlib code based on a given picture. Now, please give me the matplotlib code that reproduces the picture below.',
    order: ['text', 'image'],
    sampling: CODEPERCEPT_SAMPLING,
  },
  caption: {
    system: 'You are an useful assistant.',
    text: 'Look carefully at the picture and describe it in detail, completely and unambiguously enough for a reader who cannot see it: overall structure, coordinate system, exact counts, positions, labels, colours.',
    order: ['text', 'image'],
    sampling: CODEPERCEPT_SAMPLING,
  },
  repair: {
    text: 'This program fails in line {line} with the error:\n{error}\nPlease give me the whole program again, corrected, so that it runs and reproduces the picture.',
    sampling: CODEPERCEPT_SAMPLING,
  },
}

/**
 * Name, licence and prompts of a model: from `meta`, else from `prompt` and `content_order` of its generation
 * configuration, else CodePercept's. The licence is `unknown` when nothing names it.
 * @throws BadManifestError when `meta` is malformed.
 */
export function describeModel(meta: Json, generation: Json | undefined, fallbackId: string): Description {
  return parseDescription({
    id: meta.id ?? fallbackId,
    license: meta.license ?? 'unknown',
    prompts: meta.prompts ?? ownPrompts(generation) ?? CODEPERCEPT_PROMPTS,
  })
}

function ownPrompts(generation: Json | undefined): object | undefined {
  if (generation?.prompt === undefined) return undefined
  return { code: { text: generation.prompt, order: generation.content_order ?? ['image', 'text'] } }
}
