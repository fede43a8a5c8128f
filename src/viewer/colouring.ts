import { type CodeLine, plainLines } from './code-lines.ts'
import type { PythonHighlighter } from './highlight.ts'

/** Lines of the program on show; coloured once the highlighter, which comes with the first program, is there. */
export class Colouring {
  readonly #changed: () => void
  #highlighter: PythonHighlighter | null = null
  #asked = false
  #code = ''
  #lines: readonly CodeLine[] = []

  /** `changed` is called when the same program has gained its colours. */
  constructor(changed: () => void) {
    this.#changed = changed
  }

  lines(code: string): readonly CodeLine[] {
    if (code === this.#code) return this.#lines
    this.#code = code
    this.#lines = this.#highlighter?.lines(code) ?? plainLines(code)
    return this.#lines
  }

  async load(): Promise<void> {
    if (this.#asked) return
    this.#asked = true
    // Without colours the program is still there to read.
    const module = await import('./highlight.ts').catch(() => null)
    if (module === null) return
    this.#highlighter = new module.PythonHighlighter()
    this.#lines = this.#highlighter.lines(this.#code)
    this.#changed()
  }
}
