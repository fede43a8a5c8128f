import type { Step } from '../perceive/protocol.ts'

/** Columns of a line of the program after a step that are new: from, to; none where something was only taken out. */
export type Span = readonly [number, number]

/** What a step changed, by the lines (1-based) of the program after it. Edits that do not fit the program count for nothing. */
export function changedPlaces(before: string, { edits, code }: Step): ReadonlyMap<number, readonly Span[]> {
  const places = new Map<number, Span[]>()
  const starts = lineStarts(before)
  let shift = 0
  for (const { line, column, from, to } of edits) {
    const at = (starts[line - 1] ?? Number.NaN) + column
    if (before.slice(at, at + from.length) !== from) return new Map()
    const start = at + shift
    shift += to.length - from.length
    if (code.slice(start, start + to.length) !== to) return new Map()
    mark(places, code, start, to)
  }
  return places
}

function mark(places: Map<number, Span[]>, code: string, start: number, text: string): void {
  const above = code.slice(0, start).split('\n')
  let line = above.length
  let column = above.at(-1)!.length
  for (const part of text.split('\n')) {
    if (part !== '' || text === '') {
      const spans = places.get(line) ?? []
      if (part !== '') spans.push([column, column + part.length])
      places.set(line, spans)
    }
    line++
    column = 0
  }
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}
