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
