import { describe, expect, test } from 'vitest'
import { styles } from '../../../../src/perceive/refine/styles.ts'
import type { TracedArtist } from '../../../../src/trace.ts'
import { Canvas } from './canvas.ts'
import { artist, axes, drawing, figure, lab, literal, offered, stroke } from './drawn.ts'

const BLACK = [0, 0, 0] as const
const HEAD = 'import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\n'
const codes = (found: { code: string | null }[]) => found.map(({ code }) => code?.replace(HEAD, ''))

describe('the shape of the figure', () => {
  const made = { line: 2, call: 'plt.subplots' } as const
  const inShape = (aspect: number) => ({ registration: { scale: 1, dx: 0, dy: 0, residual: 0, aspect, background: 0 } })
  const wide = new Canvas(300, 150).rect(10, 10, 290, 140, BLACK).raster()

  test('is that of the picture, near to what it was', async () => {
    const code = HEAD.replace('subplots()', 'subplots(figsize=(6, 4))')
    const sizes = ['6', '4'].map((text, i) =>
      literal(code, text, { value: Number(text), role: 'figure', call: made.call, argument: 'figsize', path: [i] }),
    )
    const trace = { ...figure({ artists: [] }), width: 300, height: 200, dpi: 50 }
    const of = drawing(code, trace, new Canvas(300, 200).raster(), inShape(-0.25))
    const found = await offered(
      styles,
      of,
      wide,
      lab(sizes, () => trace),
    )
    expect(found[0]).toMatchObject({ kind: 'style', code: HEAD.replace('subplots()', 'subplots(figsize=(6, 3))') })
  })

  test('is given where it was not', async () => {
    const trace = { ...figure({ artists: [] }), width: 640, height: 480, dpi: 100 }
    const of = drawing(
      'import matplotlib.pyplot as plt\nplt.plot(x)\n',
      trace,
      new Canvas(64, 48).raster(),
      inShape(-0.33),
    )
    const found = await offered(
      styles,
      of,
      wide,
      lab([], () => trace),
    )
    expect(found[0]?.code).toMatch(
      /^import matplotlib.pyplot as plt\nplt.figure\(figsize=\((\d+), (\d+)\)\)\nplt.plot\(x\)\n$/,
    )
    const [, w, h] = /\((\d+), (\d+)\)/.exec(found[0]!.code!)!
    expect(Number(w)).toBe(2 * Number(h))
  })

  test('is told by letters too, where it is right already', async () => {
    const text = (id: string, said: string, box: readonly [number, number, number, number]): TracedArtist =>
      artist({
        id,
        kind: 'text',
        type: 'Text',
        role: 'tick',
        data: { system: 'data', text: said },
        path: { box, shapes: [] },
      })
    const artists = [text('a', 'seconds', [20, 20, 60, 30]), text('b', 'metres', [100, 20, 140, 30])]
    const trace = { ...figure({ artists }), width: 200, height: 100, dpi: 25 }
    const code = HEAD.replace('subplots()', 'subplots(figsize=(8, 4))')
    const sizes = ['8', '4'].map((one, i) =>
      literal(code, one, { value: Number(one), role: 'figure', call: made.call, argument: 'figsize', path: [i] }),
    )
    const blank = new Canvas(200, 100).raster()
    // Twice as long as they are drawn.
    const read = artists.map(({ id, data }, i) => ({
      id,
      text: data.text!,
      alternatives: [],
      box: [20 + 90 * i, 20, 100 + 90 * i, 40] as const,
      angle: 0,
      confidence: 1,
    }))
    const found = await offered(
      styles,
      drawing(code, trace, blank),
      blank,
      lab(sizes, () => trace),
      read,
    )
    expect(found[0]?.code).toBe(HEAD.replace('subplots()', 'subplots(figsize=(4, 2))'))
    const same = read.map((one, i) => ({ ...one, box: artists[i]!.path.box! }))
    expect(
      await offered(
        styles,
        drawing(code, trace, blank),
        blank,
        lab(sizes, () => trace),
        same,
      ),
    ).toEqual([])
  })
})

