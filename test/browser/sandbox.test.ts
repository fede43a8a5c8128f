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
import { PythonHost, type RunFigure, type RunNotice, type RunOptions, type RunOutcome } from '../../src/python/host.ts'
import { loadRuntime } from '../../src/python/runtime.ts'

const RUNTIME = new URL('/runtime/', location.href).href
const never = new AbortController().signal

/** Counts sandboxes, to tell a killed one from one that lived on. */
let opened = 0
const broker = {
  open: () => {
    opened++
    return openSandbox({ src: '/sandbox.html' })
  },
  kill: killSandbox,
}
const host = new PythonHost(broker, RUNTIME)
afterAll(() => host.dispose())

/** Runs a program in the interpreter there is; boots one when the last test ended it. */
async function run(program: string, options: Partial<RunOptions> = {}): Promise<RunOutcome> {
  if (!host.ready) await host.boot({ signal: never })
  return host.run(program, { timeout: 20, longSide: 640, signal: never, ...options })
}

/** What a program that must fail throws. */
async function failure(program: string, options: Partial<RunOptions> = {}): Promise<unknown> {
  return run(program, options).then(
    () => expect.fail('the program ended well'),
    (error) => error,
  )
}

/** Programs and the pictures that CPython's matplotlib made of them. */
const programs = import.meta.glob<string>('../fixtures/nano-v0/goldens/*-bar.py', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const pictures = import.meta.glob<string>('../fixtures/nano-v0/goldens/*-bar.png', {
  query: '?url',
  import: 'default',
  eager: true,
})

async function fetchBytes(url: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(url)).arrayBuffer())
}

async function pixelsOf(figure: Pick<RunFigure, 'png'> | undefined): Promise<ImageData> {
  const bitmap = await createImageBitmap(new Blob([figure!.png.slice()], { type: 'image/png' }))
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!
  context.drawImage(bitmap, 0, 0)
  return context.getImageData(0, 0, bitmap.width, bitmap.height)
}

function pixelAt(image: ImageData, x: number, y: number): number[] {
  const at = 4 * (y * image.width + x)
  return Array.from(image.data.subarray(at, at + 4))
}

const PLT = 'import matplotlib.pyplot as plt\n'

test('boots with progress from 0 to 100', async () => {
  const seen: number[] = []
  const start = performance.now()
  await host.boot({ signal: never, onProgress: (loaded, total) => seen.push((100 * loaded) / total) })
  console.log(`boot ${(performance.now() - start).toFixed(0)} ms`)
  expect(seen.at(-1)).toBe(100)
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  expect(host.ready).toBe(true)
})

test('draws a figure at the long side asked for, in the colours of the program', async () => {
  const start = performance.now()
  const outcome = await run(
    `${PLT}fig = plt.figure(figsize=(4, 3), facecolor='#204060')
ax = fig.add_axes((0, 0, 1, 1))
ax.axis('off')
ax.set(xlim=(0, 1), ylim=(0, 1))
ax.fill([0, .5, .5, 0], [0, 0, 1, 1], color='#ff0000', lw=0)
print('drawn')
plt.show()`,
    { longSide: 800 },
  )
  console.log(`first figure ${(performance.now() - start).toFixed(0)} ms`)
  expect(outcome).toMatchObject({ scored: 0, empty: false, stdout: 'drawn\n', notices: [] })
  expect(outcome.figures).toHaveLength(1)
  const image = await pixelsOf(outcome.figures[0])
  expect([image.width, image.height]).toEqual([800, 600])
  expect(pixelAt(image, 200, 300)).toEqual([255, 0, 0, 255])
  expect(pixelAt(image, 600, 300)).toEqual([0x20, 0x40, 0x60, 255])
})

test.each(['0-bar', '7-bar'])('%s is drawn as CPython drew it', async (name) => {
  const program = programs[`../fixtures/nano-v0/goldens/${name}.py`]!
  const reference = await pixelsOf({ png: await fetchBytes(pictures[`../fixtures/nano-v0/goldens/${name}.png`]!) })
  const outcome = await run(program, { longSide: Math.max(reference.width, reference.height) })
  const image = await pixelsOf(outcome.figures[0])
  expect([image.width, image.height]).toEqual([reference.width, reference.height])
  // Within the axes every pixel agrees; the letters around them come from another FreeType.
  const { width, height } = image
  let changed = 0
  for (let at = 0; at < width * height; at++) {
    if ([0, 1, 2].every((part) => image.data[4 * at + part] === reference.data[4 * at + part])) continue
    changed++
    const [x, y] = [(at % width) / width, Math.floor(at / width) / height]
    expect(x > 0.14 && x < 0.89 && y > 0.13 && y < 0.87, `pixel ${x}, ${y}`).toBe(false)
  }
  expect(changed / (width * height)).toBeLessThan(0.01)
})

