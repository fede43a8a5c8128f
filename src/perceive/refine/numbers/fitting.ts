/** The numbers of one drawing's program against one picture: what they move, and what they should be. */
import { findBackground } from '../../../fidelity/ink.ts'
import { applyEdits } from '../../../python/edits.ts'
import { limitSide } from '../../../raster/area.ts'
import type { Raster } from '../../../raster/raster.ts'
import { resampleSimilar } from '../../../raster/similarity.ts'
import type { Drawing, Lab, Target } from '../proposal.ts'
import { descend, search, tries } from './descent.ts'
import { Fit, type Moves, type Seen } from './fit.ts'
import { Ink } from './ink.ts'
import { editOf, onGrid, type Parameter } from './parameters.ts'
import { Sampled } from './samples.ts'
import { sensitivities } from './sensitivities.ts'
import { offsetsOf } from './texts.ts'

const PASSES = 3
const GAUSS_NEWTON = 4
/** Shares of the longer side: how far ink and texts may be from where they are drawn. */
const FAR = 0.07
const TEXT_REACH = 0.12
/** Long side of what the score looks at, pixels. */
const SCORED = 1600
/** Pixels by which what a move was said to do may be wrong. */
const STRAIGHT = 2

export interface Probe {
  readonly parameter: number
  readonly value: number
}

export class Fitting {
  readonly #code: string
  readonly #lab: Lab
  readonly #parameters: readonly Parameter[]
  readonly #base: Sampled
  readonly #seen: Seen
  readonly #far: number
  readonly #paper

  constructor(drawing: Drawing, target: Target, lab: Lab, parameters: readonly Parameter[]) {
    this.#code = drawing.code
    this.#lab = lab
    this.#parameters = parameters
    const picture = laidOver(target.picture, drawing)
    const paper = findBackground(picture)
    this.#paper = paper
    this.#base = new Sampled(drawing.trace, paper)
    const { samples, texts } = this.#base
    const long = Math.max(picture.width, picture.height)
    this.#far = FAR * long
    const offsets = offsetsOf(texts, drawing.raster, picture, Math.round(TEXT_REACH * long))
    const hidden = explained(
      drawing,
      texts.map(({ box }) => box),
      offsets,
      picture,
    )
    const inks = new Map<string, Ink | null>()
    const inkOf = (colour: readonly [number, number, number]) => {
      const name = colour.join()
      if (!inks.has(name)) inks.set(name, Ink.of(picture, colour, paper, hidden))
      return inks.get(name)!
    }
    this.#seen = { samples, inks: samples.map(({ colour }) => inkOf(colour)), texts: offsets }
  }

  async values(): Promise<readonly number[]> {
    const parameters = this.#parameters
    const start = parameters.map(({ value }) => value)
    let values: readonly number[] = start
    let moves = await this.#sensitivities(values)
    let fit = new Fit(this.#seen, moves, this.#far)
    if (await this.#byTexts(fit, moves)) {
      values = this.#valuesOf(fit.values)
      moves = await this.#sensitivities(values)
      fit = fit.copy(moves)
    }
    for (let pass = 0; pass < PASSES; pass++) {
      const before = fit.copy()
      fit = search(fit, parameters, moves)
      this.#refine(fit, moves)
      const changed = parameters.map((_, i) => i).filter((i) => fit.values[i] !== before.values[i])
      if (changed.length === 0) break
      const hoped = fit.total
      const off = await this.#settle(fit, before, changed)
      if (fit.wholeTotal >= before.wholeTotal) break
      values = this.#valuesOf(fit.values)
      if (off <= STRAIGHT && fit.total < 1.1 * hoped) continue
      // What moves how far has changed on the way.
      moves = await this.#sensitivities(values)
      fit = fit.copy(moves)
    }
    return values
  }

  /** Texts are found for what they are, so what moves them comes first. True when it did, and lies nearer then. */
  async #byTexts(fit: Fit, moves: readonly Moves[]): Promise<boolean> {
    const texts = fit.copy(moves, { ...this.#seen, inks: this.#seen.inks.map(() => null) })
    const before = texts.total
    descend(texts, this.#parameters, moves)
    if (texts.values.every((value) => value === 0)) return false
    const moved = fit.copy()
    texts.values.forEach((value, i) => {
      if (value !== 0) moved.move(i, value)
    })
    await this.#place(moved)
    const after = moved.copy(moves, { ...this.#seen, inks: this.#seen.inks.map(() => null) }).total
    if (after >= before) return false
    fit.become(moved, [])
    return true
  }

  /** Single changes worth a drawing, likeliest first. */
  async probes(): Promise<readonly Probe[]> {
    const start = this.#parameters.map(({ value }) => value)
    const moves = await this.#sensitivities(start)
    const fit = new Fit(this.#seen, moves, this.#far)
    const found = this.#parameters.flatMap((parameter, i) => {
      if (!fit.canSee(i)) return []
      const gains = tries(fit, parameter, i, moves[i]!).map((by) => ({ by, gain: fit.gain(i, by) }))
      gains.sort((a, b) => b.gain - a.gain)
      return gains.slice(0, 2).map(({ by, gain }) => ({ parameter: i, value: parameter.value + by, gain }))
    })
    return found.sort((a, b) => b.gain - a.gain)
  }

  /**
   * Puts everything where a trace of the new values has it; when that is worse than before, of each change alone, and
   * keeps those that gain. Returns how far, in pixels, things are from where they were thought to be.
   */
  async #settle(fit: Fit, before: Fit, changed: readonly number[]): Promise<number> {
    const off = await this.#place(fit)
    if (off !== null && fit.wholeTotal < before.wholeTotal) return off
    const alone = changed.map((i) => {
      const values = Float64Array.from(before.values)
      values[i] = fit.values[i]!
      return values
    })
    const figures = await this.#lab.trace(alone.map((values) => this.#withValues(this.#valuesOf(values))))
    const kept = changed.filter((_, k) => {
      const one = before.copy()
      const ways = figures[k] && new Sampled(figures[k]!, this.#paper).movesOf(this.#base)
      if (!ways) return false
      one.place(ways.samples, ways.texts)
      return one.total < before.total
    })
    fit.become(before, kept)
    await this.#place(fit)
    return STRAIGHT + 1
  }

  async #place(fit: Fit): Promise<number | null> {
    const [figure] = await this.#lab.trace([this.#withValues(this.#valuesOf(fit.values))])
    const ways = figure && new Sampled(figure, this.#paper).movesOf(this.#base)
    return ways ? fit.place(ways.samples, ways.texts) : null
  }

  #valuesOf(moved: Float64Array): readonly number[] {
    return this.#parameters.map(({ value }, i) => value + moved[i]!)
  }

  /** Least squares from here; of its values on the grid those that gain. */
  #refine(fit: Fit, moves: readonly Moves[]): void {
    const free = fit.copy()
    for (let i = 0; i < GAUSS_NEWTON; i++) if (!free.step()) return
    const targets = this.#parameters.map((parameter, i) => {
      const to = onGrid(parameter, parameter.value + free.values[i]!) - parameter.value
      return Math.abs(to) <= 1.5 * parameter.reach ? to : fit.values[i]!
    })
    const rounded = fit.copy()
    for (const [i, to] of targets.entries()) rounded.move(i, to - rounded.values[i]!)
    if (rounded.total < fit.total) {
      for (const [i, to] of targets.entries()) fit.move(i, to - fit.values[i]!)
      return
    }
    targets.forEach((to, i) => {
      const by = to - fit.values[i]!
      if (by !== 0 && fit.gain(i, by) > 0.05 * moves[i]!.samples.length) fit.move(i, by)
    })
  }

