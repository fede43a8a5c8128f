import { html, nothing, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import type { Span } from './changed-places.ts'

/** A piece of a line with the classes of its syntax, such as `tok-keyword`. */
export interface CodePiece {
  readonly text: string
  readonly classes: string
}

export type CodeLine = CodePiece[]

/** The lines to show: the one that the last line break opens holds nothing. */
function shownLines(lines: readonly CodeLine[]): readonly CodeLine[] {
  return lines.length > 1 && lines.at(-1)!.length === 0 ? lines.slice(0, -1) : lines
}

/** Lines of a program without colours, for the time before the highlighter is there. */
export function plainLines(code: string): CodeLine[] {
  return code.split('\n').map((text) => (text === '' ? [] : [{ text, classes: '' }]))
}

/** What is told of lines, which count from 1. */
export interface LineMarks {
  readonly errorLine: number | undefined
  /** Its spoken name. */
  readonly errorLabel: string
  /** They belong to what a person points at. */
  readonly pointed: ReadonlySet<number>
  /** What a step changed in them. */
  readonly changes: ReadonlyMap<number, readonly Span[]>
  /** Title of what was changed. */
  readonly changeLabel: string
}

/** A program line by line, as text nodes only. */
export function renderLines(lines: readonly CodeLine[], marks: LineMarks) {
  return shownLines(lines).map((line, index) => {
    const wrong = index + 1 === marks.errorLine
    const key = line.map((piece) => `${piece.classes}\n${piece.text}`).join('\n')
    const pointed = marks.pointed.has(index + 1)
    const spans = marks.changes.get(index + 1)
    return guard([key, wrong, pointed, spans?.join(';')], () =>
      renderLine(spans === undefined ? line : cutAt(line, spans), marks, {
        wrong,
        pointed,
        changed: spans !== undefined,
      }),
    )
  })
}

/** The pieces, cut where a change begins or ends. */
function cutAt(line: CodeLine, spans: readonly Span[]): (CodePiece & { readonly changed: boolean })[] {
  const cuts = spans.flat()
  let at = 0
  return line.flatMap(({ text, classes }) => {
    const [from, to] = [at, at + text.length]
    at = to
    const inside = cuts.filter((cut) => cut > from && cut < to).sort((a, b) => a - b)
    return [from, ...inside].map((start, i) => ({
      text: text.slice(start - from, (inside[i] ?? to) - from),
      classes,
      changed: spans.some(([first, end]) => start >= first && start < end),
    }))
  })
}

function renderLine(
  line: readonly (CodePiece & { readonly changed?: boolean })[],
  { errorLabel, changeLabel }: LineMarks,
  { wrong, pointed, changed }: { readonly wrong: boolean; readonly pointed: boolean; readonly changed: boolean },
): TemplateResult {
  const pieces = line.map((piece) => {
    const shown = piece.classes === '' ? piece.text : html`<span class=${piece.classes}>${piece.text}</span>`
    return piece.changed ? html`<mark title=${changeLabel}>${shown}</mark>` : shown
  })
  const classes = ['line', pointed && 'marked', changed && 'changed', wrong && 'wrong'].filter(Boolean).join(' ')
  return html`<span class=${classes} title=${wrong ? errorLabel : nothing}>${pieces}\n</span>`
}
