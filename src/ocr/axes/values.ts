/** A value that a label may mean. `cost`: 0 as read first, more the further from it. `text`: the reading it comes from. */
export interface LabelValue {
  readonly value: number
  readonly cost: number
  readonly text: string
}

const ALTERNATIVE = 0.3
const LOST_POINT = 0.1
const REPAIR = 0.6

/**
 * Values that a tick label may mean, cheapest first, each once; none when it is no number. `raised`: its last sign
 * stands higher than the others, so that 105 is ten to the power of five.
 */
export function valuesOf(text: string, alternatives: readonly string[], raised: boolean): LabelValue[] {
  const found: LabelValue[] = []
  const add = (value: number | null, cost: number, from: string) => {
    if (value !== null && !found.some((one) => one.value === value)) found.push({ value, cost, text: from })
  }
  for (const [i, other] of [text, ...alternatives].entries()) {
    const exponent = powerOf(other, raised)
    if (exponent !== null) add(10 ** exponent, i === 0 ? 0 : ALTERNATIVE, other)
  }
  if (found.length > 0 && (raised || powerOf(text, false) !== null)) return found
  // 02 is 0.2 without its point.
  const withPoint = (read: string, cost: number) => {
    const lost = /^([-−]?)0(\d+)$/.exec(read)
    if (lost) add(numberOf(`${lost[1]}0.${lost[2]}`), cost, `${lost[1]}0.${lost[2]}`)
  }
  withPoint(text, LOST_POINT)
  add(numberOf(text), found.length > 0 ? REPAIR : 0, text)
  for (const other of alternatives) withPoint(other, ALTERNATIVE)
  for (const other of alternatives) add(numberOf(other), ALTERNATIVE, other)
  for (const other of [text, ...alternatives]) {
    // Of letters alone any word would become a number.
    if (!/\d/.test(other) && other.length > 1) continue
    const plain = spelled(other)
    add(numberOf(plain), REPAIR, other)
    // A tick mark read as a sign.
    add(numberOf(plain.replace(/[-–—.,:;'|]$|^[.,:;'|]/g, '')), REPAIR, other)
    const digits = /^[-−]?\d{2,4}$/.test(plain) ? numberOf(plain) : null
    // A lost point, a lost minus.
    if (digits !== null) for (const places of [1, 2]) add(digits / 10 ** places, REPAIR, pointed(plain, places))
    const plainValue = numberOf(plain)
    if (plainValue !== null && plainValue > 0) add(-plainValue, REPAIR, `-${plain}`)
    if (plainValue !== null && plainValue < 0) add(-plainValue, REPAIR, plain.replace(/^[-−]/, ''))
  }
  return found
}

/** The exponent of a power of ten: of raised signs, or of any last sign where it stands higher than the others. */
export function powerOf(text: string, raised: boolean): number | null {
  const isMarked = /^[1lI][0Oo][⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+$/.test(text)
  const power = raised || isMarked ? /^[1lI][0Oo]([-−]?\d)\W?$/.exec(text.normalize('NFKC')) : null
  if (power) return Number(power[1]!.replace('−', '-'))
  // Small raised signs look like these.
  if (raised && /^[1lI][0Oo][°ºOⁿ]$/.test(text)) return 0
  return raised && /^[1lI][0Oo]['′lI|]$/.test(text) ? 1 : null
}

/** Whether a label has digits and no letter that does not look like one: a number or date that was misread. */
export function isNumeral(text: string): boolean {
  return /\d/.test(text.normalize('NFKC')) && !/[^lIoO\d\W_]/.test(text.normalize('NFKC'))
}

/** Digits with a point before the last `places`. */
function pointed(digits: string, places: number): string {
  const [sign, all] = /^[-−]/.test(digits) ? [digits[0]!, digits.slice(1)] : ['', digits]
  const whole = all.length > places ? all.slice(0, -places) : '0'
  return `${sign}${whole}.${all.slice(-places).padStart(places, '0')}`
}

/** The number that a label writes: signs, thousands, percent, currency, k and M, powers of ten. */
export function numberOf(text: string): number | null {
  let plain = text
    .replace(/[−–—‒]/g, '-')
    .replace(
      /[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+/g,
      (raised) =>
        `^${[...raised]
          .map((sign) => '⁰¹²³⁴⁵⁶⁷⁸⁹⁻'.indexOf(sign))
          .map((at) => (at === 10 ? '-' : at))
          .join('')}`,
    )
    .replace(/^[$€£]\s*|\s*(?:[%€°]|°C)$/g, '')
    .trim()
  const power = /^(?:(-?[\d.]+)\s*[×x·*]\s*)?10\^\{?(-?\d+)\}?$/.exec(plain)
  if (power) return (power[1] === undefined ? 1 : Number(power[1])) * 10 ** Number(power[2])
  const scale = /^(.*\d)\s*([kKM])$/.exec(plain)
  if (scale) plain = scale[1]!
  if (/^-?\d{1,3}(?:[ ,\u2009]\d{3})+(?:\.\d+)?$/.test(plain)) plain = plain.replace(/[ ,\u2009]/g, '')
  if (!/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(plain)) return null
  return Number(plain) * (scale ? (scale[2] === 'M' ? 1e6 : 1e3) : 1)
}

/** Letters that look like digits, as these. */
function spelled(text: string): string {
  return text
    .replace(/\s/g, '')
    .replace(/[OoQDC]/g, '0')
    .replace(/[lIi|!]/g, '1')
    .replace(/[zZ]/g, '2')
    .replace(/[sS]/g, '5')
    .replace(/[Gb]/g, '6')
    .replace(/B/g, '8')
    .replace(/[gq]/g, '9')
    .replace(/,/g, '.')
}

/** Days since 1970-01-01 of a date as figures write it, else null. */
export function dayOf(text: string): number | null {
  const plain = text
    .replace(/[−–—‒.·]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
  const iso = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(plain)
  const parts = iso ? [iso[1], iso[2], iso[3] ?? '01'] : null
  if (!parts) {
    const named = /^(?:(\d{1,2}) )?(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* (\d{4})$/.exec(plain)
    if (!named) return null
    const month = 'JanFebMarAprMayJunJulAugSepOctNovDec'.indexOf(named[2]!) / 3 + 1
    return dayNumber(Number(named[3]), month, Number(named[1] ?? 1))
  }
  return dayNumber(Number(parts[0]), Number(parts[1]), Number(parts[2]))
}

function dayNumber(year: number, month: number, day: number): number | null {
  const time = Date.UTC(year, month - 1, day)
  const back = new Date(time)
  return back.getUTCMonth() === month - 1 && back.getUTCDate() === day ? time / 86_400_000 : null
}
