import type { Observation, ReadText } from '../observation.ts'
import type { Edges } from '../raster/edges.ts'
import type { Box, TracedFigure } from '../trace.ts'
import { correlate } from './correlate.ts'
import type { Drawing } from './ink.ts'
import { isSeen, type Placing, placed } from './outlines.ts'

/** A text of the program and how well the source says the same there. */
export interface Label {
  readonly artist: number
  /** Where it lies in the registered picture, whole pixels, inside of it. */
  readonly box: Box
  readonly score: number
  readonly weight: number
}

/** Labels of ticks are many and alike in any two charts. */
const TICK = 0.25
/** Correlation from which a label counts as the same. */
const SAME = 0.9
/** A correlation that shows that the render has the lettering. */
const LIKE = 0.5
/** Read text that no label explains is missing from this confidence on. */
const SURE = 0.9
/** A label explains the text that it covers by this share of the smaller. */
const CLAIM = 0.2
/** What the right string in the wrong place is worth. */
const ELSEWHERE = 0.5
/** Edges of lettering against those around it. */
const DENSER = 1.5

/** Labels, and what was surely read and no label explains. */
export interface Labels {
  readonly labels: readonly Label[]
  /** Text of the source that a label says at another place. */
  readonly moved: readonly { readonly artist: number; readonly box: Box }[]
  readonly unexplained: readonly ReadText[]
}

/**
 * Each text that the figure shows, with its score: 1 when its string is among those read at that place or the ink
 * correlates by .9, else the larger of edit similarity and correlation; half where the string was read at another place
 * that no label claims. Text without ink in the render scores 0 where the source has ink, and is left out where neither
 * has; a string counts only where the render has lettering.
 */
export function readLabels(
  figure: TracedFigure,
  place: Placing,
  source: Drawing,
  render: Drawing,
  renderEdges: Edges,
  observed: readonly ReadText[],
): Labels {
  const labels: Label[] = []
  const free = new Set(observed)
  const elsewhere: { index: number; text: string }[] = []
  figure.artists.forEach((artist, index) => {
    if (artist.kind !== 'text' || !isSeen(artist)) return
    const box = inside(placed(artist.path.box!, place), place)
    if (!box) return
    const alike = correlate(source, render, box)
    if (alike === undefined) return
    for (const read of free) if (overlap(box, read.box) > CLAIM) free.delete(read)
    const text = artist.data.text ?? ''
    const isWritten = alike.drawn && (alike.value >= LIKE || isLettering(renderEdges, box))
    const said = isWritten ? similarity(text, box, observed) : 0
    const score = alike.value >= SAME || said === 1 ? 1 : Math.max(alike.value, said)
    if (score < ELSEWHERE && isWritten && artist.role !== 'tick') elsewhere.push({ index: labels.length, text })
    labels.push({ artist: index, box, score, weight: artist.role === 'tick' ? TICK : 1 })
  })
  const moved: { artist: number; box: Box }[] = []
  for (const { index, text } of elsewhere) {
    const wanted = plain(text)
    const found = [...free].find((read) => [read.text, ...read.alternatives].some((said) => plain(said) === wanted))
    if (!found) continue
    free.delete(found)
    labels[index] = { ...labels[index]!, score: ELSEWHERE }
    moved.push({ artist: labels[index]!.artist, box: found.box })
  }
  return { labels, moved, unexplained: [...free].filter(({ confidence }) => confidence >= SURE) }
}

/** The text component: mean over labels, and over text that none of them explains. */
export function textValue({ labels, unexplained }: Labels): number | undefined {
  let [sum, all] = [0, 0]
  for (const { score, weight } of labels) {
    sum += score * weight
    all += weight
  }
  for (const { text } of unexplained) all += Number.isNaN(Number(plain(text))) ? 1 : TICK
  return all === 0 ? undefined : sum / all
}

/** Letters are dense with edges where the paper around them is not; noise and patterns are as dense outside. */
function isLettering(edges: Edges, box: Box): boolean {
  const margin = Math.max(3, Math.round(Math.min(box[2] - box[0], box[3] - box[1]) / 2))
  const around = [
    Math.max(0, box[0] - margin),
    Math.max(0, box[1] - margin),
    Math.min(edges.width, box[2] + margin),
    Math.min(edges.height, box[3] + margin),
  ] as const
  const [within, all] = [edgesIn(edges, box), edgesIn(edges, around)]
  const area = ([x0, y0, x1, y1]: Box) => (x1 - x0) * (y1 - y0)
  const outside = (all - within) / Math.max(1, area(around) - area(box))
  return within / area(box) > DENSER * outside
}

function edgesIn({ width, map }: Edges, [x0, y0, x1, y1]: Box): number {
  let sum = 0
  for (let y = y0; y < y1; y++) for (let i = y * width + x0; i < y * width + x1; i++) if (map[i]) sum++
  return sum
}

/** Texts in pixels of the registered picture, which may be smaller than the one that was read. */
export function scaledTexts(observation: Observation | undefined, scale: number): readonly ReadText[] {
  return (observation?.texts ?? []).map((text) => ({
    ...text,
    box: text.box.map((side) => side * scale) as unknown as Box,
  }))
}

function similarity(written: string, box: Box, observed: readonly ReadText[]): number {
  const wanted = plain(written)
  if (wanted === '') return 0
  let best = 0
  for (const read of observed) {
    if (overlap(box, read.box) < CLAIM) continue
    for (const text of [read.text, ...read.alternatives]) {
      const found = plain(text)
      if (found === wanted) return 1
      // What is not equal is not the same: at most just under 1.
      best = Math.max(best, 1 - editDistance(found, wanted) / Math.max(found.length, wanted.length))
    }
  }
  return best
}

/** Share of the smaller box that both cover. */
function overlap(a: Box, b: Box): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0])
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1])
  if (width <= 0 || height <= 0) return 0
  const area = ([x0, y0, x1, y1]: Box) => Math.max(1, (x1 - x0) * (y1 - y0))
  return (width * height) / Math.min(area(a), area(b))
}

/** As it is compared: NFKC, one kind of minus, no TeX marks, no spaces. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u2212\u2013\u2014]/g, '-')
    .replace(/[${}^_\\\s]/g, '')
}

export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    }
    row = next
  }
  return row[b.length]!
}

function inside([x0, y0, x1, y1]: Box, { width, height }: Placing): Box | undefined {
  const box = [
    Math.max(0, Math.floor(x0)),
    Math.max(0, Math.floor(y0)),
    Math.min(width, Math.ceil(x1)),
    Math.min(height, Math.ceil(y1)),
  ] as const
  return box[2] - box[0] < 2 || box[3] - box[1] < 2 ? undefined : box
}
