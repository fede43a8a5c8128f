/** Values of parameters under which what is drawn lies where the picture shows it, by what each of them is known to move. */
import type { Ink } from './ink.ts'
import type { Sample } from './samples.ts'

/** What a unit of a parameter moves: samples and texts that it moves at all, with their ways in pixels. */
export interface Moves {
  readonly samples: Int32Array
  readonly sampleWays: Float64Array
  readonly texts: Int32Array
  readonly textWays: Float64Array
}

export interface Seen {
  readonly samples: readonly Sample[]
  /** Of each sample's colour; null where that says nothing. */
  readonly inks: readonly (Ink | null)[]
  /** Offsets of the texts, NaN where they are not found. */
  readonly texts: Float64Array
}

/** A value counts for as many samples, since it says more than one of them. */
const TEXT_WEIGHT = 30
/** The end of a stroke counts for as many. */
const END_WEIGHT = 6
/** Nobody looks further along a normal, pixels. */
const NEAR = 8

/** Of a colour's ink, points to be reached. */
const MOST_INK = 300
const APART = 4
/** Pixels from which on a point of ink is simply missed. */
const MISSED = 14
const SETTLED = 0.35

interface InkPoint {
  readonly ink: Ink
  readonly x: number
  readonly y: number
}
const SHARED = new WeakMap<readonly Moves[], Uint8Array>()
const INKS = new WeakMap<Seen, readonly InkPoint[]>()

/** Where everything lies under some values, and how far that is from what the picture shows. */
export class Fit {
  readonly #seen: Seen
  readonly #moves: readonly Moves[]
  /** Distance from which on it counts no more, pixels. */
  readonly #far: number
  readonly #x: Float64Array
  readonly #y: Float64Array
  readonly #textX: Float64Array
  readonly #textY: Float64Array
  readonly #cost: Float64Array
  readonly #textCost: Float64Array
  readonly values: Float64Array

  constructor(seen: Seen, moves: readonly Moves[], far: number) {
    this.#seen = seen
    this.#moves = moves
    this.#far = far
    this.values = new Float64Array(moves.length)
    this.#x = Float64Array.from(seen.samples, ({ x }) => x)
    this.#y = Float64Array.from(seen.samples, ({ y }) => y)
    this.#textX = new Float64Array(seen.texts.length / 2)
    this.#textY = new Float64Array(seen.texts.length / 2)
    this.#cost = Float64Array.from(seen.samples, (_, i) => this.#costAt(i, this.#x[i]!, this.#y[i]!))
    this.#textCost = Float64Array.from(this.#textX, (_, i) => this.#textCostAt(i, 0, 0))
  }

