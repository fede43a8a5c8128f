/** Looks at what is filled, how strokes are parted and how wide they are, and at markers. */
import type { PlacedEdit } from '../../python/edits.ts'
import { pythonNumber, pythonString } from '../../python/literal.ts'
import type { Literal } from '../../python/protocol.ts'
import type { DrawnShape, Point, TracedArtist } from '../../trace.ts'
import { axesMap } from './axes-map.ts'
import { differenceOf, nameOf } from './colour-names.ts'
import { influenceOf } from './influence.ts'
import { type Look, type Scene, styled } from './looks.ts'
import { hasMarkers, shapesOf } from './marker-shape.ts'
import type { Argument, Call, Program } from './program.ts'
import type { Proposal } from './proposal.ts'
import { DASHES, type Dash, dashOf, widthRatio } from './stroke-profile.ts'

const FORMAT = /^(["'])(C\d|[bgrcmykw])?([.,ov^<>1234sp*hH+xXDd|_8P])?(--|-\.|-|:)?(C\d|[bgrcmykw])?\1$/
const WORDS: Readonly<Record<string, Dash>> = { solid: '-', dashed: '--', dotted: ':', dashdot: '-.' }
/** Ratio of widths that is no uncertainty. */
const WIDER = 1.3
const NARROWER = 0.75
const PATCHES = ['Circle', 'Rectangle', 'Polygon', 'Ellipse', 'Wedge', 'RegularPolygon', 'fill', 'bar', 'barh']
const DEFAULT_MARKER = 6

/** Solid, dashed, dotted. */
export const dashes: Look = async (scene) => {
  const { drawing, sight, program } = scene
  const seen = new Map<number, readonly Dash[]>()
  drawing.trace.artists.forEach((artist, i) => {
    const stroke = strokeOf(artist)
    if (!stroke?.stroke || artist.style.dash === 'custom') return
    const found = dashOf(sight, stroke, stroke.stroke.width)
    if (found && found[0] !== artist.style.dash) seen.set(i, found)
  })
  if (seen.size === 0) return []
  const literals = (await scene.literals()).filter(isDash)
  const said = await influenceOf(drawing, literals, otherDash, (shape) => JSON.stringify(shape.stroke?.dash), scene.lab)
  const offers: Proposal[] = []
  const settled = new Set<number>()
  for (const [literal, parts] of said) {
    const artists = [...new Set(parts.map(({ artist }) => artist))].filter(
      (i) => drawing.trace.artists[i]!.role === 'data',
    )
    for (const i of artists) settled.add(i)
    const wanted = seen.get(artists[0] ?? -1)
    if (!wanted || artists.some((i) => seen.get(i)?.[0] !== wanted[0])) continue
    for (const dash of wanted) {
      const { line, column, text } = literal
      const to =
        FORMAT.test(text) && !DASHES.some((one) => one === literal.value)
          ? withPart(text, 'dash', dash)
          : pythonString(dash, text.includes('"') ? '"' : "'")
      offers.push(...styled([{ line, column, from: text, to }], dash))
    }
  }
  for (const [artists, call] of byCall(scene)) {
    const wanted = seen.get(artists[0]!)
    if (!wanted || artists.some((i) => settled.has(i) || seen.get(i)?.[0] !== wanted[0])) continue
    for (const dash of wanted) offers.push(...styled(given(program, call, ['linestyle', 'ls'], dash, 'dash'), dash))
  }
  return offers
}

/** Widths of strokes, in points. */
export const widths: Look = async (scene) => {
  const { drawing, sight, program } = scene
  const offers: Proposal[] = []
  // Smoothed strokes are wider than they were drawn.
  if (sight.isSoft) return []
  for (const [artists, call] of byCall(scene)) {
    const ratios = artists.map((i) => {
      const artist = drawing.trace.artists[i]!
      const stroke = strokeOf(artist)
      return stroke?.stroke && scene.isSupported(artist.id) ? widthRatio(sight, stroke, stroke.stroke.width) : null
    })
    const first = ratios[0]
    if (!first || (first < WIDER && first > NARROWER) || ratios.some((one) => !one || Math.abs(one / first - 1) > 0.2))
      continue
    const points = drawing.trace.artists[artists[0]!]!.style.width * first
    const value = pythonNumber(points < 1 ? points : Math.round(points * 2) / 2, 1)
    const argument = call.arguments.find(({ keyword }) => keyword === 'linewidth' || keyword === 'lw')
    if (argument && !/^[\d.]+$/.test(program.text(argument.value))) continue
    offers.push(
      ...styled(
        [argument ? program.replace(argument.value, value) : program.addKeyword(call, 'linewidth', value)],
        value,
      ),
    )
  }
  return offers
}

/** Markers on lines that have none, and of another shape. */
export const markers: Look = async (scene) => {
  const { drawing, sight, program } = scene
  const offers: Proposal[] = []
  for (const [artists, call] of byCall(scene, (artist) => artist.kind === 'line' || artist.type === 'PathCollection')) {
    const artist = drawing.trace.artists[artists[0]!]!
    const points = artists.flatMap((i) => pixelsOf(scene, drawing.trace.artists[i]!))
    if (points.length === 0) continue
    const { marker } = artist.style
    // A rim of one point is drawn half outside.
    const pixels = (size: number) => ((size + 1) * drawing.trace.dpi) / 72 / 2
    if (artist.kind === 'line' && !marker) {
      if (!hasMarkers(sight, points, pixels(DEFAULT_MARKER))) continue
      for (const shape of shapesOf(sight, 'source', points, pixels(DEFAULT_MARKER)).slice(0, 2))
        offers.push(...styled(given(program, call, ['marker'], shape, 'marker'), shape))
      continue
    }
    const half = marker ? pixels(marker.size) : scatterHalf(artist)
    if (half < 2) continue
    const [there, here] = [shapesOf(sight, 'source', points, half), shapesOf(sight, 'render', points, half)]
    if (there.length === 0 || there[0] === here[0]) continue
    for (const shape of there.slice(0, 2).filter((one) => one !== here[0]))
      offers.push(...styled(given(program, call, ['marker'], shape, 'marker'), shape))
  }
  return offers
}

/** Filled, or an outline alone. */
export const fillings: Look = async (scene) => {
  const { drawing, sight, program } = scene
  const offers: Proposal[] = []
  for (const [artists, call] of byCall(scene, ({ kind }) => kind === 'polygon')) {
    const shape = drawing.trace.artists[artists[0]!]!.path.shapes[0]
    if (
      !shape ||
      !PATCHES.some((name) => call.name.endsWith(name)) ||
      !scene.isSupported(drawing.trace.artists[artists[0]!]!.id)
    )
      continue
    const drawn = shape.fill
    const seen = sight.seen(
      drawn ? shape : { ...shape, fill: `#${sight.drawnPaper.map((v) => v.toString(16).padStart(2, '0')).join('')}` },
      'fill',
    )
    if (!seen) continue
    const isPaper = differenceOf(seen.source, sight.paper) < 2
    const fill = call.arguments.find(({ keyword }) => keyword === 'fill')
    if (drawn && isPaper && differenceOf(seen.render, sight.drawnPaper) > 4) {
      offers.push(
        ...styled([fill ? program.replace(fill.value, 'False') : program.addKeyword(call, 'fill', 'False')], 'outline'),
      )
    } else if (!drawn && !isPaper && differenceOf(seen.source, sight.paper) > 4) {
      const name = pythonString(nameOf(seen.source, 'tab', 3), program.quote)
      const face = call.arguments.find(({ keyword }) => keyword === 'facecolor' || keyword === 'fc')
      if (fill) {
        offers.push(...styled([program.replace(fill.value, 'True')], 'filled'))
        offers.push(...styled([program.replace(fill, face ? 'fill=True' : `facecolor=${name}`)], 'filled'))
      } else if (face) offers.push(...styled([program.replace(face.value, name)], 'filled'))
    }
  }
  return offers
}

/** Artists of one call, with it, where it is the only one of its name on its line. */
function byCall(
  scene: Scene,
  wanted: (artist: TracedArtist) => boolean = (one) => strokeOf(one) !== null,
): [readonly number[], Call][] {
  const groups = new Map<string, number[]>()
  scene.drawing.trace.artists.forEach((artist, i) => {
    if (artist.role !== 'data' || artist.line === null || artist.call === null || !wanted(artist)) return
    const key = `${artist.line} ${artist.call}`
    groups.set(key, [...(groups.get(key) ?? []), i])
  })
  return [...groups.values()].flatMap((artists): [readonly number[], Call][] => {
    const call = scene.program.callOf(scene.drawing.trace.artists[artists[0]!]!)
    return call ? [[artists, call]] : []
  })
}

/** The stroke of a line or of an outline that is not filled. */
function strokeOf(artist: TracedArtist): DrawnShape | null {
  if (artist.role !== 'data' || !artist.visible || (artist.kind !== 'line' && artist.kind !== 'polygon')) return null
  return artist.path.shapes.find((shape) => shape.stroke && !shape.fill && !shape.at && shape.lines.length > 0) ?? null
}

function pixelsOf({ drawing }: Scene, { axes, data }: TracedArtist): readonly Point[] {
  const map = axesMap(drawing.trace.axes.find(({ id }) => id === axes)!)
  return map && data.system === 'data' && data.points ? data.points.map(map.toPixels) : []
}

/** Half the size of a scatter's markers in pixels, from what was drawn. */
function scatterHalf({ path }: TracedArtist): number {
  const xs = path.shapes[0]?.lines.flat().map(([x]) => x!) ?? []
  return xs.length === 0 ? 0 : (Math.max(...xs) - Math.min(...xs) + (path.shapes[0]?.stroke?.width ?? 0)) / 2
}

function isDash({ role, value, text }: Literal): boolean {
  if (typeof value !== 'string') return false
  return role === 'format' ? FORMAT.test(text) : value in WORDS || DASHES.some((dash) => dash === value)
}

function otherDash({ role, text, value }: Literal): string {
  const current = role === 'format' ? FORMAT.exec(text)![4] : (WORDS[value] ?? value)
  const other = current === ':' ? '--' : ':'
  return role === 'format' ? withPart(text, 'dash', other) : pythonString(other)
}

/** Edits by which a call gets a dash or marker: in its keyword, its format, or as one more keyword; none where a name says it. */
function given(
  program: Program,
  call: Call,
  keywords: readonly string[],
  value: string,
  part: 'dash' | 'marker',
): PlacedEdit[] {
  const argument = call.arguments.find(({ keyword }) => keyword !== null && keywords.includes(keyword))
  const literal = pythonString(value, program.quote)
  if (argument) return /^["']/.test(program.text(argument.value)) ? [program.replace(argument.value, literal)] : []
  const format = call.arguments.find((one) => isFormat(program, call, one))
  if (format) return [program.replace(format.value, withPart(program.text(format.value), part, value))]
  return [program.addKeyword(call, keywords[0]!, literal)]
}

function isFormat(program: Program, call: Call, { keyword, value }: Argument): boolean {
  return (
    keyword === null &&
    FORMAT.test(program.text(value)) &&
    /\.(?:plot|errorbar|loglog|semilog[xy]|step)$/.test(call.name)
  )
}

/** A format with another dash or marker, quotes kept. */
function withPart(text: string, part: 'dash' | 'marker', value: string): string {
  const [, quote = "'", before = '', marker = '', dash = '', after = ''] = FORMAT.exec(text)!
  // A marker alone means no line; a line that gets one must say that it is there.
  const line = part === 'dash' ? value : dash || (marker === '' ? '-' : '')
  return `${quote}${before}${part === 'marker' ? value : marker}${line}${after}${quote}`
}
