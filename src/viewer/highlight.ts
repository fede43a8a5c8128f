import { type Tree, TreeFragment } from '@lezer/common'
import { classHighlighter, highlightCode } from '@lezer/highlight'
import { parser } from '@lezer/python'
import type { CodeLine } from './code-lines.ts'

/** Highlights a growing Python program; what was parsed before is used again when text is added. */
export class PythonHighlighter {
  #code = ''
  #fragments: readonly TreeFragment[] = []

  lines(code: string): CodeLine[] {
    const lines: CodeLine[] = [[]]
    highlightCode(
      code,
      this.#parse(code),
      classHighlighter,
      (text, classes) => lines.at(-1)!.push({ text, classes }),
      () => lines.push([]),
    )
    return lines
  }

  #parse(code: string): Tree {
    const same = commonStart(this.#code, code)
    const fragments = TreeFragment.applyChanges(this.#fragments, [
      { fromA: same, toA: this.#code.length, fromB: same, toB: code.length },
    ])
    const tree = parser.parse(code, fragments)
    this.#code = code
    this.#fragments = TreeFragment.addTree(tree, fragments)
    return tree
  }
}

function commonStart(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  let at = 0
  while (at < length && a.charCodeAt(at) === b.charCodeAt(at)) at++
  return at
}
