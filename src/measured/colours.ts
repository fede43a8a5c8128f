/** matplotlib's own ten. */
const NAMES: Readonly<Record<string, string>> = {
  '#1f77b4': 'tab:blue',
  '#ff7f0e': 'tab:orange',
  '#2ca02c': 'tab:green',
  '#d62728': 'tab:red',
  '#9467bd': 'tab:purple',
  '#8c564b': 'tab:brown',
  '#e377c2': 'tab:pink',
  '#7f7f7f': 'tab:gray',
  '#bcbd22': 'tab:olive',
  '#17becf': 'tab:cyan',
  '#000000': 'black',
  '#ffffff': 'white',
  '#ff0000': 'red',
  '#0000ff': 'blue',
  '#008000': 'green',
  '#808080': 'gray',
  '#ffa500': 'orange',
  '#4682b4': 'steelblue',
  '#87ceeb': 'skyblue',
}
/** Levels of a channel by which a measured colour is the named one: thin strokes are lighter than they are drawn. */
const NEAR = 14

export function isColour(text: string | undefined): text is string {
  return text !== undefined && /^#[0-9a-f]{6}$/.test(text)
}

/** A Python literal of a colour `#rrggbb`: its name where it has one. */
export function colourLiteral(colour: string): string {
  const near = Object.entries(NAMES)
    .map(([hex, name]) => ({ name, off: colourDistance(hex, colour) }))
    .sort((a, b) => a.off - b.off)[0]!
  return `"${near.off <= NEAR ? near.name : colour}"`
}

/** Largest difference of a channel; of what is no colour infinite. */
export function colourDistance(a: string | undefined, b: string | undefined): number {
  if (!isColour(a) || !isColour(b)) return Infinity
  return Math.max(...channels(a).map((value, c) => Math.abs(value - channels(b)[c]!)))
}

/** 0–255. */
export function lightness(colour: string): number {
  const [r, g, b] = channels(colour)
  return 0.3 * r + 0.59 * g + 0.11 * b
}

function channels(hex: string): [number, number, number] {
  const at = (i: number) => Number.parseInt(hex.slice(i, i + 2), 16)
  return [at(1), at(3), at(5)]
}
