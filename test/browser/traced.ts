import { captionOf, elementsOf, factsOf } from '../../src/facts/index.ts'
import type { PerceiveEvent } from '../../src/perceive/protocol.ts'
import { stringsFor } from '../../src/strings/index.ts'
import type { Trace, TracedFigure } from '../../src/trace.ts'
import { type Script, success } from './fake-client.ts'

const FOLDER = '../fixtures/programs/facts'
const programs = import.meta.glob<string>('../fixtures/programs/facts/*.py', { query: '?raw', import: 'default' })
const traces = import.meta.glob<Trace>('../fixtures/programs/facts/*.json', { import: 'default' })

/** A traced program of `test/fixtures/programs/facts`. */
export async function traced(name: string): Promise<{ code: string; trace: Trace }> {
  const [code, trace] = await Promise.all([programs[`${FOLDER}/${name}.py`]?.(), traces[`${FOLDER}/${name}.json`]?.()])
  if (code === undefined || trace === undefined) throw new Error(`there is no program ${name}`)
  return { code, trace }
}

/** A run of it that goes well and is described, as the engine would. */
export async function describedRun(code: string, trace: Trace, lang = 'en'): Promise<Script> {
  const pngs = await Promise.all(trace.figures.map(drawn))
  const strings = stringsFor(lang)
  const facts = factsOf(trace, 0)
  const described: PerceiveEvent = {
    type: 'facts',
    facts,
    caption: { ...captionOf(facts, trace, strings), edits: [] },
    elements: elementsOf(facts, trace, strings, 0),
  }
  const steps = success(pngs[0]!, { code })
  const more = pngs
    .slice(1)
    .map((png, i): PerceiveEvent => ({ type: 'figure', index: i + 1, png, width: 640, height: 480 }))
  const end = steps.at(-1) as Extract<PerceiveEvent, { type: 'done' }>
  const done: PerceiveEvent = { ...end, result: { ...end.result, figures: pngs } }
  return [...steps.slice(0, -1), ...more, { type: 'trace', trace }, described, done]
}

/** The figure from its trace, near enough to look at. */
async function drawn({ width, height, face, artists }: TracedFigure): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')!
  context.fillStyle = face === 'none' ? 'white' : face
  context.fillRect(0, 0, width, height)
  for (const { kind, data, path, style } of artists) {
    if (kind === 'text' && path.box) {
      context.font = `${Math.max(10, path.box[3] - path.box[1] + 4)}px sans-serif`
      context.fillStyle = style.colour
      context.fillText(data.text ?? '', path.box[0], path.box[3])
    }
    for (const shape of path.shapes) {
      for (const [dx = 0, dy = 0] of shape.at ?? [[0, 0]]) {
        const outline = new Path2D()
        for (const line of shape.lines) {
          for (const [i, [x = 0, y = 0]] of line.entries()) {
            if (i === 0) outline.moveTo(x + dx, y + dy)
            else outline.lineTo(x + dx, y + dy)
          }
          if (shape.closed) outline.closePath()
        }
        if (shape.fill) {
          context.fillStyle = shape.fill
          context.fill(outline)
        }
        if (shape.stroke) {
          context.strokeStyle = shape.stroke.colour
          context.lineWidth = shape.stroke.width
          context.setLineDash([...(shape.stroke.dash ?? [])])
          context.stroke(outline)
        }
      }
    }
  }
  return canvas.convertToBlob({ type: 'image/png' })
}
