import { afterAll, expect, test, vi } from 'vitest'
import {
  IntegrityError,
  MemoryCapError,
  MissingFileError,
  OutputError,
  PythonError,
  SandboxError,
  TimeoutError,
} from '../../src/errors.ts'
import { killSandbox, openSandbox } from '../../src/python/frame.ts'
import { PythonHost, type RunFigure } from '../../src/python/host.ts'
import { loadRuntime } from '../../src/python/runtime.ts'
import type { Trace } from '../../src/trace.ts'
import { broker, failure, host, never, opened, PLT, RUNTIME, run } from './python.ts'

afterAll(() => host.dispose())

test('boots with progress from 0 to 100', async () => {
  const seen: number[] = []
  const start = performance.now()
  await host.boot({ signal: never, onProgress: (loaded, total) => seen.push((100 * loaded) / total) })
  console.log(`boot ${(performance.now() - start).toFixed(0)} ms`)
  expect(seen.at(-1)).toBe(100)
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  expect(host.ready).toBe(true)
})

test('an error names the line of the program, not of matplotlib', async () => {
  const error = await failure(`${PLT}\nplt.plot([1, 2], [1, 2, 3])`)
  expect(error).toBeInstanceOf(PythonError)
  expect(error).toMatchObject({
    code: 'python',
    line: 3,
    message: expect.stringContaining('ValueError: x and y must have'),
  })
  expect((error as PythonError).traceback).toContain('line 3')
  expect((error as PythonError).traceback).not.toContain('site-packages')
})

test.each([
  ['x = 1\n\ny = z', 3, "NameError: name 'z' is not defined"],
  ['x = 1\nfor i in', 2, 'SyntaxError'],
  ['name = input("?")', 1, 'input() is not available here'],
  ['def f(n):\n  return f(n + 1)\nf(0)', 2, 'RecursionError'],
])('%j fails in line %i', async (program, line, message) => {
  const error = await failure(program)
  expect(error).toBeInstanceOf(PythonError)
  expect(error).toMatchObject({ line, message: expect.stringContaining(message) })
})

test('an endless loop is interrupted at its line, and the interpreter lives on', async () => {
  const before = opened.count
  const error = await failure('x = 0\nwhile True:\n  x += 1', { timeout: 0.5 })
  expect(error).toBeInstanceOf(TimeoutError)
  expect([2, 3]).toContain((error as TimeoutError).line)
  expect((await run('print("alive")')).stdout).toBe('alive\n')
  expect(opened.count).toBe(before)
})

test('re-runs of one interpreter start from the same state', async () => {
  await run(`${PLT}plt.rcParams['figure.figsize'] = (1, 1)\nplt.plot([1, 2])\nleft = 1`)
  const outcome = await run(`${PLT}print('left' in globals())\nplt.plot([1, 2])`)
  expect(outcome.stdout).toBe('False\n')
  expect(outcome.figures).toMatchObject([{ width: 640, height: 480 }])
})

test('a flood of output is cut', async () => {
  const error = await failure('while True: print("x" * 100)')
  expect(error).toBeInstanceOf(OutputError)
})

test('a flood of figures is cut', async () => {
  const events: RunFigure[] = []
  const error = await failure(`${PLT}for i in range(20):\n  plt.figure(figsize=(1, 1))\n  plt.plot([1, 2])`, {
    longSide: 200,
    onFigure: (figure) => events.push(figure),
  })
  expect(error).toBeInstanceOf(OutputError)
  expect(events).toHaveLength(8)
})

test('a hog of memory meets the cap, and the interpreter lives on', async () => {
  const before = opened.count
  const error = await failure('held = []\nwhile True:\n  held.append(bytearray(10 ** 7))')
  expect(error).toBeInstanceOf(MemoryCapError)
  expect((error as MemoryCapError).line).toBe(3)
  expect((await run('print("alive")')).stdout).toBe('alive\n')
  expect(opened.count).toBe(before)
})

