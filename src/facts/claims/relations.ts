import { of } from '../caption.ts'
import type { Fact } from '../fact.ts'
import { type Claim, open, type Rule, text, word } from './claim.ts'
import { basicColour } from './colour-words.ts'
import { type Knowledge, mirrored, single } from './knowledge.ts'
import { find } from './patterns.ts'
import type { Sentence } from './tokens.ts'
import { opposite, SHAPES, SIDES } from './words.ts'

/** Sides, containment, parallels and right angles, midpoints, names of shapes. */
export const relationClaims: Rule = (sentence, knowledge) => {
  if (sentence.denies) return []
  return [sides, directions, angles, midpoints, shapes, arrows].flatMap((rule) => rule(sentence, knowledge))
}

type Part = (sentence: Sentence, knowledge: Knowledge) => Claim[]

const sides: Part = (sentence, { facts }) => {
  const relations = of(facts, 'relation')
  const names = [...new Set(relations.flatMap(({ value }) => [value.a, value.b]))]
  const nameOf = (colour: string | undefined, thing: string): string | null => {
    const plain = /^[SPV]\d+$/.test(thing)
      ? (sentence.tokens[Number(thing.slice(1))]?.name ?? '')
      : /^X\d+$/.test(thing)
        ? (sentence.tokens[Number(thing.slice(1))]?.text.toLowerCase() ?? '')
        : ''
    const shade = colour && basicColour(sentence.tokens[Number(colour)]?.text ?? '')
    return single(
      names.filter((name) => {
        const words = name.split(' ')
        if (plain === '') return shade !== undefined && words[0] === shade
        return (
          name === plain ||
          (SHAPES.includes(plain) && words.at(-1) === plain && (!shade || words.length === 1 || words[0] === shade))
        )
      }),
    )
  }
  const element = '(?:C(\\d+) )?(X\\d+|S\\d+|P\\d+|V\\d+|one|panel S\\d+)'
  const form = new RegExp(
    `(?<=^| )(?:panel )?${element} (?:, |panel |which |whose |[A-Z]\\d+ ?is )*(?:(?:is|lies|sits|stands|appears|placed|located|drawn|positioned|contained|inscribed|to|on|just|side) )*D(\\d+) (?:(?:of|side|panel|to) )*${element} `,
    'g',
  )
  return [...sentence.form.matchAll(form)].flatMap((match) => {
    const [, c1, one = '', d, c2, two = ''] = match
    const token = sentence.tokens[Number(d)]
    if (!token) return []
    const said = token.text.toLowerCase()
    if (/^(?:parallel|perpendicular)$/.test(said)) return []
    const [a, b] = [nameOf(c1, one.replace('panel ', '')), nameOf(c2, two.replace('panel ', ''))]
    if (!a || !b || a === b) return [open(token)]
    const kind = /left|right/.test(said) ? 'left of' : /above|below|over|under/.test(said) ? 'above' : 'inside'
    const straight = relations.find(({ value }) => value.a === a && value.b === b && value.relation === kind)
    const turned = relations.find(({ value }) => value.a === b && value.b === a && value.relation === kind)
    const isFirst = /^(?:left|above|over|inside|within)$/.test(said)
    if (straight)
      return [isFirst ? text(token, token.text, [straight]) : word(token, opposite(SIDES, said) ?? said, [straight])]
    // What holds the other is neither in it nor said to be beside it.
    if (!turned || kind === 'inside') return [open(token)]
    return [isFirst ? word(token, opposite(SIDES, said) ?? said, [turned]) : text(token, token.text, [turned])]
  })
}

const directions: Part = (sentence, knowledge) =>
  [
    'L:a @be* D:d to upper|bottom|top|R? line|side|segment|radius|diameter|base|leg|edge? L:b',
    'L:a and L:b @be+ D:d',
  ].flatMap((form) =>
    find(sentence, form).flatMap(({ a, b, d }) => {
      const said = d?.text.toLowerCase() ?? ''
      if (!a || !b || !d || !/^(?:parallel|perpendicular)$/.test(said)) return []
      const known = directionOf(knowledge, a.name, b.name)
      return known ? [word(d, known.word, known.facts)] : [open(d)]
    }),
  )

