import type { XY } from './fact.ts'
import { distance, middle } from './plane.ts'
import type { Label, Scene } from './scene.ts'

/** Names of places: texts beside the point they name, nearest pairs first, each text and each point once. */
export class Names {
  readonly #points: { readonly at: XY; readonly text: Label }[] = []
  readonly #used = new Set<Label>()
  readonly #scale: number

  constructor(scene: Scene, places: readonly XY[]) {
    const [x0, y0, x1, y1] = scene.axes.box
    const reach = 0.09 * Math.hypot(x1 - x0, y1 - y0)
    const distinct = places.filter((place, i) => places.findIndex((other) => distance(other, place) < 1e-9) === i)
    this.#scale = Math.hypot(
      scene.axes.x.limits[1] - scene.axes.x.limits[0],
      scene.axes.y.limits[1] - scene.axes.y.limits[0],
    )
    // In a circuit, R is a resistor.
    const circuit = scene.texts.some(({ text }) => /Ω|\d\s*(?:V|A|mA|[µμ]?F|mH)\b/.test(text))
    const texts = scene.texts.filter(
      ({ text }) =>
        /^[A-Z](?:['′]+|_?\d+)?(?:\s*\([^)]*\))?$/.test(text) && !(circuit && /^[RLCVI](?:_?\d)?$/.test(text)),
    )
    const pairs = texts
      .flatMap((text) => distinct.map((at) => ({ at, text, far: gap(text, at, scene) })))
      .filter(({ far }) => far < reach)
      .sort((a, b) => a.far - b.far)
    for (const { at, text } of pairs) {
      if (this.#used.has(text) || this.labelAt(at)) continue
      if (texts.some((other) => other !== text && other.text === text.text)) continue
      this.#points.push({ at, text })
      this.#used.add(text)
    }
  }

  /** Text that names a point, if one does. */
  labelAt(at: XY): Label | null {
    return this.#points.find((one) => distance(one.at, at) < 1e-6 * this.#scale)?.text ?? null
  }

  at(at: XY): string {
    return this.labelAt(at)?.text.replace(/\s*\(.*$/, '') ?? ''
  }

  isUsed(text: Label): boolean {
    return this.#used.has(text)
  }

  /** `AB`, else the coordinates. */
  ofSegment(from: XY, to: XY): string {
    const [a, b] = [this.at(from), this.at(to)]
    if (a && b) return [a, b].sort().join('')
    const forward = from[0] < to[0] || (from[0] === to[0] && from[1] <= to[1])
    return forward ? `${inWords(from)}–${inWords(to)}` : `${inWords(to)}–${inWords(from)}`
  }

  /** `ABC`, else `''`. */
  ofPolygon(vertices: readonly XY[]): string {
    const names = vertices.map((vertex) => this.at(vertex))
    return names.every(Boolean) ? names.join('') : ''
  }
}

export const inWords = ([x, y]: XY): string => `(${short(x)}, ${short(y)})`
export const short = (value: number): string => String(Number(value.toFixed(2)) + 0)

/** Pixels from a text's box, or its anchor where it has none, to a place. */
export function gap(text: Label, at: XY, scene: Scene): number {
  const [x, y] = scene.toPixels(at)
  if (!text.box) return distance(scene.toPixels(text.at), [x, y])
  const [x0, y0, x1, y1] = text.box
  return distance(middle([x0, y0], [x1, y1]), [x, y])
}