test('messages the guest forges are ignored by the shell and end the sandbox on the port', async () => {
  const forged = `import js\nfrom pyodide.ffi import to_js
js.postMessage(to_js({'type': 'end', 'run': 1}, dict_converter=js.Object.fromEntries))`
  expect(await run(forged)).toMatchObject({ scored: -1 })
  // The next order's event leads a guest that patched its prototype to the port.
  await run(`import js
from pyodide.ffi import create_proxy, to_js
get = js.Object.getOwnPropertyDescriptor(js.MessageEvent.prototype, 'data').get
def data(event):
    event.target.postMessage(to_js({'type': 'figure', 'run': 1, 'png': '<script>'}, dict_converter=js.Object.fromEntries))
    return js.Reflect.apply(get, event, to_js([]))
js.Object.defineProperty(js.MessageEvent.prototype, 'data', to_js({'get': create_proxy(data, capture_this=True)}, dict_converter=js.Object.fromEntries))`)
  expect(await failure('print(1)')).toBeInstanceOf(SandboxError)
  expect(host.ready).toBe(false)
})

test('a new boot is a new interpreter: what a program poisoned is gone', async () => {
  await run(
    'import sys, matplotlib, builtins\nmatplotlib.poison = 1\nbuiltins.poison = 1\nopen("left.txt", "w").write("x")',
  )
  await host.boot({ signal: never })
  const { stdout } = await run(
    'import os, matplotlib, builtins\nprint(hasattr(matplotlib, "poison"), hasattr(builtins, "poison"), os.path.exists("left.txt"))',
  )
  expect(stdout).toBe('False False False\n')
})

test('an interpreter that has run a program is not kept for long', async () => {
  if (!host.ready) await host.boot({ signal: never })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    await run('print(1)')
    vi.advanceTimersByTime(50_000)
    expect(host.ready).toBe(true)
    vi.advanceTimersByTime(20_000)
  } finally {
    vi.useRealTimers()
  }
  expect(host.ready).toBe(false)
  expect(document.querySelector('iframe[src*=sandbox]')).toBeNull()
})

test('a frame that is gone is told from a slow program', async () => {
  if (!host.ready) await host.boot({ signal: never })
  document.querySelector('iframe[src*=sandbox]')!.remove()
  // The frame's process takes a moment to end its worker.
  await new Promise((resolve) => setTimeout(resolve, 1000))
  expect(await failure('print(1)')).toBeInstanceOf(SandboxError)
  expect(host.ready).toBe(false)
})

test('a loop that swallows every exception is ended by the host', async () => {
  const error = await failure('while True:\n  try:\n    while True: pass\n  except BaseException: pass', {
    timeout: 0.5,
  })
  expect(error).toBeInstanceOf(TimeoutError)
  expect(host.ready).toBe(false)
})

test('one long call into C is ended by the host, and the next boot works at once', async () => {
  const start = performance.now()
  await host.boot({ signal: never })
  const booted = performance.now()
  const error = await failure('sum(range(10 ** 12))', { timeout: 0.5 })
  expect(error).toBeInstanceOf(TimeoutError)
  expect(performance.now() - booted).toBeLessThan(10_000)
  console.log(`boot after a kill ${(booted - start).toFixed(0)} ms`)
})

test('stop ends a program in its middle', async () => {
  await host.boot({ signal: never })
  const stop = new AbortController()
  setTimeout(() => stop.abort(new DOMException('stopped', 'AbortError')), 300)
  expect(await failure('while True: pass', { signal: stop.signal })).toMatchObject({ name: 'AbortError' })
  expect(host.ready).toBe(false)
  expect(document.querySelector('iframe[src*=sandbox]')).toBeNull()
})

test('stop ends a boot in its middle', async () => {
  const stop = new AbortController()
  setTimeout(() => stop.abort(), 500)
  await expect(host.boot({ signal: stop.signal })).rejects.toMatchObject({ name: 'AbortError' })
  // A frame that had not answered yet is ended when it does.
  await expect.poll(() => document.querySelector('iframe[src*=sandbox]'), { timeout: 20_000 }).toBeNull()
})

