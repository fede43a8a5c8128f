import type { Box } from './trace.ts'

/** What the source picture itself says: its printed text and its axes. Pixels of the source, origin top left. Plain data. */
export interface Observation {
  readonly version: 1
  /** Of the picture, pixels. */
  readonly width: number
  readonly height: number
  readonly texts: readonly ReadText[]
  readonly axes: readonly ReadAxes[]
  readonly marks: readonly ReadMark[]
  /** `#rrggbb` of the paper. */
  readonly background?: string
}

export interface ReadText {
  readonly id: string
  readonly text: string
  /** What else it may say, likeliest first, without `text`. */
  readonly alternatives: readonly string[]
  /** Around the text as it stands in the picture. */
  readonly box: Box
  /** Degrees counter-clockwise by which it is turned from upright. */
  readonly angle: number
  /** 0–1. */
  readonly confidence: number
  /** `#rrggbb` of what stands left of it as a legend's entry does: a swatch, a stroke, a marker. */
  readonly swatch?: string
}

/** An area of data with what its sides say. */
export interface ReadAxes {
  /** Of the data area. */
  readonly box: Box
  readonly x: Side | null
  readonly y: Side | null
  /** A second scale on the right. */
  readonly twin?: Side
  readonly look?: AxesLook
}

/** What an area of data looks like beside its marks. Colours `#rrggbb`. */
export interface AxesLook {
  readonly face: string
  /** Sides that have a stroke. */
  readonly spines: readonly ('left' | 'right' | 'top' | 'bottom')[]
  /** Colour of the strokes at the ticks of a side; `null` without. */
  readonly grid: { readonly x: string | null; readonly y: string | null }
}

/**
 * From pixels to data: value = a · pixel + b, of a log side log10 of the value, of a date side days since 1970-01-01,
 * of a category side the label's index.
 */
export interface Side {
  readonly kind: 'linear' | 'log' | 'category' | 'date'
  readonly a: number
  readonly b: number
  /** Root mean square distance of the ticks from the map. */
  readonly residualPx: number
  readonly ticks: readonly { readonly px: number; readonly text: string; readonly value: number }[]
}

/**
 * Something whose place or size was measured. Pixels and data are, by kind: of a bar its box (x0, y0, x1, y1), and its
 * middle along the side it stands on, its base and its tip; of a marker and of a vertex (a corner of a polyline, or a
 * place on a curve) x and y; of a wedge its centre and radius, and the degrees anticlockwise from the right where it
 * begins and ends. Outside of axes, without data: of a segment its ends, of a polygon its corners one after the other,
 * of a circle its centre and radius.
 */
export interface ReadMark {
  readonly kind: 'bar' | 'marker' | 'vertex' | 'wedge' | 'corner' | 'circle' | 'segment' | 'polygon'
  readonly px: readonly number[]
  readonly data: readonly number[]
  /** Standard error of each number of `data`. */
  readonly se: readonly number[]
  /** Index of its axes; −1 without. */
  readonly axis: number
  /** Marks of one colour on the same axes have the same number; those of one curve stand in its order. */
  readonly series?: number
  /** `#rrggbb` as the picture shows it. */
  readonly colour?: string
  /** Of a stroke or an outline, pixels across. */
  readonly width?: number
  /** Of a marker, half its width in pixels. */
  readonly radius?: number
  /** Of a marker, where its series may have more than were told apart: among those it touches, or anywhere. */
  readonly crowd?: 'here' | 'series'
  /** Of a stroke that is not solid. */
  readonly dash?: 'dashed' | 'dotted'
  /** `#rrggbb` of the outline, where it has one of another colour; of a shape that is not filled `colour` is its outline's. */
  readonly edge?: string
  /** Of a shape: whether it is filled. */
  readonly filled?: boolean
}
