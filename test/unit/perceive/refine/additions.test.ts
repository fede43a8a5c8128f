import { describe, expect, test } from 'vitest'
import { additions } from '../../../../src/perceive/refine/additions.ts'
import { axesMap } from '../../../../src/perceive/refine/axes-map.ts'
import { drops } from '../../../../src/perceive/refine/drops.ts'
import { Canvas } from './canvas.ts'
import { artist, axes, drawing, figure, lab, offered, stroke } from './drawn.ts'

const BLACK = [0, 0, 0] as const
const [from, to] = [
  [30, 100],
  [170, 20],
] as const
const CODE = 'import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nax.plot(x, y)\nplt.show()\n'
const line = stroke('l', from, to, '#000000ff', { line: 3, call: 'ax.plot' })
const base = () => new Canvas(200, 120).line(from, to, 2, BLACK)
/** 16 pixels for one along x, 10 along y; both from 0 to 10. */
const trace = figure({ artists: [line] })
const ask = (picture: Canvas, texts: Parameters<typeof offered>[4] = [], now = trace) =>
  offered(
    additions,
    drawing(CODE, trace, base().raster()),
    picture.raster(),
    lab([], () => now),
    texts,
  )
const added = (found: { code: string | null }[]) => found.map(({ code }) => code?.split('\n').slice(3, -2).join('\n'))

test('axes map data to pixels and back', () => {
  const map = axesMap(axes('a', { x: { label: '', limits: [1, 100], scale: 'log', grid: false, ticks: [] } }))!
  expect(map.toPixels([10, 5])).toEqual([100, 60])
  expect(map.toData([100, 60])[0]).toBeCloseTo(10, 9)
  expect(axesMap(axes('a', { projection: 'polar' }))).toBeNull()
})

