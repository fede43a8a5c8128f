import type { Observation, ReadText } from '../observation.ts'
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
/** Read text that no label explains is missing from this confidence on. */
const SURE = 0.9

/**
 * Each text that the figure shows, with its score: 1 when its string is among those read at that place or the ink
 * correlates by .9, else the larger of edit similarity and correlation. Text without ink in the render scores 0 where
 * the source has ink, and is left out where neither has.
 */
export function readLabels(
  figure: TracedFigure,
  place: Placing,
  source: Drawing,
  render: Drawing,
  observed: readonly ReadText[],
): readonly Label[] {
  const labels: Label[] = []
  figure.artists.forEach((artist, index) => {
    if (artist.kind !== 'text' || !isSeen(artist)) return
    const box = inside(placed(artist.path.box!, place), place)
    if (!box) return
    const alike = correlate(source, render, box)
    if (alike === undefined) return
    const said = alike.drawn ? similarity(artist.data.text ?? '', box, observed) : 0
    const score = alike.value >= SAME || said === 1 ? 1 : Math.max(alike.value, said)
    labels.push({ artist: index, box, score, weight: artist.role === 'tick' ? TICK : 1 })
  })
  return labels
}

/** The text component: mean over labels, and over text that was surely read and that none of them explains. */
export function textValue(labels: readonly Label[], observed: readonly ReadText[]): number | undefined {
  let [sum, all] = [0, 0]
  for (const { score, weight } of labels) {
    sum += score * weight
    all += weight
  }
  for (const { box, confidence, text } of observed) {
    if (confidence < SURE || labels.some((label) => overlap(label.box, box) > 0.2)) continue
    all += Number.isNaN(Number(plain(text))) ? 1 : TICK
  }
  return all === 0 ? undefined : sum / all
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
    if (overlap(box, read.box) < 0.2) continue
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
