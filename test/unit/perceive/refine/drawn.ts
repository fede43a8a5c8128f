import type { Score } from '../../../../src/fidelity/types.ts'
import type { ReadText } from '../../../../src/observation.ts'
import type { Drawing, Lab, Proposer, Target } from '../../../../src/perceive/refine/proposal.ts'
import { applyEdits } from '../../../../src/python/edits.ts'
import type { Literal } from '../../../../src/python/protocol.ts'
import type { Raster } from '../../../../src/raster/raster.ts'
import type { Box, Point, TracedArtist, TracedAxes, TracedFigure } from '../../../../src/trace.ts'

/** A data line of one axes, but for what is given. */
export function artist(part: Partial<TracedArtist>): TracedArtist {
  return {
    id: 'x0',
    kind: 'line',
    type: 'Line2D',
    axes: 'a0',
    line: 1,
    call: null,
    role: 'data',
    label: '',
    z: 2,
    visible: true,
    clipped: 'no',
    style: { colour: '#1f77b4ff', fill: 'none', width: 1.5, dash: '-', alpha: null },
    data: { system: 'data' },
    path: { box: null, shapes: [] },
    ...part,
  }
}

const side = { label: '', limits: [0, 10], scale: 'linear', grid: false, ticks: [] } as const

/** Axes from 20 to 180 and 10 to 110 pixels, both from 0 to 10. */
export function axes(id: string, part: Partial<TracedAxes> = {}): TracedAxes {
  return {
    id,
    box: [20, 10, 180, 110],
    projection: 'rectilinear',
    visible: true,
    decorated: true,
    aspect: 'auto',
    title: '',
    x: side,
    y: side,
    ...part,
  }
}

/** 200 by 120 pixels at 100 dpi, white. */
export function figure(part: {
  artists: readonly TracedArtist[]
  axes?: readonly (string | TracedAxes)[]
}): TracedFigure {
  const all = (part.axes ?? ['a0']).map((one) => (typeof one === 'string' ? axes(one) : one))
  return { index: 0, width: 200, height: 120, dpi: 100, face: '#ffffffff', axes: all, artists: part.artists }
}

/** A drawing that lies exactly over its source. */
export function drawing(code: string, trace: TracedFigure, raster: Raster, part: Partial<Score> = {}): Drawing {
  const score: Score = {
    total: 0.8,
    reason: null,
    components: {},
    missing: [],
    registration: { scale: 1, dx: 0, dy: 0, residual: 0, aspect: 0, background: 0 },
    elements: trace.artists.map(({ id }) => ({ id, verdict: 'supported' })),
    overlay: { missing: [], unsupported: [] },
    ...part,
  }
  return { code, trace, raster, score, outcome: {} as Drawing['outcome'] }
}

/** A literal at its first place in a program. */
export function literal(code: string, text: string, part: Partial<Literal>): Literal {
  const at = code.indexOf(text)
  const before = code.slice(0, at).split('\n')
  return {
    line: before.length,
    column: before.at(-1)!.length,
    text,
    value: text.replaceAll(/^["']|["']$/g, ''),
    role: 'value',
    call: null,
    callLine: null,
    argument: null,
    name: null,
    path: [],
    ...part,
  }
}

/** A lab that knows these literals, and what each program draws. */
export function lab(literals: readonly Literal[], trace: (code: string) => TracedFigure | null): Lab {
  return { literals: async () => literals, trace: async (codes) => codes.map(trace) }
}

/** What a proposer offers when nothing of it is kept: the programs, with their kinds. */
export async function offered(
  proposer: Proposer,
  of: Drawing,
  picture: Raster,
  from: Lab,
  texts: readonly ReadText[] = [],
) {
  const { width, height } = picture
  const target: Target = { picture, observation: { version: 1, width, height, texts, axes: [], marks: [] } }
  const found: { kind: string; detail: string | undefined; code: string | null }[] = []
  const proposals = proposer(of, target, from)
  for (let next = await proposals.next(null); !next.done; next = await proposals.next(null)) {
    const { kind, edits } = next.value
    found.push({ kind, detail: edits[0]!.detail, code: applyEdits(of.code, edits) })
  }
  return found
}

/** A line as it is traced, in pixels. */
export function stroke(
  id: string,
  from: Point,
  to: Point,
  colour: string,
  part: Partial<TracedArtist> = {},
): TracedArtist {
  const lines = [[from, to]]
  const box = [
    Math.min(from[0]!, to[0]!) - 1,
    Math.min(from[1]!, to[1]!) - 1,
    Math.max(from[0]!, to[0]!) + 1,
    Math.max(from[1]!, to[1]!) + 1,
  ] as const
  const shape = { lines, closed: false, stroke: { colour, width: 2, cap: 'butt', join: 'round' } } as const
  return artist({ id, path: { box, shapes: [shape] }, ...part })
}

/** A bar as it is traced, in pixels. */
export function bar(id: string, [x0, y0, x1, y1]: Box, fill: string, part: Partial<TracedArtist> = {}): TracedArtist {
  const lines = [
    [
      [x0, y0],
      [x1, y0],
      [x1, y1],
      [x0, y1],
      [x0, y0],
    ],
  ]
  const path = { box: [x0, y0, x1, y1] as const, shapes: [{ lines, closed: true, fill }] }
  const group = { id: 'g', kind: 'bar', index: 0 }
  return artist({
    id,
    kind: 'polygon',
    type: 'Rectangle',
    path,
    group,
    data: { system: 'data', shape: 'rectangle' },
    ...part,
  })
}
