import type { Strings } from '../strings/index.ts'
import { wordsOf } from './link-words.ts'
import { Links, NOTHING, type Selection, type Target } from './links.ts'
import type { Run } from './run.ts'

/** What linking needs of the element that it works for. */
export interface LinkingHost {
  changed(): void
  announce(text: string): void
  words(): Strings
}

type By = 'pointer' | 'focus'

/** The one selection that drawing, elements, program and description share: what is pointed at, else what is held. */
export class Linking {
  readonly #host: LinkingHost
  #run: Run | null = null
  /** What the links were built from: a run adds to itself. */
  #told: Pick<Run, 'trace' | 'facts' | 'elements'> | null = null
  #links = new Links(null, null, null)
  /** Under the pointer and under the keyboard's focus: a page that scrolls takes the one away, never the other. */
  readonly #at: Record<By, Target | null> = { pointer: null, focus: null }
  #last: By = 'pointer'
  #held: Target | null = null
  #selection: Selection = NOTHING
  /** Element that the tab key leads to. */
  #stop: string | null = null

  constructor(host: LinkingHost) {
    this.#host = host
  }

  get links(): Links {
    return this.#links
  }

  get selection(): Selection {
    return this.#selection
  }

  get stop(): string | null {
    return this.#stop ?? this.#links.elements[0]?.id ?? null
  }

  /** The line of the program that the keyboard is at, else the one that is held. */
  get line(): number | null {
    const target = this.#at.focus ?? this.#held
    return target && 'line' in target ? target.line : null
  }

  /** Takes up what a run has told since the last time; another run begins without a selection. */
  follow(run: Run | null): void {
    const old = this.#told
    this.#run = run
    this.#told = run && { trace: run.trace, facts: run.facts, elements: run.elements }
    if (old?.trace === run?.trace && old?.facts === run?.facts && old?.elements === run?.elements) return
    this.#links = new Links(run?.trace ?? null, run?.facts ?? null, run?.elements ?? null)
    this.#at.pointer = null
    this.#at.focus = null
    this.#held = null
    this.#stop = null
    this.#selection = NOTHING
  }

  /** Whether the lines of the run are those of a program: it may have been changed since. */
  fits(code: string): boolean {
    return this.#run !== null && this.#run.code === code
  }

  /** A person points at something, or moves to it by keyboard; null when they leave it. */
  point(to: Target | null, by: By = 'pointer'): void {
    const target = to && this.#links.listed(to)
    if (isSame(target, this.#at[by])) return
    this.#at[by] = target
    this.#last = by
    this.#select()
  }

  /** Focus came to an element of the list, or to a sentence. That of a click says no more than the pointer. */
  focus(event: FocusEvent, target: Target): void {
    if ('element' in target) this.#stop = target.element
    if ((event.currentTarget as Element).matches(':focus-visible')) this.point(target, 'focus')
    else this.#host.changed()
  }

  readonly blur = (): void => this.point(null, 'focus')

  readonly leave = (): void => this.point(null)

  /** Moves to a line of the program by keyboard, which no screen reader tells by itself. */
  moveTo(line: number): void {
    this.point({ line }, 'focus')
    this.#say({ line })
  }

  /** Holds something, so that it stays when the pointer leaves; what is held already is let go. */
  hold(what: Target): void {
    const target = this.#links.listed(what)
    if (this.isHeld(target)) {
      this.release()
      return
    }
    this.#held = target
    this.#select()
    this.#say(target)
  }

  /** True when there was something to let go. */
  release(): boolean {
    if (this.#held === null) return false
    this.#held = null
    this.#select()
    this.#host.announce(this.#host.words().elements.released)
    return true
  }

  isHeld(target: Target): boolean {
    return isSame(target, this.#held)
  }

  #select(): void {
    const { pointer, focus } = this.#at
    const target = (this.#last === 'focus' ? (focus ?? pointer) : (pointer ?? focus)) ?? this.#held
    this.#selection = target === null ? NOTHING : this.#links.follow(target)
    this.#host.changed()
  }

  #say(target: Target): void {
    this.#host.announce(wordsOf(target, this.#links, this.#run?.caption ?? null, this.#host.words()))
  }
}

const isSame = (a: Target | null, b: Target | null): boolean => JSON.stringify(a) === JSON.stringify(b)
