import { afterAll, expect, test } from 'vitest'
import type { RunFigure, RunNotice } from '../../src/python/host.ts'
import { host, PLT, run } from './python.ts'

afterAll(() => host.dispose())

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
