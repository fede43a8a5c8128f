import { expect, test } from 'vitest'
import { compareAnswers } from '../../src/lab/answers.ts'

const at = (path: string) => new URL(path, location.origin).href
const goldens = at('/test/fixtures/nano-v0/goldens/')

test('unquantised nano writes the golden answers, character for character, from the picture files on', async () => {
  const answers = await compareAnswers(at('/.cache/test-models/nano-v0/model.json'), goldens, {
    answers: true,
    forced: false,
  })
  expect(answers).toHaveLength(8)
  for (const { picture, promptEqual, answerEqual, answer } of answers) {
    expect({ picture, promptEqual, answerEqual }, answer).toEqual({ picture, promptEqual: true, answerEqual: true })
  }
})

test('the shipped nano agrees with at least 99 % of the forced golden tokens', async () => {
  const answers = await compareAnswers(at('/models/nano/model.json'), goldens, { answers: false, forced: true })
  const agree = answers.reduce((sum, a) => sum + a.forcedAgree, 0)
  const total = answers.reduce((sum, a) => sum + a.forcedTotal, 0)
  expect(total).toBeGreaterThan(600)
  expect(agree / total).toBeGreaterThanOrEqual(0.99)
})

test('and still does with keys and values of 8 bits', async () => {
  const parts = { answers: false, forced: true, cache: 'int8' } as const
  const answers = await compareAnswers(at('/models/nano/model.json'), goldens, parts)
  const agree = answers.reduce((sum, a) => sum + a.forcedAgree, 0)
  const total = answers.reduce((sum, a) => sum + a.forcedTotal, 0)
  expect(agree / total).toBeGreaterThanOrEqual(0.99)
})

test('nano with a decoder of 4 bits still agrees with nearly all forced tokens', async () => {
  const url = at('/.cache/test-models/nano-default/model.json')
  const manifest = (await (await fetch(url)).json()) as { tensors: { name: string; dtype: string }[] }
  const dtypes = new Set(manifest.tensors.map((tensor) => tensor.dtype))
  expect([...dtypes].sort()).toEqual(['f16', 'f32', 'q4g32', 'q8g32'])
  const answers = await compareAnswers(url, goldens, { answers: false, forced: true })
  const agree = answers.reduce((sum, a) => sum + a.forcedAgree, 0)
  const total = answers.reduce((sum, a) => sum + a.forcedTotal, 0)
  // 98.7 % over 4,239 tokens in PyTorch; these are fewer.
  expect(agree / total).toBeGreaterThan(0.97)
})
