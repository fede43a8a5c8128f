import type { FoundText } from './text.ts'

/** Units as figures write them in brackets, alone or as a quotient of two. */
const UNITS = new Set(
  (
    '% ‰ ° °C °F K m cm mm km µm nm m² cm² km² m³ g mg kg t s ms min h d a Hz kHz MHz GHz N kN Pa hPa kPa MPa bar ' +
    'J kJ MJ W kW MW GW Wh kWh V mV kV A mA C F T Ω l L ml mL mol cd lm lx dB rad deg px EUR USD GBP $ € £'
  ).split(' '),
)

/** Texts whose unit no figure writes so, with another reading that differs in nothing else. */
export function settleUnits(texts: readonly FoundText[]): FoundText[] {
  return texts.map((text) => {
    const read = partsOf(text.text)
    if (!read || isUnit(read.unit)) return text
    const settled = text.alternatives.find((other) => {
      const parts = partsOf(other)
      return parts && parts.before === read.before && isUnit(parts.unit)
    })
    if (settled === undefined) return text
    const alternatives = [text.text, ...text.alternatives.filter((other) => other !== settled)]
    return { ...text, text: settled, alternatives }
  })
}

/** What stands before a bracket at the end of a text, and in it. */
function partsOf(text: string): { readonly before: string; readonly unit: string } | null {
  const parts = /^(.*?)\s*[([]([^()[\]]+|k\])[)\]]$/.exec(text)
  return parts && { before: parts[1]!, unit: parts[2]! }
}

function isUnit(unit: string): boolean {
  return unit.split('/').every((part) => UNITS.has(part.trim()))
}
