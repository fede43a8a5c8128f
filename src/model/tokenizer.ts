import { Tokenizer as BytePairs } from '@huggingface/tokenizers'
import { BadManifestError } from '../errors.ts'
import { Fields } from './fields.ts'

/** A stretch of prompt: in `trusted` text the names of added tokens (`<|im_end|>`) are those tokens, else plain text. */
export interface PromptText {
  readonly text: string
  readonly trusted: boolean
}

interface AddedToken {
  readonly id: number
  readonly content: string
  readonly special: boolean
}

/**
 * Text to ids and back, from `tokenizer.json` and `tokenizer_config.json`. The library normalises, splits and merges;
 * added tokens are matched here, because whether they may match depends on where a text comes from.
 * Throws BadManifestError when the files are not those of a byte-level tokenizer.
 */
export class Tokenizer {
  readonly #pairs: BytePairs
  readonly #added: ReadonlyMap<string, AddedToken>
  readonly #addedPattern: RegExp | undefined
  readonly #tokens: readonly (string | undefined)[]
  readonly #special: ReadonlySet<number>

  constructor(tokenizer: unknown, tokenizerConfig: unknown = {}) {
    const fields = new Fields(tokenizer, 'tokenizer')
    const model = fields.object('model')
    model.expect('type', 'BPE')
    fields.object('decoder').expect('type', 'ByteLevel')
    const added = addedTokens(fields)
    try {
      this.#pairs = new BytePairs(
        { ...(tokenizer as object), added_tokens: [] },
        { ...(tokenizerConfig as object), additional_special_tokens: [] },
      )
    } catch (cause) {
      throw new BadManifestError(`its tokenizer cannot be read (${cause instanceof Error ? cause.message : cause})`)
    }
    const tokens: string[] = []
    for (const [token, id] of Object.entries(model.get('vocab') as Record<string, number>)) tokens[id] = token
    for (const { id, content } of added) tokens[id] = content
    this.#tokens = tokens
    this.#added = new Map(added.map((token) => [token.content, token]))
    this.#special = new Set(added.filter((token) => token.special).map((token) => token.id))
    // Longest first: an alternation takes the first that matches.
    const names = [...this.#added.keys()].sort((a, b) => b.length - a.length)
    this.#addedPattern = names.length === 0 ? undefined : new RegExp(`(${names.map(literal).join('|')})`, 'u')
  }

  /** One more than the highest id; ids beyond it have no text and must not be sampled. */
  get size(): number {
    return this.#tokens.length
  }

  /** Ids of a text in which the names of added tokens are those tokens. */
  encode(text: string): number[] {
    return this.encodeParts([{ text, trusted: true }])
  }

  /** Ids of parts put end to end; no token spans an added token, but one may span two parts. */
  encodeParts(parts: readonly PromptText[]): number[] {
    const ids: number[] = []
    let plain = ''
    const flush = () => {
      if (plain !== '') ids.push(...this.#pairs.encode(plain, { add_special_tokens: false }).ids)
      plain = ''
    }
    for (const { text, trusted } of parts) {
      for (const piece of trusted && this.#addedPattern ? text.split(this.#addedPattern) : [text]) {
        const token = trusted ? this.#added.get(piece) : undefined
        if (token === undefined) {
          plain += piece
        } else {
          flush()
          ids.push(token.id)
        }
      }
    }
    flush()
    return ids
  }

  /** The text of ids, special tokens left out, broken UTF-8 replaced. */
  decode(ids: Iterable<number>): string {
    const decoder = this.createDecoder()
    let text = ''
    for (const id of ids) text += decoder.push(id)
    return text + decoder.end()
  }

  /** Decodes ids one at a time; a character that ends in a later token comes out with that token. */
  createDecoder(): StreamDecoder {
    // Without ignoreBOM an answer that begins with U+FEFF would lose it.
    const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
    return {
      push: (id) => {
        const token = this.#special.has(id) ? undefined : this.#tokens[id]
        return token === undefined ? '' : utf8.decode(bytesOf(token), { stream: true })
      },
      end: () => utf8.decode(),
    }
  }
}

export interface StreamDecoder {
  /** The text that this id completes; empty for special tokens and unfinished characters. */
  push(id: number): string
  /** What is left: a replacement character when the last character is unfinished. */
  end(): string
}

function addedTokens(fields: Fields): AddedToken[] {
  const list = fields.get('added_tokens') ?? []
  if (!Array.isArray(list)) return fields.fail('added_tokens', 'is not a list')
  return list.map((entry: unknown, i) => {
    const token = new Fields(entry, fields.path(`added_tokens[${i}]`))
    for (const key of ['lstrip', 'rstrip', 'single_word']) token.expect(key, false)
    const content = token.get('content')
    if (typeof content !== 'string' || content === '') return token.fail('content', 'is not a text')
    return { id: token.integer('id', 0), content, special: token.boolean('special', false) }
  })
}

/** GPT-2's alphabet: printable Latin-1 characters stand for their own byte, the others are moved to U+0100 and on. */
const BYTE_OF_CHARACTER: ReadonlyMap<string, number> = (() => {
  const alphabet = new Map<string, number>()
  let moved = 256
  for (let byte = 0; byte < 256; byte++) {
    const printable = (byte > 32 && byte < 127) || (byte > 160 && byte !== 173)
    alphabet.set(String.fromCharCode(printable ? byte : moved++), byte)
  }
  return alphabet
})()

const utf8Encoder = new TextEncoder()

/** Bytes of a token string; an added token with characters outside of the alphabet stands for itself. */
function bytesOf(token: string): Uint8Array {
  const bytes = Array.from(token, (character) => BYTE_OF_CHARACTER.get(character))
  return bytes.includes(undefined) ? utf8Encoder.encode(token) : Uint8Array.from(bytes as number[])
}

/** A pattern that matches `text` itself. (RegExp.escape is newer than WebGPU.) */
function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
