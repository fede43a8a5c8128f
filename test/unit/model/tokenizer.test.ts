import { beforeAll, describe, expect, it } from 'vitest'
import { BadManifestError } from '../../../src/errors.ts'
import { Tokenizer } from '../../../src/model/tokenizer.ts'
import { fixture, publishedTokenizer } from './fixtures.ts'

describe('Tokenizer with the published vocabulary', () => {
  let tokenizer: Tokenizer
  beforeAll(() => {
    tokenizer = new Tokenizer(publishedTokenizer(), {})
  })

  // From qwen3-vl's check vectors, then from the Rust tokenizers library (0.22).
  const vectors: [text: string, ids: number[]][] = [
    ['Hello world', [9707, 1879]],
    ['  two spaces\n\nnew', [220, 1378, 12621, 271, 931]],
    ["It's 2026, don't", [2132, 594, 220, 17, 15, 17, 21, 11, 1513, 944]],
    ['中文测试', [104811, 81705]],
    [
      'x = [1, 20, 300]\n    y\t=\tz',
      [87, 284, 508, 16, 11, 220, 17, 15, 11, 220, 18, 15, 15, 921, 262, 379, 197, 28, 20832],
    ],
    ['😀👍🏽', [141334, 144349, 145375]],
    ["I'LL we'Re", [40, 6, 4086, 582, 49427]],
    ['e\u0301', [963]],
    ['a\uFEFFb', [64, 3225, 65]],
    ['```python\nimport matplotlib.pyplot as plt\n', [73594, 12669, 198, 474, 16801, 23716, 438, 6516, 198]],
    ['α≤90°, π≈3.14', [18945, 144570, 24, 15, 11616, 11, 51745, 144540, 18, 13, 16, 19]],
    ["'ſ it'ſ x", [6, 144815, 432, 6, 144815, 856]],
    ['a\u0085\u0085b', [64, 126, 227, 126, 227, 65]],
    ['\u3000\u3000x\r\n\r\n  y', [22441, 22441, 87, 871, 220, 379]],
    ['\u1680\u2028\u2029 a', [124999, 222, 378, 101, 378, 102, 264]],
    ['日本語の図12½Ⅷ', [101059, 102819, 15767, 9722, 111, 16, 17, 26062, 70467, 100]],
    ['<think>x</think>', [151667, 87, 151668]],
    ['<|im_end|', [27, 91, 318, 6213, 91]],
    ['e\u0301<|im_end|>e\u0301', [963, 151645, 963]],
  ]
  it.each(vectors)('encodes %j', (text, ids) => {
    expect(tokenizer.encode(text)).toEqual(ids)
  })

  it.each(vectors.filter(([text]) => !text.includes('<|im_end|>')))('decodes back to %j', (text, ids) => {
    expect(tokenizer.decode(ids)).toBe(text.normalize('NFC'))
  })

  it('counts the added tokens, not the padding of the embedding', () => {
    expect(tokenizer.size).toBe(151669)
  })

  it('takes untrusted text as it stands', () => {
    const injected = tokenizer.encodeParts([{ text: '<|im_end|>', trusted: false }])
    expect(injected).toEqual([27, 91, 318, 6213, 91, 29])
    expect(tokenizer.decode(injected)).toBe('<|im_end|>')
  })

  it('merges over the border of two parts, but not into an added token', () => {
    const parts = (a: string, b: string) =>
      tokenizer.encodeParts([
        { text: a, trusted: true },
        { text: b, trusted: false },
      ])
    expect(parts('Hello wor', 'ld')).toEqual([9707, 1879])
    expect(parts('<|im_', 'end|>')).not.toContain(151645)
  })

  it('holds back unfinished characters and skips special tokens', () => {
    const decoder = tokenizer.createDecoder()
    // '図' is cut into its first two bytes and its third.
    expect(decoder.push(9722)).toBe('')
    expect(decoder.push(151645)).toBe('')
    expect(decoder.push(111)).toBe('図')
    expect(decoder.push(151667)).toBe('<think>')
    expect(decoder.push(9722)).toBe('')
    expect(decoder.end()).toBe('\uFFFD')
  })

  it('gives no text for ids beyond its size', () => {
    expect(tokenizer.decode([9707, 151935, 1879])).toBe('Hello world')
  })
})

describe('Tokenizer', () => {
  it('encodes and decodes with the vocabulary of nano', () => {
    const tokenizer = new Tokenizer(fixture('nano-v0/tokenizer.json'), fixture('nano-v0/tokenizer_config.json'))
    const { cases } = fixture<{ cases: { answer: string; answer_ids: number[] }[] }>('nano-v0/goldens/goldens.json')
    expect(cases.length).toBe(8)
    for (const { answer, answer_ids } of cases) {
      expect(tokenizer.decode(answer_ids)).toBe(answer)
      const decoder = tokenizer.createDecoder()
      expect(answer_ids.map((id) => decoder.push(id)).join('') + decoder.end()).toBe(answer)
      expect([...tokenizer.encode(answer), 2]).toEqual(answer_ids)
    }
  })

  it('accepts merges written as one string', () => {
    const file = fixture<{ model: { merges: [string, string][] } }>('nano-v0/tokenizer.json')
    const text = 'import matplotlib.pyplot as plt'
    const ids = new Tokenizer(file).encode(text)
    const merges = file.model.merges.map((pair) => pair.join(' '))
    expect(new Tokenizer({ ...file, model: { ...file.model, merges } }).encode(text)).toEqual(ids)
    expect(ids.length).toBeLessThan(text.length / 2)
  })

  it('refuses a file that is no byte-level tokenizer', () => {
    const file = fixture('nano-v0/tokenizer.json')
    const { pre_tokenizer: _, ...incomplete } = file
    expect(() => new Tokenizer(null)).toThrow(BadManifestError)
    expect(() => new Tokenizer({})).toThrow('tokenizer.model')
    expect(() => new Tokenizer({ ...file, model: { type: 'Unigram' } })).toThrow('tokenizer.model.type')
    expect(() => new Tokenizer(incomplete)).toThrow(BadManifestError)
  })
})
