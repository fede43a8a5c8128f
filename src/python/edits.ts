/** Host side: edits of a program. */

/** From `line` (1-based) and `column` (UTF-16 units from 0) on, `from` becomes `to`. */
export interface PlacedEdit {
  readonly line: number
  readonly column: number
  readonly from: string
  readonly to: string
}

/** The program with the edits in; null when one of them is not of this program, so that what is shown of them is true. */
export function applyEdits(program: string, edits: readonly PlacedEdit[]): string | null {
  const starts = [0]
  for (let at = program.indexOf('\n'); at >= 0; at = program.indexOf('\n', at + 1)) starts.push(at + 1)
  let text = ''
  let done = 0
  for (const { line, column, from, to } of edits) {
    const start = starts[line - 1]
    if (start === undefined) return null
    const at = start + column
    if (at < done || at > program.length || !program.startsWith(from, at)) return null
    if (program.slice(start, at).includes('\n')) return null
    text += program.slice(done, at) + to
    done = at + from.length
  }
  return text + program.slice(done)
}
