import type { Figure, Line, Ring } from './drawing.ts'
import { type Ledger, of, type XY } from './fact.ts'
import { gap, inWords, type Names } from './names.ts'
import { areaOf, elementName, overlap, type Shape } from './overlaps.ts'
import { distance, foot, isInside, middle } from './plane.ts'
import type { Label, Scene, Segment } from './scene.ts'

/** A text beside the middle of one line alone, nearer than half of the way to any other. */
export function addLabels(ledger: Ledger, scene: Scene, names: Names, lines: readonly Line[]): void {
  const [x0, y0, x1, y1] = scene.axes.box
  const reach = 0.1 * Math.hypot(x1 - x0, y1 - y0)
  for (const text of scene.texts) {
    if (names.isUsed(text) || text.text.length > 12 || text.text.includes('\n')) continue
    const measure = /^(?:[a-zα-ω](?:_?\d)?['′]?|\d.*|√.*|sqrt.*|[a-zα-ω]\w? ?= ?.*)$/.test(text.text)
    const near = lines
      .map((line) => ({ line, far: gap(text, middle(line.from, line.to), scene) }))
      .sort((a, b) => a.far - b.far)
    const [best, second] = near
    // Words beside the side of a shape say what the shape is.
    if (best?.line.side && !measure) continue
    if (best && hasScale(best.line, scene)) continue
    if (best && best.far < reach && (!second || second.far > 2 * best.far)) {
      ledger.add('label', { text: text.text, of: `segment ${best.line.name}` }, 'nearest middle of a line', [
        text,
        best.line,
      ])
    }
  }
}

/** Texts that name nothing else: what they are written in, one shape or where several overlap, else their place. */
export function addCaptions(
  ledger: Ledger,
  scene: Scene,
  names: Names,
  figures: readonly Figure[],
  rings: readonly Ring[],
): void {
  const told = [...of(ledger.list(), 'label'), ...of(ledger.list(), 'angle')]
  const used = new Set(told.flatMap(({ artists }) => artists))
  const arrows = new Set(of(ledger.list(), 'segment').flatMap(({ value }) => (value.arrow ? [value.name] : [])))
  for (const text of scene.texts.slice(0, 12)) {
    if (names.isUsed(text) || text.artists.some((id) => used.has(id)) || arrows.has(text.text)) continue
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = text.box ?? []
    const at: XY = text.box ? [(x0 + x1) / 2, (y0 + y1) / 2] : scene.toPixels(text.at)
    const shapes: Shape[] = [
      ...rings
        .filter((ring) => isInRing(at, ring, scene))
        .map((ring) => ({ name: elementName('circle', ring, rings), ring })),
      ...figures
        .filter(({ vertices }) => isInside(at, vertices.map(scene.toPixels)))
        .map((figure) => ({ name: elementName(figure.shape, figure, figures), figure })),
    ].sort((a, b) => areaOf(a) - areaOf(b))
    // Of shapes in each other the innermost; what overlaps it holds the text too.
    const [inner] = shapes
    const holds = shapes.filter((shape) => inner && (shape === inner || overlap(shape, inner))).map(({ name }) => name)
    const what =
      holds.length > 0 && holds.length < 4 && holds.every(Boolean) ? holds.join(' and ') : `place ${inWords(text.at)}`
    ledger.add('label', { text: text.text.replace(/\s+/g, ' '), of: what }, 'where the text stands', [text])
  }
}

function isInRing(at: XY, { centre, radius }: Ring, scene: Scene): boolean {
  const middle = scene.toPixels(centre)
  return distance(at, middle) < Math.abs(scene.toPixels([centre[0] + radius, centre[1]])[0] - middle[0])
}

/** The short text nearest to the head of this arrow alone. */
export function vectorName(arrow: Segment, all: readonly Segment[], names: Names, scene: Scene): string {
  const heads = all.filter((one) => one.arrow).map(({ to }) => to)
  const own = scene.texts.filter((text) => {
    if (names.isUsed(text) || text.text.length > 8) return false
    const far = gap(text, arrow.to, scene)
    // Of axes drawn as arrows, and what is written in a shape.
    if (/^[xyz]$|^[\d.]+$/.test(text.text) || isInShape(text, scene)) return false
    return far < 40 && heads.every((head) => head === arrow.to || gap(text, head, scene) > 1.5 * far)
  })
  const [text = ''] = own.length === 1 ? own.map((one) => one.text) : []
  // A small letter alone would be read as a word.
  return /^[a-z]$/.test(text) ? `${text}\u20d7` : text
}

function isInShape({ at }: Label, { circles, polygons, boxes }: Scene): boolean {
  return (
    circles.some(({ centre, radius }) => distance(at, centre) < radius) ||
    polygons.some(({ points }) => isInside(at, points)) ||
    boxes.some(({ centre, size }) =>
      [0, 1].every((k) => Math.abs((at[k] ?? 0) - (centre[k] ?? 0)) <= (size[k] ?? 0) / 2),
    )
  )
}

/** Three texts along a line are its scale: a number line, a line of time. */
function hasScale({ from, to }: Line, scene: Scene): boolean {
  const [a, b] = [scene.toPixels(from), scene.toPixels(to)]
  if (distance(a, b) === 0) return false
  const along = scene.texts.filter((text) => {
    const { at, t } = foot(scene.toPixels(text.at), a, b)
    return t > -0.05 && t < 1.05 && distance(at, scene.toPixels(text.at)) < 45
  })
  return along.length > 2
}
