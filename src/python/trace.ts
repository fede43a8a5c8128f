/** Host side: a trace as the sandbox sent it, checked completely. */
import { type Schema, Validator } from '@cfworker/json-schema'
import type { Trace } from '../trace.ts'
import schema from './trace.schema.json' with { type: 'json' }

const validator = new Validator(schema as unknown as Schema, '2020-12')

/** Numbers, texts, lists and objects of one trace: more take long to check. */
const MOST_NODES = 2_000_000
/** The deepest place of an honest one: a coordinate of a line of a shape. */
const DEEPEST = 14

/** The trace in a JSON text; null when it is not one that an honest tracer writes. */
export function readTrace(text: string): Trace | null {
  try {
    return parseTrace(JSON.parse(text))
  } catch {
    return null
  }
}

/** The trace of all figures that a run has sent; of the first of them where it was cut off (`partial`). */
export function readTraceOf(text: string | null, figures: number, partial = false): Trace | null {
  const trace = text === null ? null : readTrace(text)
  const count = trace?.figures.length ?? 0
  return count === figures || (partial && count > 0 && count < figures) ? trace : null
}

/** A trace from parsed JSON; null when anything in it is not as src/trace.ts says. */
export function parseTrace(data: unknown): Trace | null {
  if (!isSmall(data) || !validator.validate(data).valid) return null
  const trace = data as Trace
  // Facts and links name artists by id, so ids are unique and lead somewhere.
  for (const figure of trace.figures) {
    const axes = new Set(figure.axes.map(({ id }) => id))
    const ids = new Set(figure.artists.map(({ id }) => id))
    if (axes.size !== figure.axes.length || ids.size !== figure.artists.length) return null
    if (figure.artists.some((artist) => artist.axes !== null && !axes.has(artist.axes))) return null
  }
  return trace
}

/** Whether a value is finite in number, size and depth; JSON's `1e999` is an infinity. */
function isSmall(data: unknown): boolean {
  let nodes = 0
  const visit = (value: unknown, depth: number): boolean => {
    if (++nodes > MOST_NODES || depth > DEEPEST) return false
    if (typeof value === 'number') return Number.isFinite(value)
    if (typeof value !== 'object' || value === null) return true
    for (const part of Array.isArray(value) ? value : Object.values(value)) if (!visit(part, depth + 1)) return false
    return true
  }
  return visit(data, 0)
}
