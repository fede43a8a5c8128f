import { expect, test } from 'vitest'
import { scoreFigure } from '../../src/fidelity/score.ts'
import { decodePng } from '../png.ts'

const files = import.meta.glob<string>('../fixtures/fidelity/{lines,dark,forces,pie-0,pie-1,scatter}*.png', {
  query: '?url',
  import: 'default',
  eager: true,
})
const { default: agreed } = await import('../fixtures/fidelity/agreed.json')

async function read(name: string) {
  const response = await fetch(files[`../fixtures/fidelity/${name}`]!)
  return decodePng(new Uint8Array(await response.arrayBuffer()))
}

// test/unit/fidelity/agreed.test.ts asserts the same numbers in Node.
test.each(agreed)('$source and $render in Chromium', async ({ source, render, score }) => {
  const found = scoreFigure(await read(source), await read(render))
  expect(found.missing).toEqual(score.missing)
  for (const [name, component] of Object.entries(score.components)) {
    const value = found.components[name as keyof typeof found.components]!.value
    expect(Math.abs(value - component.value), name).toBeLessThan(1e-6)
  }
})
