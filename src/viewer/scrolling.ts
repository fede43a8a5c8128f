import type { Linking } from './linking.ts'
import type { Selection } from './links.ts'
import type { ShownStep, StepView } from './step-view.ts'

/** Keeps in sight what matters, inside of the regions that scroll: the page itself stays where it is. */
export class Scrolling {
  /** Height of the program when it was last followed to its end. */
  #followed = 0
  #shown: Selection | null = null
  #step: ShownStep | null = null

  /** Called after each update. */
  follow(root: ParentNode, generating: boolean, { selection }: Linking, { shown: step }: StepView): void {
    const code = root.querySelector<HTMLElement>('pre.code')
    this.#followEnd(code, generating)
    if (step !== this.#step) {
      this.#step = step
      reveal(code, '.line.changed')
      reveal(root.querySelector<HTMLElement>('[part=steps] .list'), '.shown')
    }
    if (selection === this.#shown) return
    this.#shown = selection
    reveal(code, '.line.marked')
    reveal(root.querySelector<HTMLElement>('.elements'), '.linked')
  }

  /** The end of a growing program, unless a person has scrolled up. */
  #followEnd(code: HTMLElement | null, generating: boolean): void {
    if (code === null || !generating) {
      this.#followed = 0
      return
    }
    const wasAtEnd = code.scrollTop + code.clientHeight >= this.#followed - 8
    this.#followed = code.scrollHeight
    if (wasAtEnd) code.scrollTop = code.scrollHeight
  }
}

/** Where the pointer is, nothing may move from under it. */
function reveal(region: HTMLElement | null, selector: string): void {
  const marked = region?.querySelector(selector)
  if (!region || !marked || region.matches(':hover:not(:focus-within)')) return
  const [outer, inner] = [region.getBoundingClientRect(), marked.getBoundingClientRect()]
  if (inner.top < outer.top) region.scrollTop -= outer.top - inner.top + 4
  else if (inner.bottom > outer.bottom) region.scrollTop += inner.bottom - outer.bottom + 4
}
