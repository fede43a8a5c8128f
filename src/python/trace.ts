/** Host side: a trace as the sandbox sent it, checked completely. */
import { type Schema, Validator } from '@cfworker/json-schema'
import type { Trace } from '../trace.ts'
import schema from './trace.schema.json' with { type: 'json' }

const validator = new Validator(schema as unknown as Schema, '2020-12')

/** Numbers, texts, lists and objects of one trace: more take long to parse. */
const MOST_NODES = 2_000_000
/** Of them those that are no coordinates: the schema's check of more takes long. */
const MOST_PARTS = 500_000
/** The deepest place of an honest one: a coordinate of a line of a shape. */
const DEEPEST = 14
/** Points of one list, as in the schema. */
const MOST_POINTS = 20_001
const MOST_DATA_POINTS = 2000

/** The trace in a JSON text; null when it is not one that an honest tracer writes. */
export function readTrace(text: string): Trace | null {
  try {
    return isShort(text) ? parseTrace(JSON.parse(text)) : null
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
  const outline = new Outline()
  if (!outline.take(data) || !validator.validate(outline.data).valid) return null
  const trace = data as Trace
  // Facts and links name artists by id, so ids are unique and lead somewhere.
  for (const figure of trace.figures) {
    const axes = new Set(figure.axes.map(({ id }) => id))
    const ids = new Set(figure.artists.map(({ id }) => id))
    if (axes.size !== figure.axes.length || ids.size !== figure.artists.length) return null
    for (const artist of figure.artists) {
      if (artist.axes !== null && !axes.has(artist.axes)) return null
      const { points = [], vectors = [] } = artist.data
      if (points.length > MOST_DATA_POINTS || vectors.length > MOST_DATA_POINTS) return null
    }
  }
  return trace
}

/** Whether a JSON text is neither deep nor of many parts, told before anything is made of it. */
function isShort(text: string): boolean {
  let nodes = 1
  let names = 0
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22: // "
        do {
          at = text.indexOf('"', at + 1)
          if (at < 0) return false
        } while (isEscaped(text, at))
        break
      case 0x5b: // [
      case 0x7b: // {
        if (++depth > DEEPEST) return false
        nodes++
        break
      case 0x5d: // ]
      case 0x7d: // }
        depth--
        break
      case 0x3a: // :
        names++
        break
      case 0x2c: // ,
        nodes++
    }
    if (nodes > MOST_NODES || names > MOST_PARTS) return false
  }
  return true
}

/** Whether an odd number of backslashes stands before a place. */
function isEscaped(text: string, at: number): boolean {
  let slashes = 0
  while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes++
  return slashes % 2 === 1
}

/**
 * A copy that the schema's check soon gets through: of each list of points, which are checked here, the first two.
 * Most of a trace is points.
 */
class Outline {
  data: unknown
  #parts = 0

  /** False when the value holds too much, or a number that is not finite: JSON's `1e999` is an infinity. */
  take(data: unknown): boolean {
    try {
      this.data = this.#copy(data, 0)
      return true
    } catch (error) {
      if (error instanceof RangeError) return false
      throw error
    }
  }

  #copy(value: unknown, depth: number): unknown {
    if (++this.#parts > MOST_PARTS || depth > DEEPEST) throw new RangeError('too large')
    if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('not finite')
    if (typeof value !== 'object' || value === null) return value
    if (!Array.isArray(value))
      return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, this.#copy(part, depth + 1)]))
    if (value.length > 2 && value.length <= MOST_POINTS && value.every(isPoint)) return value.slice(0, 2)
    return value.map((part) => this.#copy(part, depth + 1))
  }
}

/** As the schema says of one. */
function isPoint(value: unknown): boolean {
  return Array.isArray(value) && (value.length === 2 || value.length === 3) && value.every(Number.isFinite)
}
