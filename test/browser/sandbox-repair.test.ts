import { afterAll, expect, test } from 'vitest'
import { PythonError, TimeoutError } from '../../src/errors.ts'
import { repairAndRun } from '../../src/perceive/repair.ts'
import { failure, host, never, PLT, run } from './python.ts'

afterAll(() => host.dispose())

const ways = {
  repair: (program: string, error: unknown) => host.repair(program, error, never),
  run: (program: string) => run(program),
  signal: never,
}

test('a program with four faults is repaired in the interpreter in which it failed', async () => {
  const broken =
    'fig, ax = plt.subplots()\nax.bar(["a", "b"], [1, 2], colour="red")\nax.set_titel("ä", loc="left")\nax.set_xlabel("b"'
  const repaired = await repairAndRun(broken, await failure(broken), ways)
  expect(repaired!.steps.at(-1)!.code).toBe(
    `${PLT}fig, ax = plt.subplots()\nax.bar(["a", "b"], [1, 2], color="red")\nax.set_title("ä", loc="left")\nax.set_xlabel("b")`,
  )
  expect(repaired!.steps.flatMap(({ edits }) => edits.map(({ reason }) => reason))).toEqual([
    'unfinished',
    'import',
    'keyword',
    'attribute',
  ])
  expect(repaired!.outcome).toMatchObject({ empty: false, scored: 0 })
  expect(repaired!.outcome.trace!.figures[0]!.axes[0]!.title).toBe('ä')
})

test('what cannot be repaired is left, and so is what has no interpreter any more', async () => {
  const wrong = 'raise RuntimeError("no")\n'
  expect(await repairAndRun(wrong, await failure(wrong), ways)).toBeNull()
  const endless = await failure('import time\ntime.sleep(1000)\n', { timeout: 0.1 })
  expect(endless).toBeInstanceOf(TimeoutError)
  expect(await host.repair('x', endless, never)).toBeNull()
  expect(await host.repair('x', new PythonError("NameError: name 'x' is not defined", 1), never)).toBeNull()
})

test('a program that took the rules over gains nothing but edits of its own text', async () => {
  const hostile = `import codepercept.repair as r
r.repair = lambda *a: [{"line": 1, "column": 0, "from": "not there", "to": "x", "reason": "name"}]
nowhere
`
  expect(await host.repair(hostile, await failure(hostile), never)).toBeNull()
  const odd = hostile.replace('"name"', '"<b>"')
  expect(await host.repair(odd, await failure(odd), never)).toBeNull()
})
