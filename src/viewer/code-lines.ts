import { html, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'

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

/** A program line by line, as text nodes only. `errorLine` is 1-based, `errorLabel` its spoken name; `marked`: lines that belong to what a person points at. */
export function renderLines(
  lines: readonly CodeLine[],
  errorLine: number | undefined,
  errorLabel: string,
  marked: ReadonlySet<number>,
) {
  return shownLines(lines).map((line, index) => {
    const wrong = index + 1 === errorLine
    const key = line.map((piece) => `${piece.classes}\n${piece.text}`).join('\n')
    const pointed = marked.has(index + 1)
    return guard([key, wrong, pointed], () => renderLine(line, wrong, errorLabel, pointed))
  })
}

function renderLine(line: CodeLine, wrong: boolean, errorLabel: string, pointed: boolean): TemplateResult {
  const pieces = line.map((piece) =>
    piece.classes === '' ? piece.text : html`<span class=${piece.classes}>${piece.text}</span>`,
  )
  if (!wrong) return html`<span class=${pointed ? 'line marked' : 'line'}>${pieces}\n</span>`
  return html`<span class="line wrong" title=${errorLabel}>${pieces}\n</span>`
}
