/**
 * What a program drew, as its execution under the tracer tells it (wasm/python/codepercept/trace): every artist of every
 * figure with the statement that made it, its data, its style and its outline in pixels of the drawn figure (origin top
 * left). JSON, plain data; numbers round-trip; lists longer than their limits are cut and say so. Shared by the sandbox,
 * facts, score and refinement; points with NaN or infinite coordinates are left out; checked against src/python/trace.schema.json where it leaves the sandbox.
 */
export interface Trace {
  readonly version: 1
  /** In the order in which they were drawn; the scored one is told apart by the run's end. */
  readonly figures: readonly TracedFigure[]
}

/** [x, y] or [x, y, z], in data coordinates or pixels as the field says. */
export type Point = readonly number[]
/** x0, y0, x1, y1 in pixels, x0 ≤ x1 and y0 ≤ y1. */
export type Box = readonly [number, number, number, number]
/** `#rrggbbaa`, lower case; `none` where nothing is drawn. */
export type Colour = string

export interface TracedFigure {
  readonly index: number
  readonly width: number
  readonly height: number
  /** Pixels an inch. */
  readonly dpi: number
  readonly face: Colour
  readonly axes: readonly TracedAxes[]
  /** Drawing order: what comes later lies on top. */
  readonly artists: readonly TracedArtist[]
}

export interface TracedAxes {
  readonly id: string
  readonly box: Box
  readonly projection: 'rectilinear' | 'polar' | '3d' | 'other'
  readonly visible: boolean
  /** With a frame, ticks and labels (`axis('off')`: without). */
  readonly decorated: boolean
  /** Data units along y for one along x, both drawn as long; `auto` where the box decides. */
  readonly aspect: number | 'auto'
  readonly title: string
  readonly x: TracedAxis
  readonly y: TracedAxis
  readonly z?: TracedAxis
  /** Degrees, of 3-D axes. */
  readonly view?: { readonly elev: number; readonly azim: number; readonly roll: number }
  /** Shares its x or y axis with these axes in the same place. */
  readonly twin?: string
  /** Lies inside of these axes. */
  readonly inset?: string
  /** It is a scale of colours for this artist. */
  readonly colourbar?: string
}

export interface TracedAxis {
  readonly label: string
  /** As drawn from left to right, from bottom to top. */
  readonly limits: readonly [number, number]
  /** `category` and `date` where matplotlib's converters say so, else the name of the scale. */
  readonly scale: string
  readonly grid: boolean
  readonly ticks: readonly { readonly value: number; readonly text: string; readonly px: Point }[]
}

export type ArtistKind =
  | 'line' // Line2D: curves, markers, segments
  | 'polygon' // Polygon, Rectangle, wedges and other patches, by `shape`
  | 'collection' // many shapes of one style or of styles of their own
  | 'text'
  | 'image'
  | 'quiver'
  | 'contour'
  | 'table'
  | 'legend'
  | 'other'

export interface TracedArtist {
  readonly id: string
  readonly kind: ArtistKind
  /** matplotlib's class. */
  readonly type: string
  /** Id of its axes; null for what belongs to the figure. */
  readonly axes: string | null
  /** Line of the program's statement, 1-based, and the call in it (`ax.plot`); null where matplotlib made it itself. */
  readonly line: number | null
  readonly call: string | null
  /** Names and values of the variables of the loops around that statement in this turn; long values cut. */
  readonly loop?: Readonly<Record<string, number | string | boolean>>
  /** What it belongs to: one group a call of `bar`, `pie`, `hist`, `errorbar`, `stem`, `table`, `legend`, … */
  readonly group?: { readonly id: string; readonly kind: string; readonly index: number }
  /** What it is there for: data; frame, grid, tick, title, label; legend, colourbar. */
  readonly role: 'data' | 'frame' | 'grid' | 'tick' | 'title' | 'label' | 'legend' | 'colourbar'
  /** The label for a legend, `''` without one. */
  readonly label: string
  readonly z: number
  readonly visible: boolean
  /** Cut off by its axes: wholly means that nothing of it is seen. */
  readonly clipped: 'no' | 'partly' | 'wholly'
  readonly style: ArtistStyle
  readonly data: ArtistData
  readonly path: DrawnPath
}

