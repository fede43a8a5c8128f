/** Looks at the shape of the figure, its frames, aspects, directions of bars, and legends. */

import { pythonNumber, pythonString } from '../../python/literal.ts'
import type { Box, TracedAxes } from '../../trace.ts'
import { type Look, type Scene, styled } from './looks.ts'
import type { Call } from './program.ts'
import type { Proposal } from './proposal.ts'
import { inkOf } from './sight.ts'
import { likeliest } from './trials.ts'

/** Relative difference of width to height that is no rounding of pixels. */
const OTHER_SHAPE = 0.008
/** The same of letters: of long words, and of such that are rounded to whole pixels. */
const OTHER_LETTERS = 0.06
const OTHER_SHORT = 0.12
const LONG_WORD = 30
const MAKERS = ['subplots', 'figure', 'subplot_mosaic']
/** Pixels an inch that pictures are usually written at. */
const USUAL_DPI = [100, 72, 150, 50, 80, 96, 120, 200, 300]
/** Inches that are tried. */
const SIZES = Array.from({ length: 33 }, (_, i) => 2 + i / 2)
/** Share of a spine's length that shows ink: none, all. */
const ABSENT = 0.2
const PRESENT = 0.9
const INK = 40
const PLACES = [
  'upper right',
  'upper left',
  'lower left',
  'lower right',
  'center left',
  'center right',
  'lower center',
  'upper center',
  'center',
]

/** Width to height of the picture, and how large its letters are in it: first of all, because everything moves with it. */
export const figureShape: Look = async (scene) => {
  const { drawing, target, program } = scene
  const { width, height } = target.picture
  const letters = lettersRatio(scene)
  const isOther = Math.abs(drawing.score.registration!.aspect) > OTHER_SHAPE
  if (!isOther && letters === 1) return []
  const literals = (await scene.literals()).filter(({ role, argument }) => role === 'figure' && argument === 'figsize')
  const w = drawing.trace.width / drawing.trace.dpi / letters
  const h = drawing.trace.height / drawing.trace.dpi / letters
  const variants = nearSizes(width / height, w, h, width, height).flatMap(([a, b]): Proposal[] => {
    const [wide, high] = [pythonNumber(a, 2), pythonNumber(b, 2)]
    const detail = `${wide} × ${high}`
    if (literals.length === 2) {
      const values = [wide, high]
      const edits = literals.map(({ line, column, text }, i) => ({ line, column, from: text, to: values[i]! }))
      return styled(
        edits.filter(({ from, to }) => from !== to),
        detail,
      )
    }
    if (literals.length > 0) return []
    const value = `(${wide}, ${high})`
    const plt = program.pyplot
    const maker = MAKERS.flatMap((name) => (plt ? program.calls(`${plt}.${name}`) : []))[0]
    if (maker) {
      const isGiven = maker.arguments.some(({ keyword }) => keyword === 'figsize')
      return isGiven ? [] : styled([program.addKeyword(maker, 'figsize', value)], detail)
    }
    const first = program.statements.findLast((one) => one.parent < 0 && /^(?:import|from)\b/.test(program.text(one)))
    if (!plt || !first) return []
    return styled([program.insertAfter({ after: first, indent: '' }, `${plt}.figure(figsize=${value})`)], detail)
  })
  // Letters say more of the size than outlines do.
  if (letters !== 1) return variants.slice(0, 3)
  return likeliest(drawing.code, scene.base, variants, scene.fit, scene.lab, -1)
}

