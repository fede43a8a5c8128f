/**
 * What a token is: a name of a series `S`, a place of values `P`, a point `A`, a segment `L`, a polygon `G`, a curve `F`,
 * a node `V`, or of several of these `U`; a number `N`, a number under a bound `B`; a colour `C`; a quotation `K`; a superlative `M`,
 * a comparative `R`, a trend `T`, a side or direction `D`, a shape `X`; another word `w`.
 */
export type Class =
  | 'S'
  | 'P'
  | 'A'
  | 'L'
  | 'G'
  | 'F'
  | 'V'
  | 'U'
  | 'N'
  | 'B'
  | 'C'
  | 'K'
  | 'M'
  | 'R'
  | 'T'
  | 'D'
  | 'X'
  | 'w'

export interface Token {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly class: Class
  /** Its place in the sentence. */
  readonly index: number
  /** Of a name: as the facts have it. */
  readonly name: string
}

export interface Sentence {
  readonly start: number
  readonly end: number
  /** Those that say something: articles, marks of style and adverbs that change nothing are left out. */
  readonly tokens: readonly Token[]
  /** The tokens one after the other: a class with the token's index, or the word in lower case; each with a space behind it. */
  readonly form: string
  /** Number of the clause of each token. */
  readonly clauses: readonly number[]
  readonly denies: boolean
  /** "It" is the whole picture here. */
  readonly speaksOfAll: boolean
}

export interface Names {
  /** Class of a name. */
  readonly classes: ReadonlyMap<string, Class>
  /** Names as drafts may write them, with the facts' spelling. */
  readonly units: ReadonlySet<string>
  /** Words of labels of values, and of labels of places. */
  readonly labels: ReadonlySet<string>
  readonly categories: ReadonlySet<string>
}
