/** Proposes the colours that the source shows (refinement.md). */
import type { Rgb } from '../../fidelity/ink.ts'
import { pythonString } from '../../python/literal.ts'
import type { Literal } from '../../python/protocol.ts'
import type { TracedArtist } from '../../trace.ts'
import type { StepEdit } from '../protocol.ts'
import { differenceOf, isOtherHue, type Manner, mannerOf, nameOf, rgbNamed } from './colour-names.ts'
import { influenceOf, type Part, type Trait } from './influence.ts'
import { Program } from './program.ts'
import type { Drawing, Lab, Proposer, Target } from './proposal.ts'
import { alphaOf, inkOf, over, type Seen, Sight } from './sight.ts'

/** CIEDE2000 from which a colour is clearly another, of areas and of strokes and letters. */
const OTHER = { fill: 4, stroke: 7 } as const
/** How much more it must be in compressed and noisy pictures. */
const SOFTER = 2
/** Parts that say the same. */
const AGREED = 0.7
/** Literals and parts looked at; charts have few colours. */
const MOST_LITERALS = 40
const MOST_PARTS = 60
/** A colour that differs in no channel by more from the paper is none. */
const PAPER = 12
/** What a literal is tried with to see what it colours; a format takes letters alone. */
const TRIAL = '#13572a'
/** Calls that take a colour for each of what they draw. */
const LISTED: ReadonlySet<string> = new Set(['bar', 'barh'])
const LETTER = /[bgrcmykw]|C\d/

interface Wish {
  readonly edits: readonly StepEdit[]
  /** How much of the picture it mends: points times difference. */
  readonly worth: number
}

interface Measured {
  readonly artist: TracedArtist
  readonly colour: Rgb
  readonly difference: number
  /** Clearly another than what is drawn. */
  readonly isOther: boolean
  readonly weight: number
  readonly side: Part['side']
}

export const colours: Proposer = async function* (drawing, target, lab) {
  const wishes = await findWishes(drawing, target, lab)
  if (wishes.length > 1) {
    const edits = inOrder(wishes)
    if (edits && (yield { kind: 'colour', edits })) return
  }
  for (let rest = wishes; rest.length > 0; ) {
    const [first, ...others] = rest
    const kept = yield { kind: 'colour', edits: first!.edits }
    // Places have moved in what was kept: what is left is found anew.
    rest = kept ? (await findWishes(kept, target, lab)).filter(({ worth }) => worth <= first!.worth) : others
    if (kept && others.length === 0) return
  }
}

async function findWishes(drawing: Drawing, target: Target, lab: Lab): Promise<readonly Wish[]> {
  const program = Program.read(drawing.code)
  if (!program || !drawing.score.registration) return []
  const eye = new Eye(drawing, target)
  if (eye.isContent) return []
  const literals = (await lab.literals(drawing.code)).filter(isColour).slice(0, MOST_LITERALS)
  const coloured = await influenceOf(drawing, literals, trialOf, colourOf, lab)
  const wishes: Wish[] = []
  const named = new Set<string>()
  const manner = mannerOfAll(literals)
  for (const [literal, parts] of coloured) {
    for (const part of parts) named.add(`${part.artist} ${part.side}`)
    const seen = eye.agreed(parts)
    const edits = seen && changed(program, literal, seen)
    if (edits) wishes.push({ edits, worth: seen.difference * seen.weight })
    const list = seen ? null : listed(drawing, program, literal, parts, eye)
    if (list) wishes.push(list)
  }
  return [...wishes, ...unnamed(drawing, program, eye, named, manner)].sort((a, b) => b.worth - a.worth)
}

