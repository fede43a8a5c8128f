import type { FoundText } from './text.ts'

/** Letters whose capital is the small letter, larger. */
const ALIKE = /^[COSUVWXZcosuvwxz]$/
/** Signs as high as capitals. */
const TALL = /^[A-Z0-9]+$/
/** In heights of the picture's capitals and digits: small letters end below, capitals begin above; between, as read. */
const SMALL = 0.82
const CAPITAL = 0.93

/** Lone letters whose case only their size tells, as capitals or not by the heights of the other texts. */
export function settleCase(texts: readonly FoundText[]): FoundText[] {
  const heights = texts
    .filter(({ text, angle }) => angle === 0 && TALL.test(text) && !ALIKE.test(text))
    .map(({ box }) => box[3] - box[1])
    .sort((a, b) => a - b)
  const usual = heights[heights.length >> 1]
  if (usual === undefined || heights.length < 3) return [...texts]
  return texts.map((text) => {
    if (text.angle !== 0 || !ALIKE.test(text.text)) return text
    const ratio = (text.box[3] - text.box[1]) / usual
    const settled = ratio <= SMALL ? text.text.toLowerCase() : ratio >= CAPITAL ? text.text.toUpperCase() : text.text
    if (settled === text.text) return text
    const alternatives = [text.text, ...text.alternatives.filter((other) => other !== settled)]
    return { ...text, text: settled, alternatives }
  })
}

/** A lone 0 among lone letters, in a picture without any other digit, is the letter. */
export function settleZeros(texts: readonly FoundText[]): FoundText[] {
  const others = texts.filter(({ text }) => text !== '0')
  if (others.some(({ text }) => /\d/.test(text)) || !others.some(({ text }) => /^[A-Za-z]$/.test(text)))
    return [...texts]
  return texts.map((text) => {
    if (text.text !== '0') return text
    return { ...text, text: 'O', alternatives: ['0', ...text.alternatives.filter((other) => other !== 'O')] }
  })
}