/** How much larger the source's letters are than those of the drawing, where the same words were read; 1 when unknown. */
function lettersRatio({ drawing, target, sight }: Scene): number {
  const read = target.observation?.texts ?? []
  const ratios = drawing.trace.artists.flatMap(({ kind, data, path }) => {
    if (kind !== 'text' || !path.box || !data.text) return []
    const same = read.filter(({ text }) => text === data.text)
    const drawn = drawing.trace.artists.filter(
      (one) => one.kind === 'text' && one.path.box && one.data.text === data.text,
    )
    if (same.length !== 1 || drawn.length !== 1) return []
    const size = ([x0, y0, x1, y1]: Box) => Math.max(x1 - x0, y1 - y0)
    const there = size(same[0]!.box)
    return [{ ratio: there / size(path.box) / sight.toPicture, isLong: there >= LONG_WORD }]
  })
  const long = ratios.filter(({ isLong }) => isLong)
  const told = long.length >= 2 ? long : ratios
  told.sort((a, b) => a.ratio - b.ratio)
  const middle = told[told.length >> 1]?.ratio ?? 1
  const least = told === long ? OTHER_LETTERS : OTHER_SHORT
  return told.length < 3 - (told === long ? 1 : 0) || Math.abs(middle - 1) < least ? 1 : middle
}

/** Sizes in inches of a shape, those first that change little, are round, or have so many pixels as pictures usually do. */
function nearSizes(shape: number, w: number, h: number, width: number, height: number): (readonly [number, number])[] {
  const found: { size: readonly [number, number]; cost: number }[] = []
  for (const a of [...SIZES, 6.4]) {
    for (const b of [...SIZES, 4.8]) {
      if (Math.abs(a / b / shape - 1) > 0.006) continue
      const whole = Number.isInteger(a) && Number.isInteger(b) ? 0 : 0.15
      const usual = USUAL_DPI.some((dpi) => Math.abs(width / a - dpi) < 0.7 && Math.abs(height / b - dpi) < 0.7)
      found.push({
        size: [a, b],
        cost: Math.abs(Math.log(a / w)) + Math.abs(Math.log(b / h)) + whole - (usual ? 0.5 : 0),
      })
    }
  }
  found.sort((p, q) => p.cost - q.cost)
  const sizes = found.slice(0, 4).map(({ size }) => size)
  return sizes.length > 0
    ? sizes
    : [
        [h * shape, h],
        [w, w / shape],
      ]
}

