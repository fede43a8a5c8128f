import { expect, test } from 'vitest'
import { scoreFigure } from '../../src/fidelity/score.ts'
import type { TracedFigure } from '../../src/trace.ts'
import tracesUrl from '../fixtures/fidelity/traces.json.gz?url'
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

/** A server may unpack the file on the way. */
async function readTraces(): Promise<Readonly<Record<string, TracedFigure>>> {
  const bytes = new Uint8Array(await (await fetch(tracesUrl)).arrayBuffer())
  if (bytes[0] !== 0x1f) return JSON.parse(new TextDecoder().decode(bytes))
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).json()
}
const traces = await readTraces()

// test/unit/fidelity/agreed.test.ts asserts the same numbers in Node.
test.each(agreed)('$source and $render in Chromium', async ({ source, render, traced, score }) => {
  const trace = traces[render]!
  const found = scoreFigure(await read(source), await read(render), traced ? { trace } : {})
  expect(found.missing).toEqual(score.missing)
  for (const [name, component] of Object.entries(score.components)) {
    const value = found.components[name as keyof typeof found.components]!.value
    expect(Math.abs(value - component.value), name).toBeLessThan(1e-6)
  }
  for (const [k, end] of (score.interval ?? []).entries()) expect(found.interval![k]).toBeCloseTo(end, 6)
})
