/** Basic names with the shades that people call so: CSS's, and those of matplotlib's cycle. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  black: ['000000'],
  white: ['ffffff'],
  grey: ['808080', '7f7f7f', 'a9a9a9', 'd3d3d3', '555555'],
  red: ['ff0000', 'd62728', 'dc143c', '8b0000', 'e41a1c', 'ff6347', 'b22222'],
  orange: ['ffa500', 'ff7f0e', 'ff8c00', 'ff7f50'],
  yellow: ['ffff00', 'ffd700', 'bcbd22', 'fff68f', 'ffffe0'],
  green: ['008000', '2ca02c', '00ff00', '006400', '90ee90', '3cb371', '228b22', 'e6ffe6'],
  cyan: ['00ffff', '17becf', '008b8b', '40e0d0', '00bfbf', 'e0ffff'],
  blue: ['0000ff', '1f77b4', '4169e1', '000080', 'add8e6', '87ceeb', '4682b4', '6495ed', 'e6f2ff'],
  purple: ['800080', '9467bd', '4b0082', 'ee82ee', 'bf00bf', 'e6e6fa'],
  pink: ['ffc0cb', 'e377c2', 'ff69b4', 'ff1493', 'ffe4e1'],
  brown: ['8c564b', 'a52a2a', '8b4513', 'd2691e'],
}

const SHADES = Object.entries(NAMES).flatMap(([name, shades]) => shades.map((shade) => ({ name, lab: oklab(shade) })))

/** Every name that `colourName` gives. */
export const COLOUR_NAMES = Object.keys(NAMES)

/** Nearest basic name in OKLab of `#rrggbb` or `#rrggbbaa`; `''` for `none` and what is all but transparent. */
export function colourName(colour: string): string {
  const known = found.get(colour)
  if (known !== undefined) return known
  if (found.size > 4096) found.clear()
  const name = nearest(colour)
  found.set(colour, name)
  return name
}

const found = new Map<string, string>()

function nearest(colour: string): string {
  const hex = /^#([0-9a-f]{6})([0-9a-f]{2})?$/i.exec(colour)
  if (!hex?.[1] || Number.parseInt(hex[2] ?? 'ff', 16) < 13) return ''
  const lab = oklab(hex[1])
  let best = { name: '', far: Number.POSITIVE_INFINITY }
  for (const shade of SHADES) {
    const far = Math.hypot(...lab.map((value, i) => value - (shade.lab[i] ?? 0)))
    if (far < best.far) best = { name: shade.name, far }
  }
  return best.name
}

/** Outlines of these say nothing of a shape's colour. */
const PLAIN = new Set(['', 'black', 'grey', 'white'])

/** What a filled shape is called by: its fill, but its outline where the fill is all but white and the outline is not plain. */
export function shapeColour(fill: string, outline: string): string {
  const [inside, around] = [colourName(fill), colourName(outline)]
  if (!inside) return around
  const [light] = oklab(fill.slice(1, 7))
  return light > 0.93 && !PLAIN.has(around) ? around : inside
}

/** Björn Ottosson's OKLab of an sRGB colour. */
function oklab(hex: string): [number, number, number] {
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  })
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}
