import { expect, test } from 'vitest'
import { pattern } from '../../src/lab/pattern.ts'
import { Reader } from '../../src/perceive/reader.ts'
import type { Raster } from '../../src/raster/raster.ts'
import { watchBuffers } from './live-buffers.ts'

const NANO = new URL('/models/nano/model.json', location.origin).href
const CAPTIONING = new URL('/.cache/test-models/captioning/model.json', location.origin).href
const { signal } = new AbortController()

test('ten pictures take the memory of one, and a picture that is read again is not looked at again', async () => {
  const buffers = watchBuffers()
  const reader = new Reader()
  const phases: string[] = []
  /** Tokens of the prompt that were done each time the reading of it was reported, of how many. */
  const prompt: [number, number][] = []
  const read = (picture: Raster) => {
    phases.length = 0
    prompt.length = 0
    const onPhase = (phase: string, done: number, total: number) => {
      phases.push(phase)
      if (phase === 'prefill') prompt.push([done, total])
    }
    return reader.read(picture, { signal, maxTokens: 6, timings: {}, onPhase, onText: () => {} })
  }
  try {
    await reader.load(NANO, { signal, maxTokens: 6, onPhase: () => {} })
    expect(reader.canCaption).toBe(false)
    const loaded = buffers.bytes()
    let answer = ''
    for (let i = 0; i < 10; i++) {
      answer = await read(pattern(64 + 32 * i, 320 - 16 * i))
      expect(phases).toContain('vision')
      expect(buffers.bytes()).toBe(loaded)
    }
    expect(await read(pattern(64 + 32 * 9, 320 - 16 * 9))).toBe(answer)
    expect(phases).not.toContain('vision')
    expect(prompt.length).toBeGreaterThan(0)
    for (const [done, total] of prompt) expect(done).toBeGreaterThanOrEqual(total - 1)
    expect(buffers.bytes()).toBe(loaded)
    reader.dispose()
  } finally {
    buffers.stop()
  }
})

test('a model with a prompt for words looks at the picture once and reads only what is new', async () => {
  const buffers = watchBuffers()
  const reader = new Reader()
  const picture = pattern(96, 64)
  let phases: [string, number, number][] = []
  const told = () => {
    phases = []
    const onPhase = (phase: string, done: number, total: number) => phases.push([phase, done, total])
    return { signal, maxTokens: 3, timings: {}, onPhase, onText: () => {} }
  }
  const of = (name: string) => phases.filter(([phase]) => phase === name)
  try {
    await reader.load(CAPTIONING, told())
    expect(reader.canCaption).toBe(true)
    const loaded = buffers.bytes()
    const draft = await reader.caption(picture, told())
    expect(of('vision').length).toBeGreaterThan(0)
    // The prompt's own limit of tokens.
    for (const [, done, most] of of('decode')) expect([done <= 2, most]).toEqual([true, 2])
    await reader.read(pattern(64, 64), told())
    await reader.read(picture, told())
    expect(await reader.caption(picture, told())).toBe(draft)
    expect(of('vision')).toEqual([])
    expect(of('prefill').length).toBeGreaterThan(0)
    // 36 tokens of the picture come first in both prompts.
    for (const [, done] of of('prefill')) expect(done).toBeGreaterThan(36)
    expect(buffers.bytes()).toBe(loaded)
  } finally {
    reader.dispose()
    buffers.stop()
  }
})