describe('what the source shows and the program does not draw', () => {
  test('is nothing where both are the same', async () => {
    expect(await ask(base())).toEqual([])
  })

  test('is a line, in data, with its colour and dashes', async () => {
    // From (1, 9) to (8, 2) of the axes.
    const found = await ask(base().line([36, 20], [148, 90], 2, [255, 0, 0]))
    expect(found[0]).toMatchObject({ kind: 'add', detail: 'line' })
    expect(added(found)[0]).toBe("ax.plot([1, 8], [9, 2], color='red')")
    const dashed = await ask(base().line([36, 20], [148, 90], 2, [255, 0, 0], [7.4, 3.2]))
    expect(added(dashed)[0]).toContain("color='red', linestyle='--')")
  })

  test('is a line over the whole width', async () => {
    expect(added(await ask(base().line([20, 60], [180, 60], 2, [0, 0, 255])))[0]).toBe("ax.axhline(5, color='blue')")
  })

  test('leaves the axes as they are', async () => {
    const moved = figure({ artists: [line], axes: [axes('a0', { x: { ...trace.axes[0]!.x, limits: [-1, 10] } })] })
    const found = added(await ask(base().line([36, 20], [148, 90], 2, [255, 0, 0]), [], moved))
    expect(found[0]).toBe("ax.plot([1, 8], [9, 2], color='red', scalex=False, scaley=False)")
    expect(found[1]).toBe("ax.plot([1, 8], [9, 2], color='red')")
  })

  test('is a marker', async () => {
    const found = await ask(base().disc([52, 30], 5, [0, 128, 0]))
    expect(found[0]).toMatchObject({ kind: 'add', detail: 'point' })
    expect(added(found)[0]).toMatch(/^ax\.plot\(2, 8, 'o', color='green'/)
  })

  test('is a circle where both axes have the same units', async () => {
    const square = figure({ artists: [line], axes: [axes('a0', { y: { ...trace.axes[0]!.y, limits: [0, 6.25] } })] })
    const picture = base().ring([100, 60], 32, 2, [0, 0, 255]).raster()
    const found = await offered(
      additions,
      drawing(CODE, square, base().raster()),
      picture,
      lab([], () => square),
    )
    expect(added(found)[0]).toMatch(/^ax\.add_patch\(plt\.Circle\(\(5, 3\.1\d*\), 2, fill=False, edgecolor='blue'/)
    expect(added(await ask(base().ring([100, 60], 32, 2, [0, 0, 255]))).join()).not.toContain('Circle')
  })

  test('is a grid at the ticks', async () => {
    const ticks = (px: readonly number[], side: 'x' | 'y') =>
      px.map((at) => ({ value: at, text: '', px: side === 'x' ? [at, 110] : [20, at] }))
    const [x, y] = [ticks([60, 100, 140], 'x'), ticks([35, 60, 85], 'y')]
    const at = axes('a0')
    const ticked = figure({ artists: [line], axes: [{ ...at, x: { ...at.x, ticks: x }, y: { ...at.y, ticks: y } }] })
    const picture = base()
    for (const { px } of x) picture.line([px[0]!, 10], [px[0]!, 110], 1, [176, 176, 176])
    const run = (canvas: Canvas) =>
      offered(
        additions,
        drawing(CODE, ticked, base().raster()),
        canvas.raster(),
        lab([], () => ticked),
      )
    expect(added(await run(picture))[0]).toMatch(/^ax\.grid\(axis='x'/)
    for (const { px } of y) picture.line([20, px[1]!], [180, px[1]!], 1, [176, 176, 176])
    expect(added(await run(picture))[0]).toMatch(/^ax\.grid\(True/)
    expect(added(await run(base())).join()).not.toContain('grid')
  })

  test('is a title, written so that it is one', async () => {
    const text = {
      id: 't',
      text: "it's $5'); x(",
      alternatives: [],
      box: [70, 1, 130, 9],
      angle: 0,
      confidence: 0.99,
    } as const
    expect(added(await ask(base(), [text]))).toEqual(["ax.set_title('it\\'s \\\\$5\\'); x(')"])
    expect(await ask(base(), [{ ...text, confidence: 0.6 }])).toEqual([])
  })

  test('is a word at its place, moved to where it was read', async () => {
    const box = [52, 20, 72, 30] as const
    const word = { id: 't', text: 'peak', alternatives: [], box, angle: 0, confidence: 0.99 }
    // Drawn with its lower left corner where it is asked to be, and a pixel and a half above and left of it.
    const drawn = (code: string) => {
      const [, x, y] = /text\(([\d.]+), ([\d.]+)/.exec(code)!.map(Number)
      const [left, bottom] = [20 + 16 * x! - 1.6, 110 - 10 * y! - 2]
      const path = { box: [left, bottom - 10, left + 20, bottom] as const, shapes: [] }
      return figure({
        artists: [line, artist({ id: 'w', kind: 'text', type: 'Text', data: { system: 'data', text: 'peak' }, path })],
      })
    }
    const found = await offered(additions, drawing(CODE, trace, base().raster()), base().raster(), lab([], drawn), [
      word,
    ])
    expect(added(found)).toEqual(["ax.text(2.1, 7.8, 'peak')"])
  })
})

describe('what is drawn and the source does not show', () => {
  const second = stroke('m', [36, 20], [148, 90], '#ff0000ff', { line: 4, call: 'ax.plot' })
  const code = CODE.replace('plt.show', 'ax.plot(u, v)\nplt.show')
  const both = figure({ artists: [line, second] })
  const render = base().line([36, 20], [148, 90], 2, [255, 0, 0]).raster()
  const elements = [
    { id: 'l', verdict: 'supported' },
    { id: 'm', verdict: 'unsupported' },
  ] as const

  test('goes with its statement', async () => {
    const found = await offered(
      drops,
      drawing(code, both, render, { elements }),
      base().raster(),
      lab([], (text) => (text === CODE ? trace : both)),
    )
    expect(found).toEqual([{ kind: 'drop', detail: 'line', code: CODE }])
  })

  test('stays where the program needs it', async () => {
    const found = await offered(
      drops,
      drawing(code, both, render, { elements }),
      base().raster(),
      lab([], () => null),
    )
    expect(found).toEqual([])
  })

  test('goes out of all lists that are as long', async () => {
    const lists = 'xs = [1, 2, 3]\nys = [4, 5, 6]\nfor x, y in zip(xs, ys): ax.plot(x, y)\n'
    const without = 'xs = [1, 3]\nys = [4, 6]\nfor x, y in zip(xs, ys): ax.plot(x, y)\n'
    const some = { ...both, artists: both.artists.map((one) => ({ ...one, line: 3 })) }
    const found = await offered(
      drops,
      drawing(lists, some, render, { elements }),
      base().raster(),
      lab([], (text) => (text === without ? trace : both)),
    )
    expect(found.map((one) => one.code)).toEqual([without])
  })
})
