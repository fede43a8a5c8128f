import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { factsOf } from '../../../src/facts/index.ts'
import type { Trace } from '../../../src/trace.ts'
import { brief } from './brief.ts'

const FOLDER = join(import.meta.dirname, '../../fixtures/programs/facts')

const factsFor = (name: string) =>
  factsOf(JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as Trace)
    .map(brief)
    .sort()

/** What both programs of a pair draw, by one fact that must be among them. */
const PAIRS: Readonly<Record<string, string>> = {
  plot: 'datum Oslo 2=5',
  loop: 'segment AB (0,0) (4,0) 4',
  bar: 'highest  z=6',
  dots: 'count 4 point',
  hlines: 'segment (0, 1)–(4, 1) (0,1) (4,1) 4',
  collection: 'right B AB BC',
  pie: 'share b 50 green',
  polygon: 'polygon ABCD parallelogram orange',
  circle: 'circle  (2,1) 3 blue',
  arrow: 'segment (1, 2)–(4, 2) (1,2) (4,2) 3 arrow',
  barh: 'datum  one=7',
  stack: 'datum down 2=2',
  panels: '[left] highest  1=3',
  box: 'box p 1 2 3 4 4 +1',
}

test.each(Object.entries(PAIRS))('two programs that draw %s by different calls give the same facts', (name, fact) => {
  const facts = factsFor(`pair_${name}_a`)
  expect(facts).toContain(fact)
  expect(factsFor(`pair_${name}_b`)).toEqual(facts)
})