/** Axes without frame, ticks and labels, or without the upper and right line; and the other way round. */
export const frames: Look = async (scene) => {
  const found: Proposal[] = []
  for (const axes of scene.drawing.trace.axes) {
    if (axes.projection !== 'rectilinear' || axes.colourbar || axes.twin || axes.inset) continue
    const [left, top, right, bottom] = spines(scene, axes)
    const drawn = spinesDrawn(scene, axes)
    const gone = (share: number) => share < ABSENT
    const there = (share: number) => share > PRESENT
    const slot = scene.program.slot(scene.drawing.trace, axes.id)
    if (drawn >= 3 && [left, top, right, bottom].every(gone) && slot && !ticksSupported(scene, axes)) {
      found.push(
        ...styled(
          [scene.program.insertAfter(slot, `${slot.axes}.axis(${pythonString('off', scene.program.quote)})`)],
          'off',
        ),
      )
    } else if (drawn === 4 && gone(top) && gone(right) && there(left) && there(bottom) && slot) {
      const owner = slot.axes === scene.program.pyplot ? `${slot.axes}.gca()` : slot.axes
      const names = ['top', 'right'].map((name) => pythonString(name, scene.program.quote)).join(', ')
      found.push(...styled([scene.program.insertAfter(slot, `${owner}.spines[[${names}]].set_visible(False)`)], 'open'))
    } else if (drawn <= 2 && [left, top, right, bottom].every(there)) {
      const hiding = scene.program.statements.filter((one) =>
        /\.axis\(\s*(["'])off\1|set_axis_off\(|\.spines\b/.test(scene.program.text(one)),
      )
      found.push(
        ...styled(
          hiding.map((one) => scene.program.remove(one)),
          'frame',
        ),
      )
    }
  }
  return found
}

/** Shares of the box's left, top, right and bottom side that are inked in the source. */
function spines({ sight }: Scene, { box: [x0, y0, x1, y1] }: TracedAxes): [number, number, number, number] {
  const share = (from: readonly [number, number], to: readonly [number, number]) => {
    const across: [number, number] = from[0] === to[0] ? [1, 0] : [0, 1]
    let [inked, all] = [0, 0]
    for (let i = 0.05; i < 0.96; i += 0.01) {
      const look = sight.across([from[0] + (to[0] - from[0]) * i, from[1] + (to[1] - from[1]) * i], across)
      if (!look) continue
      all++
      if (inkOf(look.source, sight.paper) > INK) inked++
    }
    return all === 0 ? 0.5 : inked / all
  }
  return [share([x0, y0], [x0, y1]), share([x0, y0], [x1, y0]), share([x1, y0], [x1, y1]), share([x0, y1], [x1, y1])]
}

function spinesDrawn({ drawing }: Scene, { id }: TracedAxes): number {
  return drawing.trace.artists.filter(
    (one) => one.axes === id && one.type === 'Spine' && one.visible && one.path.shapes.length > 0,
  ).length
}

function ticksSupported(scene: Scene, { id }: TracedAxes): boolean {
  const ticks = scene.drawing.trace.artists.filter(
    (one) => one.axes === id && one.role === 'tick' && one.kind === 'text' && one.path.box,
  )
  return ticks.filter((one) => scene.isSupported(one.id)).length > 0.5 * ticks.length
}

/** Equal units on both axes or not, and bars that lie or stand: as the traces explain the source better. */
export const directions: Look = async (scene) => {
  const { drawing, program } = scene
  if ((drawing.score.components.elements?.value ?? 1) > 0.999) return []
  const variants: Proposal[] = []
  for (const axes of drawing.trace.axes) {
    if (axes.projection !== 'rectilinear' || axes.colourbar) continue
    const slot = program.slot(drawing.trace, axes.id)
    if (axes.aspect === 'auto' && slot) {
      const owner = slot.axes === program.pyplot ? `${slot.axes}.gca()` : slot.axes
      const equal = pythonString('equal', program.quote)
      variants.push(...styled([program.insertAfter(slot, `${owner}.set_aspect(${equal})`)], 'equal'))
      variants.push(...styled([program.insertAfter(slot, `${slot.axes}.axis(${equal})`)], 'equal'))
    }
  }
  for (const one of program.statements) {
    if (/\.set_aspect\(|\.axis\(\s*(["'])(?:equal|scaled|square|image)\1\s*\)/.test(program.text(one)))
      variants.push(...styled([program.remove(one)], 'auto'))
  }
  for (const [from, to] of [
    ['bar', 'barh'],
    ['barh', 'bar'],
  ] as const) {
    const calls = new Set(
      drawing.trace.artists.flatMap((one) =>
        one.group?.kind === from && one.line !== null && one.call ? [`${one.line} ${one.call}`] : [],
      ),
    )
    const edits = [...calls].map((key) => {
      const [line, name] = [Number(key.slice(0, key.indexOf(' '))), key.slice(key.indexOf(' ') + 1)]
      const call = program.callOf({ line, call: name })
      const end = call && call.from + program.text(call).indexOf('(')
      return end ? program.replace({ from: end - from.length, to: end }, to) : null
    })
    variants.push(...styled(edits, to))
  }
  return likeliest(drawing.code, scene.base, variants, scene.fit, scene.lab, 0.0015)
}

/** Where legends lie. */
export const legends: Look = async (scene) => {
  const { drawing, program } = scene
  const parts = drawing.trace.artists.filter(({ role, line, path }) => role === 'legend' && line !== null && path.box)
  if (parts.length === 0 || parts.every(({ id }) => scene.isSupported(id))) return []
  const call = program.callOf(parts[0]!)
  if (!call?.name.endsWith('legend')) return []
  const variants = PLACES.flatMap((place) => {
    const value = pythonString(place, program.quote)
    const given = call.arguments.find(({ keyword }) => keyword === 'loc')
    if (given && program.text(given.value) === value) return []
    return styled([given ? program.replace(given.value, value) : program.addKeyword(call, 'loc', value)], place)
  })
  return hasAnchor(call) ? [] : likeliest(drawing.code, scene.base, variants, scene.fit, scene.lab)
}

function hasAnchor({ arguments: given }: Call): boolean {
  return given.some(({ keyword }) => keyword === 'bbox_to_anchor')
}
