import { of } from '../caption.ts'
import { open, type Rule, text, word } from './claim.ts'
import { single } from './knowledge.ts'
import { find } from './patterns.ts'

/** Kinds of one group are told apart by nobody, or by sizes that a sketch does not show. */
const GROUPS = [
  ['cuboid', 'cube', 'box', 'prism', 'parallelepiped'],
  ['pyramid', 'tetrahedron'],
  ['cylinder'],
  ['cone'],
  ['sphere', 'ball'],
  ['octahedron'],
] as const
const KINDS = GROUPS.flat().join('|')

const groupOf = (shape: string): number => GROUPS.findIndex((group) => group.some((kind) => shape.endsWith(kind)))

/** Which solid is drawn, where there is one. */
export const solidClaims: Rule = (sentence, { facts }) => {
  if (sentence.denies) return []
  const solid = single(of(facts, 'solid'))
  const shape = solid?.value.shape ?? ''
  return [
    `shows|depicts|displays|illustrates|is|represents ${KINDS} >.|,|with|in|whose|and|that|which`,
    `frame|sketch|drawing|view of ${KINDS}`,
  ].flatMap((form) =>
    find(sentence, form).flatMap(({ last }) => {
      const token = sentence.tokens[last]
      if (!token) return []
      if (!solid || groupOf(shape) < 0) return [open(token)]
      return groupOf(token.text.toLowerCase()) === groupOf(shape)
        ? [text(token, token.text, [solid])]
        : [word(token, shape, [solid])]
    }),
  )
}
