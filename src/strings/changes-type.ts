type Kind = 'repair' | 'candidate' | 'word' | 'number' | 'colour' | 'style' | 'add' | 'drop'

/** How a program came from the first one, step by step. Scores are of 100; numbers come formatted. */
export interface ChangeStrings {
  readonly heading: string
  readonly repaired: string
  readonly kept: string
  /** Nothing was changed yet. */
  readonly none: string
  readonly searching: string
  readonly climbed: (from: number, to: number, count: number) => string
  /** Where a screen reader hears of each step. */
  readonly reached: (score: number) => string
  readonly slider: string
  readonly start: string
  readonly at: (index: number, count: number) => string
  readonly kinds: { readonly [kind in Kind]: string }
  readonly gain: (points: string) => string
  readonly total: (score: string) => string
  /** Which program is on show, where it is not the one that drew. */
  readonly shown: (where: string) => string
  /** The same, where its drawing is on show too. */
  readonly drawn: (where: string) => string
  readonly best: string
  readonly back: string
  readonly list: string
  readonly place: (line: number) => string
  readonly removed: string
  readonly added: string
  readonly more: (count: number) => string
  /** Spoken at a piece of the program that the step changed. */
  readonly changed: string
  /** Which of several programs came closest. */
  readonly won: { readonly model: (count: number) => string; readonly measured: (count: number) => string }
  /** What a program that took another's place is. */
  readonly source: { readonly model: string; readonly measured: string }
  readonly improve: (seconds: number) => string
}
