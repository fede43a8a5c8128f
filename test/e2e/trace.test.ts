import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ROOT, runNode } from '../../scripts/process.mjs'

const scratch = mkdtempSync(join(tmpdir(), 'trace-'))
afterAll(() => rmSync(scratch, { recursive: true }))

const TRIANGLE = `import builtins
import matplotlib.pyplot as plt
builtins.left_behind = True
corners = {'A': (0, 0), 'B': (3, 0), 'C': (0, 4)}
for a, b in ['AB', 'BC', 'CA']:
    plt.plot(*zip(corners[a], corners[b]), color='black')
for name, place in corners.items():
    plt.text(*place, name)
plt.axis('equal')
`
/** Says so if it meets what another program left. */
const BARS = `import builtins
import matplotlib.pyplot as plt
assert not hasattr(builtins, 'left_behind')
plt.bar(['apples', 'pears', 'plums'], [3, 7, 5])
`
const PROGRAMS = {
  'triangle.py': TRIANGLE,
  'bars.py': BARS,
  'wrong.py': 'x = 1\nx.missing\n',
  'loop.py': 'import matplotlib.pyplot as plt\nplt.bar(["a", "b"], [1, 2])\nplt.show()\nwhile True: pass\n',
}

test('npm run trace prints a line of JSON for each program, also for those that fail', async () => {
  for (const [name, text] of Object.entries(PROGRAMS)) writeFileSync(join(scratch, name), text)
  const { status, output } = await runNode([join(ROOT, 'scripts/run.mjs'), 'trace', ...Object.keys(PROGRAMS)], {
    quiet: true,
    env: { INIT_CWD: scratch },
  })
  const told = output.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []))
  expect(told.map(({ program }) => program)).toEqual(Object.keys(PROGRAMS))
  const [triangle, bars, wrong, loop] = told
  expect(status).toBe(0)

  expect(triangle.error).toBeNull()
  const lines = triangle.trace.figures[0].artists.filter(({ role, kind }: { role: string; kind: string }) => {
    return role === 'data' && kind === 'line'
  })
  expect(lines).toHaveLength(3)
  expect(lines[1]).toMatchObject({ line: 6, call: 'plt.plot', loop: { a: 'B', b: 'C' } })
  const lengths = triangle.facts.flatMap((fact: { kind: string; value: { name: string; length: number } }) =>
    fact.kind === 'segment' ? [[fact.value.name, fact.value.length]] : [],
  )
  expect(Object.fromEntries(lengths)).toEqual({ AB: 3, BC: 5, AC: 4 })
  expect(triangle.caption.alt).toMatch(/3 segments/)

  expect(bars.error).toBeNull()
  expect(bars.caption.alt).toMatch(/^Bar chart/)
  expect(bars.caption.alt.length).toBeLessThanOrEqual(150)

  expect(wrong).toMatchObject({ trace: null, facts: null, caption: null, error: { code: 'python', line: 2 } })
  // What it drew before it was stopped.
  expect(loop.error).toMatchObject({ code: 'timeout', line: 4 })
  expect(loop.trace.figures).toHaveLength(1)
  expect(loop.caption.alt).toMatch(/^Bar chart/)
})

test('without programs it says what it needs', async () => {
  const { status, output } = await runNode([join(ROOT, 'scripts/run.mjs'), 'trace'], { quiet: true })
  expect(status).toBe(1)
  expect(output).toMatch(/npm run trace -- program\.py/)
})
