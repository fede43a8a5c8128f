import { afterAll, expect, test } from 'vitest'
import { host, never, PLT, run } from './python.ts'

afterAll(() => host.dispose())

const program = (end: string) => `${PLT}plt.bar(["ä", "b"], [1, ${end}])\nplt.show()\n`

test('the literals of a program, and what its variants would draw, come from the interpreter that drew it', async () => {
  const drawn = await run(program('2'))
  const literals = await host.literals(program('-2.50'), never)
  expect(literals.map(({ text, role }) => `${text} ${role}`)).toEqual([
    '"ä" text',
    '"b" text',
    '1 value',
    '-2.50 value',
  ])
  expect(literals[3]).toEqual({
    line: 2,
    column: 24,
    text: '-2.50',
    value: -2.5,
    role: 'value',
    call: 'plt.bar',
    callLine: 2,
    argument: 1,
    name: null,
    path: [1],
  })
  const variants = [program('2'), program('1'), 'plt.nothing()', 'while True: pass', program('4')]
  const figures = await host.traceAll(variants, { timeout: 0.7, longSide: 640, signal: never })
  expect(figures[0]).toEqual(drawn.trace!.figures[0])
  const values = figures.map((figure) => figure?.artists.find(({ group }) => group?.index === 1)?.data.values)
  expect(values).toEqual([[2], [1], undefined, undefined, [4]])
  expect(host.ready).toBe(true)
})