  #sensitivities(values: readonly number[]): Promise<readonly Moves[]> {
    return sensitivities(this.#withValues(values), this.#parameters, values, this.#base, this.#paper, this.#lab)
  }

  #withValues(values: readonly number[]): string {
    const edits = this.#parameters.map((parameter, i) => editOf(parameter, onGrid(parameter, values[i]!), 'fitted'))
    return applyEdits(this.#code, edits) ?? this.#code
  }
}

/** The picture as the drawing has it: of its size, and laid over it where their shapes differ. */
function laidOver(picture: Raster, { raster: { width, height }, score }: Drawing): Raster {
  const small = limitSide(picture, Math.max(width, height))
  if (Math.abs(small.width - width) <= 2 && Math.abs(small.height - height) <= 2) return small
  const { scale, dx, dy } = score.registration ?? { scale: 1, dx: 0, dy: 0 }
  const scored = limitSide(picture, SCORED)
  const map = { scale: 1 / scale, dx: -dx / scale, dy: -dy / scale }
  return resampleSimilar(scored, width, height, map, findBackground(scored))
}

/** Pixels of what the drawing has that moves with nothing: frames, and texts that are where they should be. */
function explained(
  { trace }: Drawing,
  boxes: readonly (readonly number[])[],
  offsets: Float64Array,
  { width, height }: Raster,
): Uint8Array {
  const hidden = new Uint8Array(width * height)
  const hide = (x0: number, y0: number, x1: number, y1: number) => {
    for (let y = Math.max(0, Math.floor(y0)); y < Math.min(height, Math.ceil(y1)); y++)
      hidden.fill(1, y * width + Math.max(0, Math.floor(x0)), y * width + Math.min(width, Math.ceil(x1)))
  }
  boxes.forEach(([x0, y0, x1, y1], i) => {
    const [dx, dy] = [offsets[2 * i]!, offsets[2 * i + 1]!]
    if (!Number.isNaN(dx)) hide(x0! + dx, y0! + dy, x1! + dx, y1! + dy)
  })
  for (const { kind, role, path, visible, style } of trace.artists) {
    if (role !== 'frame' || !visible || kind === 'text' || style.fill !== 'none') continue
    for (const { lines } of path.shapes)
      for (const line of lines)
        for (let i = 0; i + 1 < line.length; i++) {
          const [[ax, ay], [bx, by]] = [line[i] as [number, number], line[i + 1] as [number, number]]
          if (ax === bx || ay === by)
            hide(Math.min(ax, bx) - 1.5, Math.min(ay, by) - 1.5, Math.max(ax, bx) + 1.5, Math.max(ay, by) + 1.5)
        }
  }
  return hidden
}
