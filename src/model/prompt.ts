import { Template } from '@huggingface/jinja'
import { BadManifestError } from '../errors.ts'
import type { ModelConfig } from './config.ts'
import { type Grid, imageTokens } from './grid.ts'
import type { PromptText, Tokenizer } from './tokenizer.ts'

export type Part = { readonly type: 'text'; readonly text: string } | { readonly type: 'image' }

export interface Message {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string | readonly Part[]
}

/** A prompt as a model's description holds it (`prompts.code`, `prompts.caption`). */
export interface PromptSpec {
  readonly system?: string | undefined
  readonly text: string
  readonly order: readonly ('text' | 'image')[]
}

/** The messages of a prompt about one picture. */
export function promptMessages(prompt: PromptSpec): Message[] {
  const content = prompt.order.map((type): Part => (type === 'text' ? { type, text: prompt.text } : { type }))
  const user: Message = { role: 'user', content }
  return prompt.system === undefined ? [user] : [{ role: 'system', content: prompt.system }, user]
}

/** A model's chat template together with its tokenizer: messages to ids. */
export class ChatTemplate {
  readonly #template: Template
  readonly #tokenizer: Tokenizer
  readonly #config: Pick<ModelConfig, 'ids' | 'vision'>

  /** Throws BadManifestError when the template cannot be parsed. */
  constructor(source: string, tokenizer: Tokenizer, config: Pick<ModelConfig, 'ids' | 'vision'>) {
    this.#template = guarded(() => new Template(source))
    this.#tokenizer = tokenizer
    this.#config = config
  }

  /**
   * Ids of the messages, up to where the assistant's answer begins. Each picture takes as many tokens as its grid has
   * merged patches. What a text says is never a special token, whatever it looks like.
   * Throws BadManifestError when the template fails or shows another number of pictures.
   */
  ids(messages: readonly Message[], grids: readonly Grid[]): number[] {
    const texts: string[] = []
    const hold = (text: string) => `${OPEN}${texts.push(text) - 1}${CLOSE}`
    const held = messages.map(({ role, content }) => ({
      role,
      content:
        typeof content === 'string'
          ? hold(content)
          : content.map((part) => (part.type === 'text' ? { type: 'text', text: hold(part.text) } : { ...part })),
    }))
    const rendered = guarded(() => this.#template.render({ messages: held, add_generation_prompt: true }))
    // Split by a captured group: even pieces are the template's own, odd ones name a text.
    const parts = rendered.split(HELD).map((piece, i): PromptText => {
      return i % 2 === 0 ? { text: piece, trusted: true } : { text: texts[Number(piece)] ?? '', trusted: false }
    })
    return this.#expand(this.#tokenizer.encodeParts(parts), grids)
  }

  #expand(ids: readonly number[], grids: readonly Grid[]): number[] {
    const places = ids.filter((id) => id === this.#config.ids.image).length
    if (places !== grids.length) {
      throw new BadManifestError(`its chat template makes ${places} places for ${grids.length} pictures`)
    }
    let picture = 0
    return ids.flatMap((id) => {
      if (id !== this.#config.ids.image) return [id]
      return new Array<number>(imageTokens(grids[picture++]!, this.#config.vision.merge)).fill(id)
    })
  }
}

// Texts go through the template as private-use names, so that afterwards they can be told from the template's words.
const OPEN = '\uE000'
const CLOSE = '\uE001'
const HELD = /\uE000(\d+)\uE001/u

function guarded<T>(run: () => T): T {
  try {
    return run()
  } catch (cause) {
    throw new BadManifestError(`its chat template fails (${cause instanceof Error ? cause.message : cause})`)
  }
}