/** Colours that no literal gives: those of the cycle, and of what has a default. */
function unnamed(drawing: Drawing, program: Program, eye: Eye, named: ReadonlySet<string>, manner: Manner): Wish[] {
  const byCall = new Map<string, number[]>()
  drawing.trace.artists.forEach(({ line, call, role }, i) => {
    if (line === null || call === null || role !== 'data') return
    const key = `${line} ${call}`
    byCall.set(key, [...(byCall.get(key) ?? []), i])
  })
  const wishes: Wish[] = []
  for (const indices of byCall.values()) {
    const first = drawing.trace.artists[indices[0]!]!
    const call = program.callOf(first)
    if (!call) continue
    const sides = keywordsOf(first)
    for (const [side, keyword] of Object.entries(sides) as [Part['side'], string][]) {
      if (indices.some((i) => named.has(`${i} ${side}`))) continue
      const parts = indices.flatMap((artist) =>
        drawing.trace.artists[artist]!.path.shapes.map((_, shape) => ({ artist, shape, side })),
      )
      const add = (value: string, detail: string): StepEdit[] => {
        const given = call.arguments.find(
          (one) => one.keyword === keyword || synonyms(keyword).includes(one.keyword ?? ''),
        )
        // A value that is no literal, a map of colours: the program has its own way.
        return given ? [] : [{ ...program.addKeyword(call, keyword, value), reason: 'seen-colour', detail }]
      }
      if (first.group?.kind === 'pie' && side === 'fill') {
        const wish = wholePie(eye, indices, manner, program, (value, detail) => add(value, detail))
        if (wish) wishes.push(wish)
        continue
      }
      const seen = eye.agreed(parts)
      if (!seen) continue
      const name = nameOf(seen.colour, manner, OTHER[side])
      const edits = add(pythonString(name, program.quote), name)
      if (edits.length > 0) wishes.push({ edits, worth: seen.difference * seen.weight })
    }
  }
  return wishes
}

/** One colour for what the source shows in several: a list of them, one a bar or marker. */
function listed(
  { trace }: Drawing,
  program: Program,
  { line, column, text, value, role, argument }: Literal,
  parts: readonly Part[],
  eye: Eye,
): Wish | null {
  const first = trace.artists[parts[0]!.artist]!
  if (role !== 'colour' || typeof argument !== 'string' || !LISTED.has(first.group?.kind ?? '')) return null
  const bars = parts.filter((one) => one.side === 'fill' && trace.artists[one.artist]!.role === 'data')
  if (bars.some((one) => trace.artists[one.artist]!.group?.id !== first.group?.id)) return null
  const seen = bars.map((part) => eye.measure(part))
  if (seen.length < 2 || seen.some((one) => !one) || !seen.some((one) => one!.isOther)) return null
  const names = seen.map((one) => nameOf(one!.colour, mannerOf(String(value)), OTHER.fill))
  const to = `[${names.map((name) => pythonString(name, program.quote)).join(', ')}]`
  const worth = seen.reduce((sum, one) => sum + one!.difference * one!.weight, 0)
  return { edits: [{ line, column, from: text, to, reason: 'seen-colour', detail: names.join(', ') }], worth }
}

/** All wedges have colours of the cycle, or all have their own. */
function wholePie(
  eye: Eye,
  indices: readonly number[],
  manner: Manner,
  program: Program,
  add: (value: string, detail: string) => readonly StepEdit[],
): Wish | null {
  const wedges = indices.filter((i) => eye.isWedge(i))
  const seen = wedges.map((artist) => eye.measure({ artist, shape: 0, side: 'fill' }))
  const worth = seen.reduce((sum, one) => sum + (one ? one.difference * one.weight : 0), 0)
  if (seen.some((one) => !one) || !seen.some((one) => one!.isOther)) return null
  const names = seen.map((one) => nameOf(one!.colour, manner, OTHER.fill))
  const edits = add(`[${names.map((name) => pythonString(name, program.quote)).join(', ')}]`, names.join(', '))
  return edits.length > 0 ? { edits, worth } : null
}

/** What the source shows of the parts of a drawing. */
class Eye {
  readonly #drawing: Drawing
  readonly #sight: Sight
  readonly #supported: ReadonlySet<string>

