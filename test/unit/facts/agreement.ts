import { type Fact, factsOf } from '../../../src/facts/index.ts'
import { brief } from './brief.ts'
import { linesOf, type Picture } from './pictures.ts'
import { CHARTS } from './pictures-charts.ts'
import { FUNCTIONS } from './pictures-functions.ts'
import { SHAPES } from './pictures-shapes.ts'
import { TRACED } from './pictures-traced.ts'

/** Every picture with hand-written facts. */
export const pictures: readonly Picture[] = [...CHARTS, ...FUNCTIONS, ...SHAPES, ...TRACED]

// Two places that `datum`'s empty series leaves are one in an expectation.
const plain = (line: string) => line.replace(/\s+/g, ' ').trim()

/** Limits of axes without a label have a test of their own. */
export const isExpected = (fact: Fact) => fact.kind !== 'axis' || fact.value.label !== ''

/** How the facts of all pictures agree with the hand-written ones. */
export function agreement(): { precision: number; recall: number; misses: readonly string[] } {
  let [found, hit, wanted] = [0, 0, 0]
  const misses: string[] = []
  for (const { name, trace, facts } of pictures) {
    const want = new Set(linesOf(facts).map(plain))
    const got = new Set(factsOf(trace).filter(isExpected).map(brief).map(plain))
    wanted += want.size
    found += got.size
    for (const line of got) {
      if (want.has(line)) hit++
      else misses.push(`${name}: unexpected ${line}`)
    }
    for (const line of want) if (!got.has(line)) misses.push(`${name}: missing ${line}`)
  }
  return { precision: hit / found, recall: hit / wanted, misses }
}
