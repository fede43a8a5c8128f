/** What figures.py says is printed in a picture. Pixels from the top left. */
export interface PictureTruth {
  readonly width: number
  readonly height: number
  readonly kind: string
  readonly dpi: number
  readonly style: string
  readonly wear: 'clean' | 'jpeg' | 'noise'
  readonly texts: readonly TruthText[]
  readonly axes: readonly TruthAxes[]
}

export interface TruthText {
  readonly text: string
  /** `cut`: the picture ends in it; nobody can read it whole. */
  readonly role: 'tick' | 'title' | 'label' | 'legend' | 'text' | 'mark' | 'offset' | 'cut'
  readonly box: readonly [number, number, number, number]
}

export interface TruthAxes {
  readonly box: readonly [number, number, number, number]
  readonly x?: TruthSide
  readonly y?: TruthSide
  /** Middle x, middle y, width and height in data. */
  readonly bars: readonly (readonly [number, number, number, number])[]
  /** In data. */
  readonly markers: readonly (readonly [number, number])[]
  /** Polylines through these places, in data. */
  readonly curves: readonly (readonly (readonly [number, number])[])[]
  /** Degrees anticlockwise from the right. */
  readonly wedges: readonly (readonly [number, number])[]
  /** `#rrggbb` of each of them. */
  readonly colours: Readonly<Record<'bars' | 'markers' | 'wedges', readonly string[]>>
}

export interface TruthSide {
  readonly kind: string
  readonly limits: readonly [number, number]
  /** Of the limits. */
  readonly pixels: readonly [number, number]
}
