import type { ArtistData, ArtistStyle, Point, Trace, TracedArtist, TracedAxes } from '../../../src/trace.ts'

/** Traces from compact descriptions: a figure of 640 × 480 with axes over (80, 58)–(576, 427), pixels from the limits. */

const HEX: Readonly<Record<string, string>> = {
  red: '#ff0000ff',
  green: '#008000ff',
  blue: '#0000ffff',
  orange: '#ffa500ff',
  purple: '#800080ff',
  black: '#000000ff',
  grey: '#808080ff',
  yellow: '#ffff00ff',
  C0: '#1f77b4ff',
  C1: '#ff7f0eff',
  C2: '#2ca02cff',
  C3: '#d62728ff',
}

interface Frame {
  x?: [number, number]
  y?: [number, number]
  title?: string
  xlabel?: string
  ylabel?: string
  xticks?: (readonly [number, string])[]
  yticks?: (readonly [number, string])[]
  decorated?: boolean
  equal?: boolean
  projection?: TracedAxes['projection']
  box?: [number, number, number, number]
}

export interface Draft {
  kind: TracedArtist['kind']
  type: string
  data: ArtistData
  style: Partial<ArtistStyle>
  label?: string
  group?: string
  z?: number
  role?: TracedArtist['role']
}

interface Look {
  colour?: string
  label?: string
  dash?: string
  marker?: boolean
  group?: string
  fill?: boolean
}

const hex = (colour = 'C0') => HEX[colour] ?? colour

export const line = (points: Point[], look: Look = {}): Draft => ({
  kind: 'line',
  type: 'Line2D',
  data: { system: 'data', points, closed: false },
  label: look.label ?? '',
  style: {
    colour: hex(look.colour),
    dash: look.dash ?? '-',
    ...(look.marker ? { marker: { shape: 'o', size: 6, face: hex(look.colour), edge: hex(look.colour) } } : {}),
  },
})

export const dots = (points: Point[], look: Look = {}): Draft => line(points, { ...look, dash: 'none', marker: true })

export const scatter = (points: Point[], look: Look = {}): Draft => ({
  kind: 'collection',
  type: 'PathCollection',
  data: { system: 'data', points },
  label: look.label ?? '',
  style: { fill: hex(look.colour), colour: hex(look.colour) },
})

export const rect = (x: number, y: number, w: number, h: number, look: Look = {}): Draft => ({
  kind: 'polygon',
  type: 'Rectangle',
  label: look.label ?? '',
  ...(look.group ? { group: look.group } : {}),
  data: {
    system: 'data',
    shape: 'rectangle',
    points: [
      [x, y],
      [x + w, y],
      [x + w, y + h],
      [x, y + h],
    ],
    closed: true,
  },
  style: look.fill === false ? { colour: hex(look.colour) } : { fill: hex(look.colour), colour: hex(look.colour) },
})

/** One group of `bar`. */
export const bars = (
  heights: number[],
  look: Look & { offset?: number; width?: number; bottoms?: number[] } = {},
): Draft[] =>
  heights.map((height, i) =>
    rect(i + (look.offset ?? 0) - (look.width ?? 0.8) / 2, look.bottoms?.[i] ?? 0, look.width ?? 0.8, height, {
      group: 'bar',
      ...look,
    }),
  )

export const poly = (points: Point[], look: Look = {}): Draft => ({
  kind: 'polygon',
  type: 'Polygon',
  data: { system: 'data', shape: 'polygon', points: [...points, points[0] as Point], closed: true },
  style: look.fill === false ? { colour: hex(look.colour) } : { fill: hex(look.colour), colour: hex(look.colour) },
})

export const circle = (centre: Point, radius: number, look: Look = {}): Draft => ({
  kind: 'polygon',
  type: 'Circle',
  data: { system: 'data', shape: 'circle', centre, radius },
  style: look.fill ? { fill: hex(look.colour), colour: hex(look.colour) } : { colour: hex(look.colour) },
})

/** Wedges of `pie` from the x axis on. */
export const pie = (values: number[], names: string[], colours = ['C0', 'C1', 'C2', 'C3']): Draft[] => {
  const sum = values.reduce((a, b) => a + b, 0)
  let angle = 0
  return values.map((value, i) => {
    const from = angle
    angle += (value / sum) * 360
    return {
      kind: 'polygon',
      type: 'Wedge',
      group: 'pie',
      label: names[i] ?? '',
      data: { system: 'data', shape: 'wedge', centre: [0, 0], radius: 1, angles: [from, angle] },
      style: { fill: hex(colours[i % colours.length]), colour: '#ffffffff' },
    }
  })
}