  /** The same place, from which a unit may move other things, or others are looked at. */
  copy(moves: readonly Moves[] = this.#moves, seen: Seen = this.#seen): Fit {
    const other = new Fit(seen, moves, this.#far)
    other.values.set(this.values)
    other.#x.set(this.#x)
    other.#y.set(this.#y)
    other.#textX.set(this.#textX)
    other.#textY.set(this.#textY)
    other.#recount()
    return other
  }

  /** Goes back to another, but for the values of these parameters. */
  become(other: Fit, kept: readonly number[]): void {
    const values = kept.map((i) => this.values[i]!)
    this.values.set(other.values)
    this.#x.set(other.#x)
    this.#y.set(other.#y)
    this.#textX.set(other.#textX)
    this.#textY.set(other.#textY)
    this.#recount()
    kept.forEach((i, k) => {
      this.move(i, values[k]! - this.values[i]!)
    })
  }

  /** Everything where a trace has it, as ways from the start; how far, in pixels, that is at most from where it was. */
  place(samples: Float64Array, texts: Float64Array): number {
    let off = 0
    this.#seen.samples.forEach(({ x, y }, i) => {
      const [nx, ny] = [x + samples[2 * i]!, y + samples[2 * i + 1]!]
      off = Math.max(off, Math.hypot(nx - this.#x[i]!, ny - this.#y[i]!))
      this.#x[i] = nx
      this.#y[i] = ny
    })
    for (let i = 0; i < this.#textX.length; i++) {
      this.#textX[i] = texts[2 * i]!
      this.#textY[i] = texts[2 * i + 1]!
    }
    this.#recount()
    return off
  }

  #recount(): void {
    for (let i = 0; i < this.#cost.length; i++) this.#cost[i] = this.#costAt(i, this.#x[i]!, this.#y[i]!)
    for (let i = 0; i < this.#textX.length; i++)
      this.#textCost[i] = this.#textCostAt(i, this.#textX[i]!, this.#textY[i]!)
  }

  /** Samples. */
  get count(): number {
    return this.#cost.length
  }

  /** Pixels off, for each sample and each point of ink, that nothing is wrong with. */
  get isSettled(): boolean {
    return this.wholeTotal < SETTLED * (this.#cost.length + this.#ownInk().length)
  }

  /** With the ink of its colours that the drawing does not reach: without it everything would fall on one line. */
  get wholeTotal(): number {
    let missed = 0
    for (const { ink, x, y } of this.#ownInk()) {
      let near = MISSED * MISSED
      for (let i = 0; i < this.#cost.length; i++) {
        if (this.#seen.inks[i] !== ink) continue
        const far = (this.#x[i]! - x) ** 2 + (this.#y[i]! - y) ** 2
        if (far < near) near = far
      }
      // Samples lie some pixels apart.
      missed += Math.max(0, Math.sqrt(near) - APART)
    }
    return this.total + missed
  }

  #ownInk(): readonly InkPoint[] {
    const known = INKS.get(this.#seen)
    if (known) return known
    const points: InkPoint[] = []
    for (const ink of new Set(this.#seen.inks))
      if (ink) for (const [x, y] of ink.some(MOST_INK)) points.push({ ink, x, y })
    INKS.set(this.#seen, points)
    return points
  }

  get total(): number {
    return sum(this.#cost) + sum(this.#textCost)
  }

  /** Whether a parameter moves anything that can be looked for. */
  canSee(parameter: number): boolean {
    const { samples, texts } = this.#moves[parameter]!
    return samples.some((i) => this.#seen.inks[i] !== null) || texts.some((i) => !Number.isNaN(this.#seen.texts[2 * i]))
  }

  /** Whether two parameters move something together. */
  share(one: number, other: number): boolean {
    const n = this.#moves.length
    let shared = SHARED.get(this.#moves)
    if (!shared) {
      shared = new Uint8Array(n * n)
      const places = this.#moves.map(({ samples, texts }) => new Set([...samples, ...texts.map((i) => -1 - i)]))
      for (let i = 0; i < n; i++)
        for (let k = 0; k < n; k++) shared[i * n + k] = i === k || !places[i]!.isDisjointFrom(places[k]!) ? 1 : 0
      SHARED.set(this.#moves, shared)
    }
    return shared[one * n + other] === 1
  }

  /** What is gained when a parameter goes further by so much. */
  gain(parameter: number, by: number): number {
    const { samples, sampleWays, texts, textWays } = this.#moves[parameter]!
    let gain = 0
    for (let k = 0; k < samples.length; k++) {
      const i = samples[k]!
      gain +=
        this.#cost[i]! -
        this.#costAt(i, this.#x[i]! + by * sampleWays[2 * k]!, this.#y[i]! + by * sampleWays[2 * k + 1]!)
    }
    for (let k = 0; k < texts.length; k++) {
      const i = texts[k]!
      gain +=
        this.#textCost[i]! -
        this.#textCostAt(i, this.#textX[i]! + by * textWays[2 * k]!, this.#textY[i]! + by * textWays[2 * k + 1]!)
    }
    return gain
  }

  move(parameter: number, by: number): void {
    const { samples, sampleWays, texts, textWays } = this.#moves[parameter]!
    this.values[parameter] = this.values[parameter]! + by
    for (let k = 0; k < samples.length; k++) {
      const i = samples[k]!
      this.#x[i] = this.#x[i]! + by * sampleWays[2 * k]!
      this.#y[i] = this.#y[i]! + by * sampleWays[2 * k + 1]!
      this.#cost[i] = this.#costAt(i, this.#x[i]!, this.#y[i]!)
    }
    for (let k = 0; k < texts.length; k++) {
      const i = texts[k]!
      this.#textX[i] = this.#textX[i]! + by * textWays[2 * k]!
      this.#textY[i] = this.#textY[i]! + by * textWays[2 * k + 1]!
      this.#textCost[i] = this.#textCostAt(i, this.#textX[i]!, this.#textY[i]!)
    }
  }

  /**
   * A damped Gauss–Newton step by the offsets along the normals, Tukey's weights; parameters that nothing is seen of stay.
   * False when there is too little to go by. `which`: these parameters alone.
   */
  step(which?: readonly number[]): boolean {
    const free = which && new Set(which)
    const count = this.#moves.length
    const rows: { offset: number; i: number; isText: boolean; nx: number; ny: number; weight: number }[] = []
    this.#seen.samples.forEach((sample, i) => {
      const offset = this.#offset(i)
      if (offset !== null) rows.push({ offset, i, isText: false, nx: sample.nx, ny: sample.ny, weight: 1 })
    })
    for (let i = 0; i < this.#textX.length; i++) {
      const [dx, dy] = [this.#seen.texts[2 * i]! - this.#textX[i]!, this.#seen.texts[2 * i + 1]! - this.#textY[i]!]
      if (Number.isNaN(dx) || Math.hypot(dx, dy) > NEAR) continue
      rows.push({ offset: dx, i, isText: true, nx: 1, ny: 0, weight: TEXT_WEIGHT / 2 })
      rows.push({ offset: dy, i, isText: true, nx: 0, ny: 1, weight: TEXT_WEIGHT / 2 })
    }
    if (rows.length < 8) return false
    const sizes = rows.map(({ offset }) => Math.abs(offset)).sort((a, b) => a - b)
    const scale = Math.max(0.7, 1.48 * sizes[sizes.length >> 1]!) * 4.7
    // Ways of each row, by parameter.
    const places = [new Map<number, number>(), new Map<number, number>()]
    rows.forEach(({ i, isText, nx }, row) => {
      if (!isText) places[0]!.set(i, row)
      else if (nx === 1) places[1]!.set(i, row)
    })
    const columns: [number, number][][] = rows.map(() => [])
    this.#moves.forEach(({ samples, sampleWays, texts, textWays }, parameter) => {
      if (free && !free.has(parameter)) return
      samples.forEach((i, k) => {
        const row = places[0]!.get(i)
        if (row === undefined) return
        const { nx, ny } = rows[row]!
        columns[row]!.push([parameter, nx * sampleWays[2 * k]! + ny * sampleWays[2 * k + 1]!])
      })
      texts.forEach((i, k) => {
        const row = places[1]!.get(i)
        if (row === undefined) return
        columns[row]!.push([parameter, textWays[2 * k]!])
        columns[row + 1]!.push([parameter, textWays[2 * k + 1]!])
      })
    })
    const matrix = Array.from({ length: count }, () => new Float64Array(count))
    const right = new Float64Array(count)
    rows.forEach(({ offset, weight }, row) => {
      const share = offset / scale
      if (Math.abs(share) >= 1) return
      const w = weight * (1 - share * share) ** 2
      for (const [p, way] of columns[row]!) {
        right[p] = right[p]! + w * way * offset
        for (const [q, other] of columns[row]!) matrix[p]![q] = matrix[p]![q]! + w * way * other
      }
    })
    const step = solve(matrix, right)
    step.forEach((by, parameter) => {
      if (by !== 0) this.move(parameter, by)
    })
    return true
  }

  /** Along the normal from a sample to what it is of; null where that is not near. */
  #offset(i: number): number | null {
    const ink = this.#seen.inks[i]
    if (!ink) return null
    const { nx, ny, kind, width } = this.#seen.samples[i]!
    const [x, y] = [this.#x[i]!, this.#y[i]!]
    const cover = (t: number) => ink.coverAt(x + t * nx, y + t * ny)
    if (kind !== 'stroke') {
      let best: number | null = null
      for (let t = -NEAR; t < NEAR; t += 0.5) {
        const [a, b] = [cover(t), cover(t + 0.5)]
        if (a < 0.5 || b >= 0.5) continue
        const at = t + (0.5 * (a - 0.5)) / (a - b) - width / 2
        if (best === null || Math.abs(at) < Math.abs(best)) best = at
      }
      return best
    }
    // The run of ink nearest to the sample, and its middle.
    let near: number | null = null
    for (let t = 0; t <= NEAR && near === null; t += 0.5) near = cover(t) > 0.35 ? t : cover(-t) > 0.35 ? -t : null
    if (near === null) return null
    let [all, middle, from, to] = [0, 0, near, near]
    const most = Math.max(2 * width, 3)
    while (cover(from - 0.5) > 0.1 && near - from <= most) from -= 0.5
    while (cover(to + 0.5) > 0.1 && to - near <= most) to += 0.5
    if (to - from > most + 1) return null
    for (let t = from; t <= to; t += 0.5) {
      all += cover(t)
      middle += t * cover(t)
    }
    return middle / all
  }

  #costAt(i: number, x: number, y: number): number {
    const ink = this.#seen.inks[i]
    if (!ink) return 0
    const sample = this.#seen.samples[i]!
    const { kind, width } = sample
    if (kind === 'end') return END_WEIGHT * this.#endAt(ink, sample, x, y)
    const far = ink.distanceAt(kind === 'edge', x, y)
    return Math.min(kind === 'edge' ? Math.abs(far - width / 2) : far, this.#far)
  }

  /** How far from the end of the ink, along the stroke, a place is. */
  #endAt(ink: Ink, { nx, ny, width }: Sample, x: number, y: number): number {
    const shows = (t: number) => ink.distanceAt(false, x + t * nx, y + t * ny) < 1
    const from = width / 2
    const way = shows(from - 1.5) ? 1 : -1
    let far = 0
    while (far < this.#far && shows(from + way * (far + 1.5)) === way > 0) far++
    return far
  }

  #textCostAt(i: number, x: number, y: number): number {
    const dx = this.#seen.texts[2 * i]! - x
    return Number.isNaN(dx) ? 0 : TEXT_WEIGHT * Math.min(Math.hypot(dx, this.#seen.texts[2 * i + 1]! - y), this.#far)
  }
}

/** Of a symmetric system, damped; 0 for unknowns that nothing says anything of. Elimination with the largest pivots first. */
function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const n = right.length
  const a = matrix.map((row, i) => {
    const copy = Float64Array.from(row)
    copy[i] = copy[i]! * 1.001 + 1e-12
    return copy
  })
  const b = Float64Array.from(right)
  const order: number[] = []
  const free = new Set(Array.from({ length: n }, (_, i) => i))
  while (free.size > 0) {
    let pivot = -1
    for (const i of free) if (pivot < 0 || a[i]![i]! > a[pivot]![pivot]!) pivot = i
    free.delete(pivot)
    const head = a[pivot]![pivot]!
    // Of what it says, less than a thousandth is its own.
    if (head <= 1e-9 || head < 1e-3 * matrix[pivot]![pivot]!) continue
    order.push(pivot)
    for (const i of free) {
      const share = a[i]![pivot]! / head
      if (share === 0) continue
      for (const j of free) a[i]![j] = a[i]![j]! - share * a[pivot]![j]!
      b[i] = b[i]! - share * b[pivot]!
    }
  }
  const out = new Float64Array(n)
  const known = new Set<number>()
  for (const i of order.reverse()) {
    let rest = b[i]!
    for (const j of known) rest -= a[i]![j]! * out[j]!
    out[i] = rest / a[i]![i]!
    known.add(i)
  }
  return out
}

const sum = (values: Float64Array) => values.reduce((all, value) => all + value, 0)
