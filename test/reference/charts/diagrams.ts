import type { Look } from './looks.ts'
import { fixed, type Random, Svg } from './svg.ts'
import type { ChartTruth } from './truth.ts'

const STEPS = ['Start', 'Read', 'Sort', 'Check', 'Store', 'Send', 'Print', 'End', 'Parse', 'Merge']
const LETTERS = [...'ABCDEFGHKLMNPQRST']

/** Boxes with words, one after the other, joined by arrows. */
function flow(random: Random, look: Look, svg: Svg): void {
  const count = random.whole(3, 4)
  const names = random.some(STEPS, count)
  const [w, h] = [104, 46]
  const gap = (svg.width - count * w) / (count + 1)
  const y = svg.height / 2
  const fill = random.pick(['#dbeafe', '#fde68a', '#dcfce7', '#ffffff'])
  for (const [i, name] of names.entries()) {
    const x = gap + i * (w + gap)
    const shape = { x: fixed(x), y: y - h / 2, width: w, height: h, fill, stroke: look.ink, 'stroke-width': 1.5 }
    svg.element('rect', shape)
    svg.text(x + w / 2, y + 5, look.size + 1, 'middle', look.ink, name)
    if (i === count - 1) continue
    const end = x + w + gap
    svg.line(x + w, y, end - 8, y, look.ink, { 'stroke-width': 1.5 })
    svg.element('path', { d: `M${fixed(end)} ${y}l-10 -5v10z`, fill: look.ink })
  }
}

/** A triangle with lettered corners, one height dashed. */
function triangle(random: Random, look: Look, svg: Svg): void {
  const a = [random.between(60, 120), svg.height - 70] as const
  const b = [svg.width - random.between(60, 120), svg.height - 70] as const
  const c = [random.between(0.35, 0.65) * svg.width, random.between(60, 110)] as const
  const points = [a, b, c].map(([x, y]) => `${fixed(x)},${fixed(y)}`).join(' ')
  const fill = random.pick(['none', '#fef3c7', '#e0f2fe'])
  svg.element('polygon', { points, fill, stroke: random.pick(look.colours), 'stroke-width': 2 })
  svg.line(c[0], c[1], c[0], a[1], look.ink, { 'stroke-dasharray': '6 4', 'stroke-width': 1.2 })
  const names = random.some(LETTERS, 3)
  svg.text(a[0] - 14, a[1] + 16, look.size + 4, 'middle', look.ink, names[0]!)
  svg.text(b[0] + 14, b[1] + 16, look.size + 4, 'middle', look.ink, names[1]!)
  svg.text(c[0], c[1] - 10, look.size + 4, 'middle', look.ink, names[2]!)
}

/** Discs with letters, joined by straight strokes. */
function graph(random: Random, look: Look, svg: Svg): void {
  const count = random.whole(4, 6)
  const [cx, cy, r] = [svg.width / 2, svg.height / 2, svg.height / 2 - 60]
  const places = Array.from({ length: count }, (_, i) => {
    const turn = (2 * Math.PI * i) / count + 0.4
    return [cx + 1.4 * r * Math.cos(turn), cy + r * Math.sin(turn)] as const
  })
  for (const [i, [x, y]] of places.entries()) {
    const next = places[(i + 1) % count]!
    svg.line(x, y, next[0], next[1], '#666666', { 'stroke-width': 2 })
    const other = places[(i + 2) % count]!
    if (random.next() < 0.3) svg.line(x, y, other[0], other[1], '#666666', { 'stroke-width': 2 })
  }
  const names = random.some(LETTERS, count)
  for (const [i, [x, y]] of places.entries()) {
    const disc = { cx: fixed(x), cy: fixed(y), r: 18, fill: '#ffffff', stroke: look.ink, 'stroke-width': 1.5 }
    svg.element('circle', disc)
    svg.text(x, y + 5, look.size + 2, 'middle', look.ink, names[i]!)
  }
}

/** A circle with a radius, a chord and a square. */
function circle(random: Random, look: Look, svg: Svg): void {
  const [x, y, r] = [svg.width / 2 - 60, svg.height / 2, svg.height / 2 - 60]
  svg.element('circle', { cx: x, cy: y, r, fill: 'none', stroke: random.pick(look.colours), 'stroke-width': 2 })
  const at = (turn: number) => [x + r * Math.cos(turn), y - r * Math.sin(turn)] as const
  const [first, second] = [random.between(0.2, 1.2), random.between(2.4, 4)]
  const [p, q] = [at(first), at(second)]
  svg.line(x, y, p[0], p[1], look.ink, { 'stroke-width': 1.5 })
  svg.line(p[0], p[1], q[0], q[1], look.ink, { 'stroke-width': 1.5, 'stroke-dasharray': '7 4' })
  for (const [u, v] of [p, q, [x, y] as const])
    svg.element('circle', { cx: fixed(u), cy: fixed(v), r: 3.5, fill: look.ink })
  const names = random.some(LETTERS, 2)
  svg.text(p[0] + 14, p[1] - 8, look.size + 3, 'middle', look.ink, names[0]!)
  svg.text(q[0] - 14, q[1] + 14, look.size + 3, 'middle', look.ink, names[1]!)
  const side = random.whole(50, 80)
  svg.element('rect', {
    x: svg.width - side - 40,
    y: y - side / 2,
    width: side,
    height: side,
    fill: random.pick(look.colours),
  })
}

const DIAGRAMS = [flow, triangle, graph, circle]

export function diagram(random: Random, look: Look): [Svg, ChartTruth] {
  const svg = new Svg(random.pick([480, 560, 640]), random.pick([320, 360, 400]), look.font, '#ffffff')
  random.pick(DIAGRAMS)(random, look, svg)
  return [svg, {}]
}