  constructor(drawing: Drawing, target: Target) {
    this.#drawing = drawing
    this.#sight = new Sight(drawing, target)
    this.#supported = new Set(
      (drawing.score.elements ?? []).filter(({ verdict }) => verdict === 'supported').map(({ id }) => id),
    )
  }

  /** Whether the pictures agree in colour already. */
  get isContent(): boolean {
    return (this.#drawing.score.components.colour?.value ?? 0) > 0.9995
  }

  isWedge(index: number): boolean {
    return this.#drawing.trace.artists[index]!.type === 'Wedge'
  }

  /** One colour for several parts; null where they show several, or that which they have. */
  agreed(parts: readonly Part[]): Measured | null {
    const all = parts
      .slice(0, MOST_PARTS)
      .map((part) => this.measure(part))
      .filter((one) => one !== null)
    const weigh = (some: readonly Measured[]) => some.reduce((sum, { weight }) => sum + weight, 0)
    const best = all.reduce<Measured | null>((a, b) => (a && a.weight >= b.weight ? a : b), null)
    if (!best?.isOther) return null
    const alike = all.filter(({ colour }) => differenceOf(colour, best.colour) <= OTHER.stroke)
    return weigh(alike) >= AGREED * weigh(all) ? { ...best, weight: weigh(alike) } : null
  }

  /** The colour of a part as the source shows it, without the paper that shines through; null where it is not sure. */
  measure({ artist: index, shape, side }: Part): Measured | null {
    const artist = this.#drawing.trace.artists[index]!
    const drawn = artist.path.shapes[shape]
    // What lies elsewhere in the source shows another thing's colour.
    if (!drawn || !artist.visible || (artist.role !== 'legend' && !this.#supported.has(artist.id))) return null
    const seen = artist.kind === 'text' ? this.#letters(artist) : this.#sight.seen(drawn, side)
    const colour = side === 'fill' ? drawn.fill : drawn.stroke?.colour
    if (!seen || !colour || colour === 'none') return null
    if (inkOf(seen.source, this.#sight.paper) <= PAPER && inkOf(seen.render, this.#sight.drawnPaper) > 3 * PAPER)
      return null
    const own = this.#own(seen, colour)
    if (!own) return null
    const difference = differenceOf(seen.source, seen.render)
    const thin = side === 'stroke' || artist.kind === 'text'
    const least = OTHER[side] * (this.#sight.isSoft ? SOFTER : 1)
    const isOther = this.#sight.isSoft && thin ? isOtherHue(seen.source, seen.render) : difference > least
    return { artist, side, weight: seen.count, colour: own, difference, isOther }
  }

  /** The colour that a program would have to name for what the source shows. */
  #own({ source, render }: Seen, colour: string): Rgb | null {
    const { paper, drawnPaper } = this.#sight
    const whole = over(colour, drawnPaper)
    // Rims mix a colour with the paper, as much here as there.
    const spread = inkOf(whole, drawnPaper)
    const cover = (spread > 30 ? Math.min(1, Math.max(0.4, inkOf(render, drawnPaper) / spread)) : 1) * alphaOf(colour)
    const own = source.map((value, c) => paper[c]! + (value - paper[c]!) / cover) as unknown as Rgb
    const slack = 20 / cover
    if (own.some((value) => value < -slack || value > 255 + slack)) return null
    return own.map((value) => Math.min(255, Math.max(0, value))) as unknown as Rgb
  }

  #letters({ path }: TracedArtist): Seen | null {
    if (!path.box) return null
    const [x0, y0, x1, y1] = path.box
    const looks: ReturnType<Sight['look']>[] = []
    const step = Math.max(0.7, Math.sqrt(((x1 - x0) * (y1 - y0)) / 1500))
    for (let y = y0; y < y1; y += step) for (let x = x0; x < x1; x += step) looks.push(this.#sight.look([x, y]))
    const top = (which: 'source' | 'render', paper: Rgb) => {
      const found = looks.filter((look) => look !== null).map((look) => look[which])
      const inked = found.sort((a, b) => inkOf(b, paper) - inkOf(a, paper)).slice(0, Math.max(4, found.length * 0.06))
      return [0, 1, 2].map(
        (c) => inked.map((one) => one[c]!).sort((a, b) => a - b)[inked.length >> 1]!,
      ) as unknown as Rgb
    }
    if (looks.length < 10) return null
    return {
      source: top('source', this.#sight.paper),
      render: top('render', this.#sight.drawnPaper),
      count: looks.length / 8,
    }
  }
}

const colourOf: Trait = (shape, side) => (side === 'fill' ? shape.fill : shape.stroke?.colour)

function isColour({ role, value }: Literal): boolean {
  if (typeof value !== 'string') return false
  return role === 'colour' ? !/^none$/i.test(value) : role === 'format' && LETTER.test(value)
}

function trialOf({ role, text, value }: Literal): string {
  if (role === 'colour') return pythonString(TRIAL)
  return text.replace(LETTER, /m/.test(String(value)) ? 'c' : 'm')
}

/** The edits that give a literal another colour; null where it is named so already, or a format cannot say it. */
function changed(program: Program, literal: Literal, { colour, side, artist }: Measured): StepEdit[] | null {
  const { line, column, text, value } = literal
  const written = String(value)
  const quote = text.includes('"') ? '"' : "'"
  if (literal.role === 'colour') {
    const name = nameOf(colour, mannerOf(written), OTHER[side])
    const same = rgbNamed(written)
    if (name === written || (same && differenceOf(same, colour) < 1)) return null
    return [{ line, column, from: text, to: pythonString(name, quote), reason: 'seen-colour', detail: name }]
  }
  const letter = LETTER.exec(written)![0]
  const name = nameOf(colour, letter.startsWith('C') ? 'cycle' : 'letter', OTHER[side])
  if (name === letter) return null
  if (/^(?:[bgrcmykw]|C\d)$/.test(name))
    return [{ line, column, from: text, to: text.replace(LETTER, name), reason: 'seen-colour', detail: name }]
  const call = program.callOf(artist)
  if (!call || call.arguments.some(({ keyword }) => keyword === 'color' || keyword === 'c')) return null
  const rest = text.replace(LETTER, '')
  return [
    { line, column, from: text, to: rest, reason: 'seen-colour', detail: name },
    { ...program.addKeyword(call, 'color', pythonString(name, quote)), reason: 'seen-colour', detail: name },
  ]
}

function keywordsOf({ type, kind, style, group }: TracedArtist): { readonly [side in Part['side']]?: string } {
  if (kind === 'line') return { stroke: 'color' }
  if (kind === 'text') return { fill: 'color' }
  if (group?.kind === 'pie') return type === 'Wedge' ? { fill: 'colors' } : {}
  if (group?.kind === 'bar' || group?.kind === 'barh' || group?.kind === 'hist') return { fill: 'color' }
  if (type === 'PathCollection') return { fill: 'color' }
  if (kind !== 'polygon' && kind !== 'collection') return {}
  return style.fill === 'none' ? { stroke: kind === 'polygon' ? 'edgecolor' : 'color' } : { fill: 'facecolor' }
}

function synonyms(keyword: string): readonly string[] {
  if (keyword === 'color') return ['c', 'facecolor', 'fc', 'facecolors']
  return keyword === 'facecolor' ? ['fc', 'color', 'c', 'facecolors'] : ['ec', 'color']
}

function mannerOfAll(literals: readonly Literal[]): Manner {
  const found = literals.find(({ role }) => role === 'colour')
  return found ? mannerOf(String(found.value)) : 'tab'
}

/** All edits in the order of the text; null where two of them are of one place. */
function inOrder(wishes: readonly Wish[]): readonly StepEdit[] | null {
  const all = wishes.flatMap(({ edits }) => edits).sort((a, b) => a.line - b.line || a.column - b.column)
  const meet = all.some(
    (one, i) =>
      i > 0 && all[i - 1]!.line === one.line && all[i - 1]!.column + Math.max(1, all[i - 1]!.from.length) > one.column,
  )
  return meet ? null : all
}