describe('frames', () => {
  const box = axes('a0').box
  const spine = (id: string, from: readonly [number, number], to: readonly [number, number]) =>
    stroke(id, from, to, '#000000ff', { type: 'Spine', kind: 'polygon', role: 'frame', line: null, call: null })
  const [x0, y0, x1, y1] = box
  const sides = [
    [
      [x0, y0],
      [x0, y1],
    ],
    [
      [x0, y0],
      [x1, y0],
    ],
    [
      [x1, y0],
      [x1, y1],
    ],
    [
      [x0, y1],
      [x1, y1],
    ],
  ] as const
  const spines = sides.map(([from, to], i) => spine(`s${i}`, from, to))
  const picture = (which: readonly number[]) => {
    const canvas = new Canvas(200, 120).line([40, 80], [160, 40], 2, BLACK)
    for (const i of which) canvas.line(sides[i]![0], sides[i]![1], 1.2, BLACK)
    return canvas.raster()
  }
  const line = stroke('l', [40, 80], [160, 40], '#000000ff', { line: 3, call: 'ax.plot' })
  const code = `${HEAD}ax.plot(x)\nplt.show()\n`
  const ask = (which: readonly number[], artists = [...spines, line], text = code) => {
    const trace = figure({ artists })
    const full = [0, 1, 2, 3].slice(0, artists.length - 1)
    return offered(
      styles,
      drawing(text, trace, picture(full)),
      picture(which),
      lab([], () => trace),
    )
  }

  test('go where the source has none', async () => {
    expect(codes(await ask([]))).toContain("ax.plot(x)\nax.axis('off')\nplt.show()\n")
  })

  test('open where the source has two sides', async () => {
    expect(codes(await ask([0, 3]))).toContain(
      "ax.plot(x)\nax.spines[['top', 'right']].set_visible(False)\nplt.show()\n",
    )
  })

  test('stay where the source has them', async () => {
    expect(await ask([0, 1, 2, 3])).toEqual([])
  })

  test('come back where the source has them', async () => {
    const off = code.replace('plt.show', "ax.axis('off')\nplt.show")
    expect(codes(await ask([0, 1, 2, 3], [line], off))).toContain('ax.plot(x)\nplt.show()\n')
  })
})

describe('strokes', () => {
  const [from, to] = [
    [25, 20],
    [175, 100],
  ] as const
  const code = `${HEAD}ax.plot(x, y, 'k-')\n`
  const trace = (dash: string) =>
    figure({
      artists: [
        stroke('l', from, to, '#000000ff', {
          line: 3,
          call: 'ax.plot',
          style: { colour: '#000000ff', fill: 'none', width: 1.5, dash, alpha: null },
        }),
      ],
    })
  const picture = (dash: readonly number[], width = 2) =>
    new Canvas(200, 120).line(from, to, width, BLACK, dash).raster()
  const ask = (text: string, seen: ReturnType<typeof picture>) =>
    offered(
      styles,
      drawing(text, trace('-'), picture([])),
      seen,
      lab([], () => trace('-')),
    )

  test('are dashed as the source has them', async () => {
    expect(codes(await ask(code, picture([7.4, 3.2])))[0]).toBe("ax.plot(x, y, 'k--')\n")
    expect(codes(await ask(`${HEAD}ax.plot(x, y)\n`, picture([2, 3.3])))[0]).toBe("ax.plot(x, y, linestyle=':')\n")
  })

  test('are as wide', async () => {
    expect(codes(await ask(code, picture([], 4)))).toEqual(["ax.plot(x, y, 'k-', linewidth=3)\n"])
  })

  test('are left alone where they are alike', async () => {
    expect(await ask(code, picture([]))).toEqual([])
  })
})
