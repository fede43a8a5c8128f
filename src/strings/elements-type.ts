/** Names of the elements of a drawing in a list: numbers and places come formatted, names as they stand in the drawing. */
export interface ElementStrings {
  /** What facts have no word for, by the names that `src/facts/element-names.ts` uses. */
  readonly things: Readonly<Record<string, string>>
  readonly named: (thing: string, name: string) => string
  readonly quoted: (thing: string, text: string) => string
  readonly of: (thing: string, whole: string) => string
  /** Ends of a stroke. */
  readonly between: (from: string, to: string) => string
  /** Lowest and highest value. */
  readonly range: (from: string, to: string) => string
  /** A place in space. */
  readonly spot: (x: string, y: string, z: string) => string
  readonly at: (place: string) => string
  readonly length: (length: string) => string
  readonly value: (value: string) => string
  readonly valueAt: (value: string, axis: string, at: string) => string
  readonly values: (count: string) => string
  readonly through: (count: string) => string
  readonly corners: (places: string) => string
  readonly round: (centre: string, radius: string) => string
  readonly degree: (degree: string) => string
  readonly grid: (rows: string, columns: string) => string
  readonly levels: (count: string) => string
  readonly axis: (axis: string) => string
  readonly dashed: string
  /** Those that are not listed by themselves. */
  readonly more: (count: string) => string
}
