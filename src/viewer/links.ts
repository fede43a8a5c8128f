import type { ReconstructionResult } from '../perceive/protocol.ts'
import type { Point, Trace, TracedArtist } from '../trace.ts'
import { distanceTo } from './hit-index.ts'

type Facts = NonNullable<ReconstructionResult['facts']>
type Elements = NonNullable<ReconstructionResult['elements']>
export type DrawnElement = Elements[number]

/** What a person points at: an element of the drawing, one of its artists, a line of the program, a sentence's facts. */
export type Target =
  | { readonly element: string }
  | { readonly artist: string }
  | { readonly line: number }
  | { readonly facts: readonly string[] }

/** What belongs together in drawing, program and description. */
export interface Selection {
  readonly elements: ReadonlySet<string>
  readonly artists: ReadonlySet<string>
  readonly lines: ReadonlySet<number>
  readonly facts: ReadonlySet<string>
  /** Parts of artists in the first figure, by their pixels. */
  readonly outlines: readonly (readonly Point[])[]
}

export const NOTHING: Selection = {
  elements: new Set(),
  artists: new Set(),
  lines: new Set(),
  facts: new Set(),
  outlines: [],
}

/** Leads from each part of a drawing to the others. Built once for what a run has told. */
export class Links {
  readonly elements: Elements
  readonly #byElement: ReadonlyMap<string, DrawnElement>
  readonly #byArtist = new Map<string, DrawnElement>()
  /** Parts by the artist that draws them. */
  readonly #parts: ReadonlyMap<string, readonly DrawnElement[]>
  readonly #artists = new Map<string, TracedArtist>()
  readonly #byLine: ReadonlyMap<number, readonly TracedArtist[]>
  readonly #facts: ReadonlyMap<string, Facts[number]>
  /** Lines of the program that made something, in order. */
  readonly lines: readonly number[]
  /** Of sentences, which ask each time they are shown. */
  readonly #followed = new WeakMap<readonly string[], Selection>()

  constructor(trace: Trace | null, facts: Facts | null, elements: Elements | null) {
    this.elements = elements ?? []
    this.#facts = new Map((facts ?? []).map((fact) => [fact.id, fact]))
    this.#byElement = new Map(this.elements.map((element) => [element.id, element]))
    for (const element of this.elements) for (const id of element.artists) this.#byArtist.set(id, element)
    this.#parts = Map.groupBy(
      this.elements.filter(({ part }) => part),
      ({ part }) => part!.artist,
    )
    const artists = trace?.figures.flatMap((figure) => figure.artists) ?? []
    for (const artist of artists) this.#artists.set(artist.id, artist)
    const made = artists.filter(({ line, path }) => line !== null && path.box !== null)
    this.#byLine = Map.groupBy(made, ({ line }) => line ?? 0)
    this.lines = [...this.#byLine.keys()].sort((a, b) => a - b)
  }

  element(id: string): DrawnElement | undefined {
    return this.#byElement.get(id)
  }

  /** The same in the terms of the list of elements, where it is listed by itself. */
  listed(target: Target): Target {
    const element = 'artist' in target ? this.#byArtist.get(target.artist) : undefined
    return element && !isRest(element) ? { element: element.id } : target
  }

  /** What of an artist is at a place of the figure: one of its parts, else, and where two meet, all of it. */
  at(artist: string, x: number, y: number, reach: number): Target {
    const near = (this.#parts.get(artist) ?? []).filter(({ part }) => {
      const [[ax = 0, ay = 0] = [], [bx = ax, by = ay] = []] = part!.outline
      return distanceTo(ax, ay, bx, by, x, y) <= reach
    })
    const [only, another] = near
    return only && !another ? { element: only.id } : { artist }
  }

  follow(target: Target): Selection {
    if ('element' in target) return this.#ofElement(target.element)
    if ('artist' in target) return this.#ofArtist(target.artist)
    if ('line' in target) return this.#ofLine(target.line)
    const known = this.#followed.get(target.facts) ?? this.#ofFacts(target.facts)
    this.#followed.set(target.facts, known)
    return known
  }

  #ofElement(id: string): Selection {
    const element = this.#byElement.get(id)
    if (!element) return NOTHING
    const { artists, lines, facts, part } = element
    return {
      elements: new Set([id]),
      artists: new Set(artists),
      lines: new Set(lines),
      facts: new Set(facts),
      outlines: part ? [part.outline] : [],
    }
  }

  /** Of one that the list does not name by itself. */
  #ofArtist(id: string): Selection {
    const element = this.#byArtist.get(id)
    const line = this.#artists.get(id)?.line ?? null
    return {
      elements: new Set(element ? [element.id] : []),
      artists: new Set([id]),
      lines: new Set(line === null ? [] : [line]),
      facts: new Set(this.#factsWhere((fact) => fact.artists.includes(id))),
      outlines: [],
    }
  }

  #ofLine(line: number): Selection {
    const artists = this.#byLine.get(line) ?? []
    const elements = this.elements.filter((element) => element.lines.includes(line))
    const about = this.#factsWhere((fact) => fact.lines.includes(line))
    return {
      elements: new Set(elements.map((element) => element.id)),
      artists: new Set(artists.map((artist) => artist.id)),
      lines: new Set([line]),
      facts: new Set([...about, ...elements.flatMap((element) => element.facts)]),
      outlines: [],
    }
  }

  #ofFacts(ids: readonly string[]): Selection {
    const elements = new Set<DrawnElement>()
    const artists = new Set<string>()
    const lines = new Set<number>()
    for (const fact of ids.flatMap((id) => this.#facts.get(id) ?? [])) {
      for (const line of fact.lines) lines.add(line)
      for (const artist of fact.artists) {
        // Two sides, not the polygon that they are of; but what is said of the polygon is said of all of it.
        const parts = (this.#parts.get(artist) ?? []).filter((part) => part.facts.includes(fact.id))
        const element = this.#byArtist.get(artist)
        if (parts.length > 0 && fact.kind !== 'polygon') for (const part of parts) elements.add(part)
        else {
          artists.add(artist)
          if (element) elements.add(element)
        }
      }
      // A title or an axis is told without its artists: the element knows them.
      if (fact.artists.length > 0) continue
      for (const element of this.elements.filter((one) => one.facts.includes(fact.id))) {
        elements.add(element)
        for (const line of element.lines) lines.add(line)
      }
    }
    for (const element of elements) if (!isRest(element)) for (const artist of element.artists) artists.add(artist)
    const outlines = [...elements].flatMap(({ part }) => (part ? [part.outline] : []))
    return { elements: new Set([...elements].map(({ id }) => id)), artists, lines, facts: new Set(ids), outlines }
  }

  #factsWhere(holds: (fact: Facts[number]) => boolean): string[] {
    return [...this.#facts.values()].filter(holds).map(({ id }) => id)
  }
}

/** The element that stands for all that the list leaves out. */
const isRest = ({ id }: DrawnElement): boolean => id === 'rest'