export const text = (x: number, y: number, words: string): Draft => ({
  kind: 'text',
  type: 'Text',
  data: { system: 'data', points: [[x, y]], text: words },
  style: { colour: '#000000ff' },
})

export const image = (rows: number, columns: number, range: [number, number] | null): Draft => ({
  kind: 'image',
  type: 'AxesImage',
  data: { system: 'data', image: { rows, columns, range } },
  style: {},
})

export const ticks = (names: string[]): (readonly [number, string])[] => names.map((name, i) => [i, name] as const)

export const sample = (f: (x: number) => number, from: number, to: number, n = 201): Point[] =>
  Array.from({ length: n }, (_, i) => {
    const x = from + ((to - from) * i) / (n - 1)
    return [x, f(x)]
  })

const axesOf = (frame: Frame, i: number): TracedAxes => ({
  id: `axes${i}`,
  box: frame.box ?? [80, 58, 576, 427],
  projection: frame.projection ?? 'rectilinear',
  visible: true,
  decorated: frame.decorated ?? true,
  aspect: frame.equal ? 1 : 'auto',
  title: frame.title ?? '',
  x: axisOf(frame.x ?? [0, 10], frame.xlabel ?? '', frame.xticks),
  y: axisOf(frame.y ?? [0, 10], frame.ylabel ?? '', frame.yticks),
})

const axisOf = (limits: [number, number], label: string, named: Frame['xticks']): TracedAxes['x'] => ({
  label,
  limits,
  scale: 'linear',
  grid: false,
  ticks: (
    named ?? [limits[0], (limits[0] + limits[1]) / 2, limits[1]].map((value) => [value, String(value)] as const)
  ).map(([value, words]) => ({ value, text: words, px: [0, 0] })),
})

/** One figure; several frames give several axes, each with its own list of artists. */
export function traceOf(...panels: [Frame, (Draft | Draft[])[]][]): Trace {
  const axes = panels.map(([frame], i) => axesOf(frame, i))
  const artists = panels.flatMap(([, list], i) => list.flat().map((draft) => ({ draft, axes: axes[i] as TracedAxes })))
  return {
    version: 1,
    figures: [
      {
        index: 0,
        width: 640,
        height: 480,
        dpi: 100,
        face: '#ffffffff',
        axes,
        artists: artists.map(({ draft, axes: own }, i) => artistOf(draft, own, i)),
      },
    ],
  }
}

function artistOf(draft: Draft, axes: TracedAxes, i: number): TracedArtist {
  const [x0, y0, x1, y1] = axes.box
  const px = ([x = 0, y = 0]: Point): Point => [
    x0 + ((x - axes.x.limits[0]) / (axes.x.limits[1] - axes.x.limits[0])) * (x1 - x0),
    y1 - ((y - axes.y.limits[0]) / (axes.y.limits[1] - axes.y.limits[0])) * (y1 - y0),
  ]
  const { centre, radius = 0, points } = draft.data
  const outline = (
    points ??
    (centre
      ? [
          [(centre[0] ?? 0) - radius, (centre[1] ?? 0) - radius],
          [(centre[0] ?? 0) + radius, (centre[1] ?? 0) + radius],
        ]
      : [])
  ).map(px)
  const xs = outline.map((p) => p[0] ?? 0)
  const ys = outline.map((p) => p[1] ?? 0)
  const pad = draft.kind === 'text' ? 5 : 0
  return {
    id: `artist${i}`,
    kind: draft.kind,
    type: draft.type,
    axes: axes.id,
    line: i + 1,
    call: null,
    ...(draft.group
      ? { group: { id: draft.label ? `${draft.group}-${draft.label}` : draft.group, kind: draft.group, index: i } }
      : {}),
    role: draft.role ?? 'data',
    label: draft.label ?? '',
    z: draft.z ?? 1,
    visible: true,
    clipped: 'no',
    style: { colour: 'none', fill: 'none', width: 1.5, dash: '-', alpha: null, ...draft.style },
    data: draft.data,
    path: {
      box:
        outline.length > 0
          ? [Math.min(...xs) - pad, Math.min(...ys) - pad, Math.max(...xs) + pad, Math.max(...ys) + pad]
          : null,
      shapes: [
        {
          lines: [outline],
          closed: true,
          ...(draft.style.fill && draft.style.fill !== 'none' ? { fill: draft.style.fill } : {}),
        },
      ],
    },
  }
}
