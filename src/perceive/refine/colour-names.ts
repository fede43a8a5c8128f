import { colorsNamed, differenceCiede2000, modeLab65, modeRgb, modeXyz65, useMode } from 'culori/fn'
import type { Rgb } from '../../fidelity/ink.ts'

useMode(modeRgb)
useMode(modeXyz65)
useMode(modeLab65)
const ciede2000 = differenceCiede2000()

/** How a program names its colours. */
export type Manner = 'tab' | 'cycle' | 'letter' | 'css' | 'hex'

/** matplotlib's own cycle of colours. */
const TAB = {
  blue: '#1f77b4',
  orange: '#ff7f0e',
  green: '#2ca02c',
  red: '#d62728',
  purple: '#9467bd',
  brown: '#8c564b',
  pink: '#e377c2',
  gray: '#7f7f7f',
  olive: '#bcbd22',
  cyan: '#17becf',
} as const
const LETTERS = {
  b: '#0000ff',
  g: '#008000',
  r: '#ff0000',
  c: '#00bfbf',
  m: '#bf00bf',
  y: '#bfbf00',
  k: '#000000',
  w: '#ffffff',
} as const
/** Names that people write, before the rest of CSS's. */
const COMMON =
  'black white red green blue orange purple brown pink gray cyan magenta yellow olive navy teal gold crimson steelblue skyblue lightblue salmon tomato coral darkgreen darkblue darkred lightgreen lightgray forestgreen royalblue firebrick indigo violet orchid'.split(
    ' ',
  )

interface Named {
  readonly name: string
  readonly manner: Manner
  readonly rgb: Rgb
}

const NAMED: readonly Named[] = [
  ...Object.entries(TAB).map(([name, hex]) => named(`tab:${name}`, 'tab', hex)),
  ...Object.values(TAB).map((hex, i) => named(`C${i}`, 'cycle', hex)),
  ...COMMON.map((name) => named(name, 'css', css(name))),
  ...Object.entries(LETTERS).map(([name, hex]) => named(name, 'letter', hex)),
  ...Object.keys(colorsNamed)
    .filter((name) => !COMMON.includes(name))
    .map((name) => named(name, 'css', css(name))),
]

/** From here on CSS's other names. */
const RARE = 2 * Object.keys(TAB).length + COMMON.length + Object.keys(LETTERS).length

/** CIEDE2000. */
export function differenceOf(a: Rgb, b: Rgb): number {
  const lab = ([r, g, b]: Rgb) => ({ mode: 'rgb' as const, r: r / 255, g: g / 255, b: b / 255 })
  return ciede2000(lab(a), lab(b))
}

/** Whether two colours differ in more than compression takes from a thin stroke: in hue, or as grey does from colour. */
export function isOtherHue(a: Rgb, b: Rgb): boolean {
  const [p, q] = [hueOf(a), hueOf(b)]
  const [pale, full] = p.chroma < q.chroma ? [p, q] : [q, p]
  if (pale.chroma < 30) return full.chroma > 110 || Math.abs(p.light - q.light) > 130
  const turn = Math.abs(p.hue - q.hue)
  return pale.chroma > 45 && Math.min(turn, 360 - turn) > 38
}

function hueOf([r, g, b]: Rgb): { hue: number; chroma: number; light: number } {
  const hue = (Math.atan2(Math.sqrt(3) * (g - b), 2 * r - g - b) * 180) / Math.PI
  return { hue, chroma: Math.max(r, g, b) - Math.min(r, g, b), light: (r + g + b) / 3 }
}

export function mannerOf(colour: string): Manner {
  if (colour.startsWith('#')) return 'hex'
  return NAMED.find(({ name }) => name === colour.toLowerCase() || name === colour)?.manner ?? 'css'
}

/**
 * A name for a colour that was measured with an uncertainty of about `reach` (CIEDE2000), in the manner of the program
 * where it has one, else the nearest other; hex where nothing is as near.
 */
export function nameOf(colour: Rgb, manner: Manner, reach: number): string {
  const near = NAMED.map((one, i) => ({ ...one, i, far: differenceOf(one.rgb, colour) })).filter(
    ({ far }) => far <= reach,
  )
  // A name of the program's own manner is worth some distance; CSS's many names are each less likely.
  const cost = (one: (typeof near)[number]) =>
    one.far +
    (one.manner === manner ? 0 : 0.3 * reach) +
    (one.manner === 'css' && one.i >= RARE ? 0.5 * reach : 0) +
    one.i * 1e-6
  const best = near.sort((a, b) => cost(a) - cost(b))[0]
  return best && cost(best) <= 1.3 * reach ? best.name : hexOf(colour)
}

/** What a name, letter or `#rrggbb` means; null for others. */
export function rgbNamed(colour: string): Rgb | null {
  if (/^#[0-9a-f]{6}$/i.test(colour)) return named('', 'hex', colour).rgb
  return NAMED.find(({ name }) => name === colour)?.rgb ?? null
}

export function hexOf(colour: Rgb): string {
  return `#${colour
    .map((value) =>
      Math.round(Math.min(255, Math.max(0, value)))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`
}

function named(name: string, manner: Manner, hex: string): Named {
  return { name, manner, rgb: [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb }
}

function css(name: string): string {
  return `#${colorsNamed[name as keyof typeof colorsNamed].toString(16).padStart(6, '0')}`
}