test.each([
  [50, 200],
  [637, 637],
  [5000, 1600],
])('a long side of %i is drawn as %i', async (asked, drawn) => {
  const outcome = await run(
    `${PLT}plt.figure(figsize=(3, 5))\nplt.plot([1, 2])\nplt.savefig('x.png', bbox_inches='tight')`,
    {
      longSide: asked,
    },
  )
  const { height, width } = outcome.figures[0]!
  expect(height).toBe(drawn)
  expect(Math.abs(width - drawn * 0.6)).toBeLessThanOrEqual(1)
})

test('scored is the figure that is current at the first show or savefig', async () => {
  const events: RunFigure[] = []
  const outcome = await run(
    `${PLT}plt.figure(1, figsize=(2, 1))
plt.plot([1, 2])
plt.figure(2, figsize=(1, 2))
plt.plot([1, 2])
plt.figure(1)
plt.savefig('a.png')
plt.close(1)
plt.figure(3, figsize=(1, 1))
plt.plot([1, 2])`,
    { longSide: 200, onFigure: (figure) => events.push(figure) },
  )
  const sizes = outcome.figures.map(({ width, height }) => [width, height])
  expect(sizes[outcome.scored]).toEqual([200, 100])
  expect(sizes.toSorted()).toEqual(
    [
      [100, 200],
      [200, 100],
      [200, 200],
    ].toSorted(),
  )
  expect(events).toEqual(outcome.figures)
})

test('without show or savefig the last figure made is scored', async () => {
  const outcome = await run(
    `${PLT}plt.figure(figsize=(2, 1))\nplt.plot([1, 2])\nplt.figure(figsize=(1, 2))\nplt.plot([1, 2])`,
  )
  expect(outcome.figures).toHaveLength(2)
  expect(outcome.figures[outcome.scored]).toMatchObject({ width: 320, height: 640 })
})

test('show closes what it showed; a savefig after it does not add a blank figure', async () => {
  const outcome = await run(`${PLT}plt.plot([1, 2])\nplt.show()\nplt.savefig('late.png')\nplt.close('all')`)
  expect(outcome).toMatchObject({ scored: 0, empty: false })
  expect(outcome.figures).toHaveLength(1)
})

test('a file that is saved can be read back, wherever the program thinks it lies', async () => {
  const outcome = await run(
    `${PLT}import io
fig, ax = plt.subplots()
ax.plot([1, 2])
fig.savefig('/no/such/folder/a.png', dpi=1200)
fig.savefig('a.png', dpi=1200)
print(plt.imread('a.png').shape)
buffer = io.BytesIO()
fig.savefig(buffer, format='png', dpi=50)
buffer.seek(0)
print(plt.imread(buffer).shape)
fig.savefig('a.pdf')`,
    { longSide: 320 },
  )
  expect(outcome.figures).toHaveLength(1)
  expect(outcome.stdout).toBe('(240, 320, 3)\n(240, 320, 4)\n')
})

test('transparent parts lie on white', async () => {
  const outcome = await run(
    `${PLT}fig = plt.figure(facecolor='none')\nax = fig.add_axes((0, 0, 1, 1))\nax.axis('off')
ax.set(xlim=(0, 1), ylim=(0, 1))\nax.fill([0, .5, .5, 0], [0, 0, 1, 1], color=(0, 0, 1, .5), lw=0)\nplt.savefig('a.png', transparent=True)`,
  )
  const image = await pixelsOf(outcome.figures[0])
  expect(pixelAt(image, 600, 240)).toEqual([255, 255, 255, 255])
  const [red, green, blue, alpha] = pixelAt(image, 100, 240)
  expect([blue, alpha]).toEqual([255, 255])
  for (const part of [red, green]) expect(Math.abs(part! - 127.5)).toBeLessThanOrEqual(1.5)
})

