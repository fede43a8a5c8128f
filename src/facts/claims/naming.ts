import type { Piece } from './pieces.ts'
import type { Names } from './tokens.ts'
import { LISTS } from './words.ts'

/** A name that could be an article or another small word is one only beside what shows it. */
export function isName(raw: readonly Piece[], i: number, names: Names): boolean {
  const text = raw[i]?.text ?? ''
  if (
    !/^(?:A|a|I|i|in|on|at|as|is|it|or|no|so|by|to|of|an|the|left|right|Left|Right|Top|Bottom|top|bottom)$/.test(text)
  )
    return true
  const before = raw[i - 1]
  const after = raw[i + 1]
  if (/^(?:Left|Right|Top|Bottom)$/.test(text) && before && before.kind === 'word') return true
  if (
    before &&
    /^(?:bars?|points?|vertex|vertices|nodes?|line|lines|series|category|categories|labell?ed|corners?|panel|named|column|curve|slice|angle|centre|center|for|In|in|and|or|triangle|,)$/.test(
      before.text,
    ) &&
    !(before.text === ',' && !beside(raw[i - 2], names)) &&
    !(
      /^(?:and|or|for|In|in)$/.test(before.text) &&
      after?.kind === 'word' &&
      text.toLowerCase() === 'a' &&
      text === 'a'
    )
  )
    return true
  if (after && /^[(=,]$/.test(after.text) && !/^[a-z]{2}/.test(text)) return true
  if (after && /^(?:and|or|to)$/.test(after.text)) return beside(raw[i + 2], names)
  return Boolean(
    after &&
      after.kind === 'word' &&
      LISTS.be?.includes(after.text) &&
      !/^(?:Left|Right|left|right|in|on|at|it|as|is|or|no|so)$/.test(text),
  )
}

const beside = (piece: Piece | undefined, names: Names): boolean => Boolean(piece && names.classes.has(piece.text))

/** Numbers are names where a year or the axis' word says so: "in 2020", "week 2", "x = 3". */
export function isPlaceName(raw: readonly Piece[], i: number, names: Names): boolean {
  const text = raw[i]?.text ?? ''
  if (!names.classes.has(text)) return false
  const kind = names.classes.get(text)
  const before = raw[i - 1]?.text.toLowerCase() ?? ''
  if (kind === 'V') return /^(?:nodes?|vertex|vertices)$/.test(before)
  if (/^(?:1\d|20|21)\d\d$/.test(text)) return true
  if (before === 'of' && names.categories.has(raw[i - 2]?.text.toLowerCase() ?? '')) return true
  return names.categories.has(before) || names.labels.has(before) || (before === '=' && raw[i - 2]?.text === 'x')
}