function directionOf(knowledge: Knowledge, a: string, b: string): { word: string; facts: readonly Fact[] } | null {
  const isPair = (one: string, two: string) =>
    [
      [a, b],
      [b, a],
    ].some(([p = '', q = '']) => [p, mirrored(p)].includes(one) && [q, mirrored(q)].includes(two))
  const parallel = of(knowledge.facts, 'parallel').find(({ value }) => isPair(value.a, value.b))
  if (parallel) return { word: 'parallel', facts: [parallel] }
  const square =
    of(knowledge.facts, 'perpendicular').find(({ value }) => isPair(value.a, value.b)) ??
    of(knowledge.facts, 'right-angle').find(({ value }) => isPair(...value.between))
  if (square) return { word: 'perpendicular', facts: [square] }
  const [p, q] = [knowledge.ends(a), knowledge.ends(b)]
  if (!p || !q) return null
  const [u, v] = [p, q].map(({ from, to }) => [to[0] - from[0], to[1] - from[1]] as const)
  if (!u || !v) return null
  const size = Math.hypot(...u) * Math.hypot(...v)
  const facts = [...new Set([...p.facts, ...q.facts])]
  if (Math.abs(u[0] * v[1] - u[1] * v[0]) < 1e-6 * size) return { word: 'parallel', facts }
  return Math.abs(u[0] * v[0] + u[1] * v[1]) < 1e-6 * size ? { word: 'perpendicular', facts } : null
}

const angles: Part = (sentence, knowledge) =>
  [
    'D angle is|lies|located|found|at|vertex|point|corner|in* A:a !and',
    'angle A:a is|forms D angle',
    'angle A:a is|measures|=|of N:n u|degrees',
  ].flatMap((form) =>
    find(sentence, form).flatMap(({ a, n }) => {
      if (!a || (n && n.text !== '90')) return []
      const all = of(knowledge.facts, 'right-angle')
      // Those of a square are not stated one by one.
      if (knowledge.isSquareCorner(a.name)) return [text(a, a.text, of(knowledge.facts, 'polygon'))]
      const fact = all.find(({ value }) => value.at === a.name) ?? single(all)
      return fact ? [text(a, fact.value.at, [fact])] : [open(a)]
    }),
  )

const midpoints: Part = (sentence, knowledge) =>
  [
    'A:a is|marks|being midpoint|middle of segment|side|line? L:l',
    'A:a , @be+ at ( N , N ) , is midpoint of segment|side|line? L:l',
  ].flatMap((form) =>
    find(sentence, form).flatMap(({ a, l }) => {
      if (!a || !l) return []
      const facts = of(knowledge.facts, 'midpoint')
      const fact = facts.find(({ value }) => value.of === l.name || value.of === mirrored(l.name))
      if (fact) return [text(a, fact.value.point, [fact])]
      const [at, ends] = [knowledge.point(a.name), knowledge.ends(l.name)]
      const far = (k: 0 | 1) => (ends && at ? Math.abs((ends.from[k] + ends.to[k]) / 2 - at.value.at[k]) : 0)
      // Not stated, but so.
      if (!ends || !at || Math.max(far(0), far(1)) < 1e-6) return [open(a), open(l)]
      const own = single(facts.filter(({ value }) => value.point === a.name))
      return own ? [text(l, own.value.of, [own])] : [open(a)]
    }),
  )

/** Kinds of quadrilaterals hold others: a square is a rectangle too. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  square: ['rectangle', 'rhombus', 'parallelogram', 'quadrilateral', 'trapezoid'],
  rectangle: ['parallelogram', 'quadrilateral', 'trapezoid'],
  rhombus: ['parallelogram', 'quadrilateral', 'trapezoid'],
  parallelogram: ['quadrilateral', 'trapezoid'],
  trapezoid: ['quadrilateral', 'trapezium'],
}

const shapes: Part = (sentence, knowledge) =>
  ['G:g is|forms|represents C? X:x', 'X:x G:g'].flatMap((form) =>
    find(sentence, form).flatMap(({ g, x }) => {
      const fact = g && knowledge.polygon(g.name)
      if (!x || !fact) return []
      const { shape } = fact.value
      const said = x.text.toLowerCase()
      if (said === shape || ALSO[shape]?.includes(said)) return [text(x, x.text, [fact])]
      return SHAPES.includes(shape) ? [word(x, shape, [fact])] : [open(x)]
    }),
  )

/** "An arrow leads from B to C", where B has one arrow alone. */
const arrows: Part = (sentence, { facts }) => {
  if (!of(facts, 'graph').some(({ value }) => value.directed)) return []
  return find(sentence, 'arrow|edge leads|goes|points|runs|is|drawn* from V:a to V:b').flatMap(({ a, b }) => {
    if (!a || !b) return []
    const all = of(facts, 'edge').filter(({ value }) => value.from === a.name)
    const fact = all.find(({ value }) => value.to === b.name) ?? single(all)
    return fact ? [text(b, fact.value.to, [fact])] : [open(b)]
  })
}