test.each([
  ['empty', "plt.title('nothing')\nplt.xlabel('x')"],
  ['empty', 'plt.plot([], [])'],
  ['empty', 'plt.subplots()\nplt.legend(handles=[])'],
  ['empty', "fig, axs = plt.subplots(2, 2)\nfor ax in axs.flat: ax.axis('off')"],
  ['filled', "fig, d = plt.subplot_mosaic('AB;CC', layout='constrained')\nd['C'].hist([1, 2, 2])"],
  ['filled', 'plt.subplot(projection="polar")\nplt.plot([0, 1, 2], [1, 2, 3])'],
  ['filled', 'plt.contourf([[1, 2], [2, 3]])\nplt.colorbar()\nplt.tight_layout()'],
  ['filled', 'plt.imshow([[1, 2], [2, 3]])'],
  ['filled', 'plt.annotate("a", xy=(0, 0), xytext=(.5, .5), arrowprops={"arrowstyle": "->"})'],
  ['filled', 'plt.axis("off")\nplt.table([["1", "2"]], loc="center")'],
  ['filled', 'plt.gca().inset_axes([.5, .5, .4, .4]).plot([1, 2])'],
  ['filled', 'fig = plt.figure()\nfig.subfigures(1, 2)[0].subplots().plot([1, 2])'],
  ['filled', 'from matplotlib.figure import Figure\nfig = Figure()\nfig.subplots().plot([1, 2])\nfig.savefig("a.svg")'],
])('%s: %j', async (kind, program) => {
  const outcome = await run(PLT + program, { longSide: 200 })
  expect(outcome).toMatchObject({ scored: 0, empty: kind === 'empty' })
  expect(outcome.figures).toHaveLength(1)
})

test('a program without a figure gives none', async () => {
  expect(await run('import sys\nprint("ä", end="")\nsys.stdout = None')).toMatchObject({ scored: -1, stdout: 'ä' })
  expect(await run('print(1 + 1)')).toMatchObject({ figures: [], scored: -1, stdout: '2\n' })
})

test('sys.exit after a figure is a normal end', async () => {
  expect((await run(`${PLT}import sys\nplt.plot([1, 2])\nsys.exit(1)`)).figures).toHaveLength(1)
})

test('mathtext, 3-D and numpy draw', async () => {
  const outcome = await run(
    `${PLT}import numpy as np
fig = plt.figure()
ax = fig.add_subplot(projection='3d')
x, y = np.meshgrid(np.linspace(-1, 1, 9), np.linspace(-1, 1, 9))
ax.plot_surface(x, y, x * y, cmap='viridis')
ax.set_title(r'$\\frac{\\alpha}{\\sqrt{2}}$')
plt.show()`,
  )
  const { data } = await pixelsOf(outcome.figures[0])
  expect(new Set(new Uint32Array(data.buffer)).size).toBeGreaterThan(50)
  expect(outcome.notices).toEqual([])
})

test('formulas for LaTeX are drawn without it, and the person is told', async () => {
  const outcome = await run(
    `${PLT}plt.rcParams['text.usetex'] = True\nplt.plot([1, 2])\nplt.title(r'$\\frac{a}{b}$')\nplt.show()`,
  )
  expect(outcome.figures).toHaveLength(1)
  expect(outcome.notices).toEqual([
    { code: 'python-warning', message: expect.stringContaining('LaTeX is not available here'), line: 3 },
  ])
})

test('the font list of the package is used as it is', async () => {
  const { stdout } = await run(
    `import matplotlib.font_manager as fonts, matplotlib, os
print(fonts.fontManager._version == fonts.FontManager.__version__)
print([name for name in os.listdir(matplotlib.get_cachedir()) if 'fontlist' in name])`,
  )
  expect(stdout).toBe('True\n[]\n')
})

test('warnings become notices with the line of the program', async () => {
  const told: RunNotice[] = []
  const outcome = await run(
    `${PLT}plt.plot([1, 2])\nplt.legend()\nplt.rcParams['font.family'] = 'No Such Font'\nplt.text(0, 1, 't')\nplt.show()`,
    { onNotice: (notice) => told.push(notice) },
  )
  expect(told).toEqual(outcome.notices)
  expect(told).toContainEqual({
    code: 'python-warning',
    message: expect.stringMatching(/No artists with labels/),
    line: 3,
  })
  expect(told).toContainEqual({ code: 'matplotlib-log', message: expect.stringMatching(/No Such Font/), line: 6 })
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
  const before = opened
  const error = await failure('x = 0\nwhile True:\n  x += 1', { timeout: 0.5 })
  expect(error).toBeInstanceOf(TimeoutError)
  expect([2, 3]).toContain((error as TimeoutError).line)
  expect((await run('print("alive")')).stdout).toBe('alive\n')
  expect(opened).toBe(before)
})

test('backends with windows, pylab and animations draw their first frame', async () => {
  const outcome = await run(
    `import matplotlib
matplotlib.use('TkAgg')
from pylab import *
from matplotlib.animation import FuncAnimation
fig = figure()
ax = fig.add_axes((0, 0, 1, 1))
ax.axis('off')
ax.set(xlim=(0, 1), ylim=(0, 1))
(patch,) = ax.fill([0, 1, 1, 0], [0, 0, 1, 1], color='red', lw=0)
moving = FuncAnimation(fig, lambda i: patch.set_color(['lime', 'blue'][i]), frames=2)
show()`,
  )
  expect(outcome).toMatchObject({ scored: 0, notices: [] })
  expect(pixelAt(await pixelsOf(outcome.figures[0]), 320, 240)).toEqual([0, 255, 0, 255])
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
  const before = opened
  const error = await failure('held = []\nwhile True:\n  held.append(bytearray(10 ** 7))')
  expect(error).toBeInstanceOf(MemoryCapError)
  expect((error as MemoryCapError).line).toBe(3)
  expect((await run('print("alive")')).stdout).toBe('alive\n')
  expect(opened).toBe(before)
})

