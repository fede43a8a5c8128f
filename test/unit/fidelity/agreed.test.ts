import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { scoreFigure } from '../../../src/fidelity/score.ts'
import type { Score } from '../../../src/fidelity/types.ts'
import { readPair, traceOf } from './pairs.ts'

const agreed = JSON.parse(
  readFileSync(new URL('../../fixtures/fidelity/agreed.json', import.meta.url), 'utf8'),
) as readonly { source: string; render: string; traced?: true; score: Score }[]

// test/browser/fidelity.test.ts asserts the same numbers in Chromium.
test.each(agreed)('$source and $render in Node', async ({ source, render, traced, score }) => {
  const found = scoreFigure(...(await readPair(source, render)), traced ? { trace: traceOf(render) } : {})
  for (const [name, component] of Object.entries(score.components)) {
    const value = found.components[name as keyof typeof found.components]!.value
    expect(Math.abs(value - component.value), name).toBeLessThan(1e-6)
  }
  for (const [k, end] of (score.interval ?? []).entries()) expect(found.interval![k]).toBeCloseTo(end, 6)
})
