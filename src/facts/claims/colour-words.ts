import { COLOUR_NAMES } from '../colours.ts'

const SHADES: Readonly<Record<string, string>> = {
  gray: 'grey',
  navy: 'blue',
  violet: 'purple',
  crimson: 'red',
  scarlet: 'red',
  turquoise: 'cyan',
}
/** Colours that people draw differently. */
const VAGUE = 'teal|magenta|gold|golden|salmon|coral|olive|silver|maroon|beige|indigo|lime|tan|lavender'
const COLOUR = new RegExp(
  `(?:(?:light|dark|bright|pale|deep|royal|sky|medium|steel)[ -])?(?:${[...COLOUR_NAMES, ...Object.keys(SHADES), VAGUE].join('|')})(?![\\p{L}\\p{N}])(?!-\\p{L})`,
  'iuy',
)

/** The colour at a place of a draft, with its shade. */
export function colourIn(draft: string, at: number, end: number): string | null {
  COLOUR.lastIndex = at
  const text = COLOUR.exec(draft)?.[0]
  return text && at + text.length <= end ? text : null
}

/** The basic name of a colour in a draft; null where it is not sure. */
export function basicColour(text: string): string | null {
  const word = text.toLowerCase().split(/[ -]/).at(-1) ?? ''
  const name = SHADES[word] ?? word
  return COLOUR_NAMES.includes(name) ? name : null
}

const NEIGHBOURS =
  'red orange,orange yellow,orange brown,red brown,red pink,pink purple,blue purple,blue cyan,green cyan,grey black,grey white,yellow brown'
    .split(',')
    .map((pair) => pair.split(' '))

/** Whether one person may call by one name what another calls by the other. */
export const isNear = (a: string, b: string): boolean =>
  NEIGHBOURS.some((pair) => pair.includes(a) && pair.includes(b) && a !== b)