test('os._exit does not hang the host', async () => {
  const error = await failure('import os\nos._exit(0)', { timeout: 0.5 })
  expect(error instanceof TimeoutError || error instanceof PythonError).toBe(true)
  expect(host.ready).toBe(false)
})

test('the frame made of text works as the one by address does', async () => {
  const text = new PythonHost(
    { open: () => openSandbox({ src: '/sandbox.html', patience: 0 }), kill: killSandbox },
    RUNTIME,
  )
  await text.boot({ signal: never })
  expect(document.querySelector('iframe[srcdoc]')?.getAttribute('sandbox')).toBe('allow-scripts')
  expect((await text.run('print(2)', { timeout: 5, longSide: 640, signal: never })).stdout).toBe('2\n')
  text.dispose()
})

test('a sandbox page that is missing says so', async () => {
  const open = () => openSandbox({ src: '/none/x.txt', patience: 100 })
  const lost = new PythonHost({ open, kill: killSandbox }, RUNTIME)
  await expect(lost.boot({ signal: never })).rejects.toBeInstanceOf(SandboxError)
})

test.each([
  ['missing', MissingFileError, () => new Response(null, { status: 404 })],
  ['damaged', IntegrityError, async (given: Response) => new Response((await given.arrayBuffer()).slice(1))],
])('a runtime file that is %s says so, and the next boot tries again', async (kind, type, change) => {
  const fetchHonestly = globalThis.fetch
  // Another spelling of the same folder, because files that were checked once are kept.
  const src = `${location.origin}/${kind}/../runtime/`
  const host = new PythonHost(broker, src)
  try {
    globalThis.fetch = async (input, init) => {
      const response = await fetchHonestly(input, init)
      return String(input).includes('six-') ? change(response) : response
    }
    const error = await host.boot({ signal: never }).catch((thrown) => thrown)
    expect(error).toBeInstanceOf(type)
    expect(error.message).toContain('six-')
  } finally {
    globalThis.fetch = fetchHonestly
  }
  expect((await loadRuntime(src, { signal: never })).files.get('pyodide.asm.wasm')?.size).toBeGreaterThan(5e6)
})

test.each([
  ['an error', 'raise ValueError("late")', 'late'],
  ['a time-out', 'while True: pass', 'longer than'],
  ['too much memory', 'x = [bytearray(64 << 20) for _ in range(64)]', 'memory'],
  ['too much output', 'for _ in range(20_000): print("flood")', 'printed'],
  ['too many figures', 'for k in range(9): plt.plot([k]); plt.show()', 'figures'],
])('a run that ends in %s gives the trace of what was drawn before', async (_, end, words) => {
  const traces: Trace[] = []
  const figures: RunFigure[] = []
  const error = await failure(`${PLT}plt.plot([1, 2])\nplt.title('first')\nplt.show()\n${end}`, {
    timeout: 3,
    onTrace: (trace) => traces.push(trace),
    onFigure: (figure) => figures.push(figure),
  })
  expect(String(error)).toContain(words)
  expect(traces).toHaveLength(1)
  expect(traces[0]!.figures).toHaveLength(figures.length)
  expect(traces[0]!.figures[0]!.axes[0]!.title).toBe('first')
})

test('a run that fails before it draws gives no trace', async () => {
  const traces: Trace[] = []
  await failure(`${PLT}plt.plot([1, 2])\n1 / 0`, { onTrace: (trace) => traces.push(trace) })
  expect(traces).toEqual([])
})

test('a forged trace costs the trace, not the figure', async () => {
  // One after the other in one interpreter: each replaces what the last one left.
  for (const json of [
    `'{"version":1,"figures":[{"evil":1}]}'`,
    `'{"version":1,"figures":[]}'`,
    `'x' * (17 << 20)`,
    `b'x'`,
  ]) {
    const outcome = await run(
      `import codepercept.trace as t\nt.Tracer.to_json = lambda self: ${json}\n${PLT}plt.plot([1, 2])\nplt.show()`,
    )
    expect(outcome.figures, json).toHaveLength(1)
    expect(outcome.trace, json).toBeNull()
  }
  host.dispose()
})