test('the guest reaches no network and runs no text as code', async () => {
  await run(PROBES.replace('ORIGIN', location.origin))
  await new Promise((resolve) => setTimeout(resolve, 1500))
  const { stdout } = await run('import sys\nfor line in sys.probes: print(line)')
  const lines = stdout.trim().split('\n').sort()
  expect(lines.map((line) => line.split(' ')[0])).toEqual([
    'Function',
    'WebSocket',
    'XMLHttpRequest',
    'cookies',
    'eval',
    'fetch',
    'import',
    'importScripts',
    'indexedDB',
    'nested-fetch',
    'pyfetch',
    'storage',
  ])
  expect(lines.filter((line) => !line.includes(' refused'))).toEqual([])
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

/** Appends one line a probe to sys.probes; "refused" is what each must say. */
const PROBES = `
import asyncio, sys, js
from pyodide.ffi import create_proxy, to_js
from pyodide.http import pyfetch
url = 'ORIGIN/leak'
sys.probes = probes = []

def probe(name, call):
    try:
        call()
        probes.append(name + ' DONE')
    except BaseException as error:
        probes.append(f'{name} refused {type(error).__name__}')

async def slow(name, start):
    try:
        await start()
        probes.append(name + ' DONE')
    except BaseException as error:
        probes.append(f'{name} refused {type(error).__name__}')

def xhr():
    request = js.XMLHttpRequest.new()
    request.open('GET', url, False)
    request.send()

def socket():
    ws = js.WebSocket.new(url.replace('http', 'ws'))
    ws.onopen = create_proxy(lambda event: probes.append('WebSocket OPEN'))
    ws.onerror = create_proxy(lambda event: probes.append('WebSocket refused'))

def nested():
    code = "fetch('" + url + "').then(() => postMessage('DONE'), () => postMessage('refused'))"
    worker = js.Worker.new(js.URL.createObjectURL(js.Blob.new(to_js([code]))))
    worker.onmessage = create_proxy(lambda event: probes.append('nested-fetch ' + event.data))
    worker.onerror = create_proxy(lambda event: probes.append('nested-fetch refused'))

def module():
    code = "import('" + url + "').then(() => postMessage('DONE'), () => postMessage('refused'))"
    worker = js.Worker.new(js.URL.createObjectURL(js.Blob.new(to_js([code]))))
    worker.onmessage = create_proxy(lambda event: probes.append('import ' + event.data))
    worker.onerror = create_proxy(lambda event: probes.append('import refused'))

probe('eval', lambda: js.eval('1'))
probe('Function', lambda: js.Function.new('return 1')())
probe('XMLHttpRequest', xhr)
probe('importScripts', lambda: js.importScripts(url))
probe('storage', lambda: js.localStorage.length)
probe('cookies', lambda: js.document.cookie)
asyncio.ensure_future(slow('fetch', lambda: js.fetch(url)))
asyncio.ensure_future(slow('pyfetch', lambda: pyfetch(url)))
def database():
    request = js.indexedDB.open('x')
    request.onsuccess = create_proxy(lambda event: probes.append('indexedDB DONE'))
    request.onerror = create_proxy(lambda event: probes.append('indexedDB refused'))
try:
    database()
except BaseException:
    probes.append('indexedDB refused')
for start in (socket, nested, module):
    try:
        start()
    except BaseException as error:
        probes.append(start.__name__ + ' refused')
`

test('a run carries the trace of its figures', async () => {
  const { figures, trace } = await run(
    `${PLT}fig, ax = plt.subplots()\nfor k in range(2):\n    ax.plot([0, 1], [k, 2], color='#0000ff')\nax.set_title('two')\nplt.show()`,
  )
  expect(figures).toHaveLength(1)
  expect(trace?.figures).toHaveLength(1)
  const figure = trace!.figures[0]!
  expect([figure.width, figure.height, figure.axes[0]?.title]).toEqual([640, 480, 'two'])
  const lines = figure.artists.filter(({ role }) => role === 'data')
  expect(lines.map(({ kind, line, call, loop }) => ({ kind, line, call, loop }))).toEqual([
    { kind: 'line', line: 4, call: 'ax.plot', loop: { k: 0 } },
    { kind: 'line', line: 4, call: 'ax.plot', loop: { k: 1 } },
  ])
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
