import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { TimeoutError } from '../../src/errors.ts'
import { killSandbox, openSandbox } from '../../src/python/frame.ts'
import { PythonHost, type RunOutcome } from '../../src/python/host.ts'

const RUNTIME = new URL('/runtime/', location.href).href
const never = new AbortController().signal

let opened = 0
const alive = new Set<number>()
const host = new PythonHost(
  {
    async open() {
      opened++
      const sandbox = await openSandbox({ src: '/sandbox.html' })
      alive.add(sandbox.id)
      return sandbox
    },
    kill(id) {
      alive.delete(id)
      killSandbox(id)
    },
  },
  RUNTIME,
)
afterEach(() => void vi.useRealTimers())
afterAll(() => host.dispose())

function run(program: string, timeout = 20): Promise<RunOutcome> {
  return host.run(program, { timeout, longSide: 640, signal: never })
}

const POISON = 'import builtins\nbuiltins.poison = 1\n'
const CLEAN = 'import builtins\nprint(hasattr(builtins, "poison"))\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\n'

test('after a kill the next program draws within 5 s with the spare, in an interpreter that no other has used', async () => {
  await host.boot({ signal: never })
  await run(POISON)
  await Promise.all([host.keepSpare(), host.keepSpare()])
  expect([opened, alive.size]).toEqual([2, 2])
  await expect(run('import time\ntime.sleep(1000)', 0.1)).rejects.toBeInstanceOf(TimeoutError)
  expect(alive.size).toBe(1)

  const start = performance.now()
  await host.boot({ signal: never })
  const { stdout, figures } = await run(CLEAN)
  const seconds = (performance.now() - start) / 1000
  console.log(`next figure after a kill, with the spare ${seconds.toFixed(2)} s`)
  expect(seconds).toBeLessThan(5)
  expect([stdout, figures.length, opened]).toEqual(['False\n', 1, 2])
})

test('without one it draws within 30 s', async () => {
  await expect(run('import time\ntime.sleep(1000)', 0.1)).rejects.toBeInstanceOf(TimeoutError)
  expect(alive.size).toBe(0)
  const start = performance.now()
  await host.boot({ signal: never })
  const { figures } = await run(CLEAN)
  const seconds = (performance.now() - start) / 1000
  console.log(`next figure after a kill, without a spare ${seconds.toFixed(2)} s`)
  expect(seconds).toBeLessThan(30)
  expect(figures).toHaveLength(1)
})

test('a boot under way is the one that the next picture takes, with its progress', async () => {
  const before = opened
  const keeping = host.keepSpare()
  const seen: number[] = []
  await host.boot({ signal: never, onProgress: (loaded) => seen.push(loaded) })
  await keeping
  expect(opened).toBe(before + 1)
  expect(seen.at(-1)).toBe(100)
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  // What the picture before had used is gone, and there is no spare any more.
  expect(alive.size).toBe(1)
})

test('an interpreter that was booted and never used is the spare', async () => {
  const before = opened
  expect(host.ready).toBe(true)
  await host.keepSpare()
  expect(host.ready).toBe(false)
  await host.boot({ signal: never })
  expect([opened, alive.size]).toEqual([before, 1])
})

test('a spare that nobody asks for is ended after minutes', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  await host.keepSpare()
  vi.advanceTimersByTime(200_000)
  expect(alive.size).toBe(1)
  vi.advanceTimersByTime(200_000)
  expect(alive.size).toBe(0)
})

test('dispose ends a spare in the middle of its boot', async () => {
  const keeping = host.keepSpare()
  await expect.poll(() => alive.size, { timeout: 20_000 }).toBe(1)
  host.dispose()
  await keeping
  expect(alive.size).toBe(0)
  expect(document.querySelector('iframe[src*=sandbox]')).toBeNull()
})

test('a spare that fails to boot is told by the boot that needs one', async () => {
  let fails = true
  const broken = new PythonHost(
    {
      open: () => (fails ? Promise.reject(new Error('no frame')) : openSandbox({ src: '/sandbox.html' })),
      kill: killSandbox,
    },
    RUNTIME,
  )
  await broken.keepSpare()
  await expect(broken.boot({ signal: never })).rejects.toThrow('no frame')
  fails = false
  await broken.boot({ signal: never })
  expect(broken.ready).toBe(true)
  broken.dispose()
})