export interface ArtistStyle {
  /** Of lines, edges and text. A collection of several styles has the first here, all in its path. */
  readonly colour: Colour
  readonly fill: Colour
  /** Points; dashes as matplotlib names them (`-`, `--`, `:`, `-.`, `none`) or `custom`. */
  readonly width: number
  readonly dash: string
  readonly marker?: { readonly shape: string; readonly size: number; readonly face: Colour; readonly edge: Colour }
  readonly hatch?: string
  /** `null`: not set. */
  readonly alpha: number | null
  /** Arrow heads of annotations and arrows, as `->`. */
  readonly arrow?: string
}

/** In data coordinates where the artist is drawn in them (`system: 'data'`), else in `axes` or `figure` fractions or pixels. */
export interface ArtistData {
  readonly system: 'data' | 'axes' | 'figure' | 'pixels' | 'mixed'
  /** Vertices of a line or polygon, offsets of markers, anchor of a text, arrow from and to. At most 2,000; see `count`. */
  readonly points?: readonly Point[]
  /** How many there were before they were cut (evenly, first and last kept). */
  readonly count?: number
  /** Smallest and largest of each coordinate over all points, where they were cut. */
  readonly bounds?: readonly [Point, Point]
  readonly closed?: boolean
  /** Of a patch: rectangle, circle, ellipse, wedge, arrow, polygon, box, path. */
  readonly shape?: string
  /** Centre, radius or width, height and angle (degrees) or start and end angle, where the shape has them. */
  readonly centre?: Point
  readonly radius?: number
  readonly size?: Point
  readonly angle?: number
  readonly angles?: readonly [number, number]
  /** Values of a bar, wedge, cell or mapped colour, one an element. */
  readonly values?: readonly number[]
  /** Categories or names, one an element (bars: tick labels; wedges: labels; legend: texts; table: cells by row). */
  readonly names?: readonly string[]
  /** Vectors of a quiver, as long as `points`. */
  readonly vectors?: readonly Point[]
  /** Each shape of a collection. At most 500; see `count`. */
  readonly shapes?: readonly (readonly Point[])[]
  /** Levels of a contour. */
  readonly levels?: readonly number[]
  readonly text?: string
  /** Rows and columns; smallest and largest value. */
  readonly image?: { readonly rows: number; readonly columns: number; readonly range: readonly [number, number] | null }
}

/** What was drawn, in pixels: enough to draw it again without matplotlib. */
export interface DrawnPath {
  /** Tight, after clipping; null when nothing was drawn. */
  readonly box: Box | null
  /** Of the clip region, where there is one that is not the whole figure. */
  readonly clip?: Box
  /** Outline of the clip region where it is no box; what lies outside of either is not seen. */
  readonly clipLines?: readonly (readonly Point[])[]
  readonly shapes: readonly DrawnShape[]
  /** Shapes left out beyond 2,000; places of one shape beyond 20,000, which a picture among the shapes then shows. */
  readonly more?: number
}

export interface DrawnShape {
  /** Polylines, curves flattened to .1 px. */
  readonly lines: readonly (readonly Point[])[]
  readonly closed: boolean
  readonly fill?: Colour
  readonly stroke?: {
    readonly colour: Colour
    /** Pixels. */
    readonly width: number
    /** Pixels on, off, on, …; absent: solid. */
    readonly dash?: readonly number[]
    /** Pixels into the pattern where the line starts. */
    readonly dashOffset?: number
    readonly cap: 'butt' | 'round' | 'projecting'
    readonly join: 'miter' | 'round' | 'bevel'
  }
  /** Lines in a tile of `size` pixels a side that repeats from the figure's upper left corner, seen inside the shape. */
  readonly hatch?: {
    readonly lines: readonly (readonly Point[])[]
    readonly size: number
    readonly colour: Colour
    readonly width: number
  }
  /** The shape is drawn at each of these places (markers; a letter in a text), added to `lines`. */
  readonly at?: readonly Point[]
  /** A PNG in base64 over `box`, for images, meshes and crowds of markers; at most 512 pixels a side. */
  readonly png?: string
  readonly box?: Box
}
