import { describe, expect, test } from 'vitest'
import { hexOf, mannerOf, nameOf } from '../../../../src/perceive/refine/colour-names.ts'
import { colours } from '../../../../src/perceive/refine/colours.ts'
import { Canvas } from './canvas.ts'
import { artist, bar, drawing, figure, lab, literal, offered, stroke } from './drawn.ts'

const RED = [214, 39, 40] as const
const BLUE = [31, 119, 180] as const
const BOX = [60, 30, 100, 100] as const

describe('a colour is named', () => {
  test.each([
    ['in the manner of the program', [31, 119, 180], 'tab', 'tab:blue'],
    ['by its place in the cycle', [31, 119, 180], 'cycle', 'C0'],
    ['by its letter', [0, 128, 0], 'letter', 'g'],
    ['otherwise where the manner has no name', [70, 130, 180], 'letter', 'steelblue'],
    ['by a near name', [216, 41, 38], 'tab', 'tab:red'],
    ['in hex where no name is near', [123, 60, 200], 'css', '#7b3cc8'],
  ] as const)('%s', (_how, colour, manner, name) => {
    expect(nameOf(colour, manner, 3)).toBe(name)
  })

  test('and the manner is told', () => {
    expect(['tab:red', 'C3', 'k', 'navy', '#fff000'].map(mannerOf)).toEqual(['tab', 'cycle', 'letter', 'css', 'hex'])
    expect(hexOf([300, -4, 15.6])).toBe('#ff0010')
  })
})

describe('the colour that the source shows', () => {
  const source = new Canvas(200, 120).rect(...BOX, RED).raster()
  const render = new Canvas(200, 120).rect(...BOX, BLUE).raster()
  const code = "ax.bar(x, y, color='tab:blue')\n"
  const named = literal(code, "'tab:blue'", { role: 'colour', call: 'ax.bar', callLine: 1, argument: 'color' })
  const made = { line: 1, call: 'ax.bar' }
  const scene = (fill: string) => figure({ artists: [bar('b', BOX, fill, made)] })
  const changes = (text: string) => scene(text === code ? '#1f77b4ff' : '#00ff00ff')

  test('goes into the literal that gave the other', async () => {
    const found = await offered(colours, drawing(code, scene('#1f77b4ff'), render), source, lab([named], changes))
    expect(found).toEqual([{ kind: 'colour', detail: 'tab:red', code: "ax.bar(x, y, color='tab:red')\n" }])
  })

  test('is added where no literal gives one', async () => {
    const plain = 'ax.bar(x, y)\n'
    const found = await offered(
      colours,
      drawing(plain, scene('#1f77b4ff'), render),
      source,
      lab([], () => null),
    )
    expect(found.map(({ code }) => code)).toEqual(["ax.bar(x, y, color='tab:red')\n"])
  })

  test('is found through what half covers it', async () => {
    const pale = ([r, g, b]: readonly [number, number, number]) =>
      [(r + 255) / 2, (g + 255) / 2, (b + 255) / 2] as const
    const half = { ...scene('#1f77b480'), artists: [bar('b', BOX, '#1f77b480', made)] }
    const found = await offered(
      colours,
      drawing(code, half, new Canvas(200, 120).rect(...BOX, pale(BLUE)).raster()),
      new Canvas(200, 120).rect(...BOX, pale(RED)).raster(),
      lab([named], (text) => (text === code ? half : scene('#00ff0080'))),
    )
    expect(found.map(({ detail }) => detail)).toEqual(['tab:red'])
  })

  test('is nothing to change where it is the same', async () => {
    const found = await offered(colours, drawing(code, scene('#1f77b4ff'), render), render, lab([named], changes))
    expect(found).toEqual([])
  })

  test('is not told by what lies elsewhere', async () => {
    const elements = [{ id: 'b', verdict: 'unsupported' }] as const
    const lost = drawing(code, scene('#1f77b4ff'), render, { elements })
    expect(await offered(colours, lost, source, lab([named], changes))).toEqual([])
  })

  test('is a list where bars differ', async () => {
    const [left, right] = [
      [30, 30, 60, 100],
      [90, 50, 120, 100],
    ] as const
    const bars = (fill: string) => figure({ artists: [bar('a', left, fill, made), bar('b', right, fill, made)] })
    const found = await offered(
      colours,
      drawing(
        code,
        bars('#1f77b4ff'),
        new Canvas(200, 120)
          .rect(...left, BLUE)
          .rect(...right, BLUE)
          .raster(),
      ),
      new Canvas(200, 120)
        .rect(...left, RED)
        .rect(...right, BLUE)
        .raster(),
      lab([named], (text) => bars(text === code ? '#1f77b4ff' : '#00ff00ff')),
    )
    expect(found.map(({ code: text }) => text)).toEqual(["ax.bar(x, y, color=['tab:red', 'tab:blue'])\n"])
  })
})

describe('the colour of a stroke', () => {
  const [from, to] = [
    [30, 20],
    [170, 90],
  ] as const
  const line = (colour: string) => figure({ artists: [stroke('l', from, to, colour, { line: 1, call: 'ax.plot' })] })
  const picture = (colour: readonly [number, number, number], aside = 0) =>
    new Canvas(200, 120).line([from[0], from[1] + aside], [to[0], to[1] + aside], 2, colour).raster()
  const ask = (code: string, text: string, source: ReturnType<typeof picture>) =>
    offered(
      colours,
      drawing(code, line('#ff0000ff'), picture([255, 0, 0])),
      source,
      lab([literal(code, text, { role: 'format' })], (tried) => line(tried === code ? '#ff0000ff' : '#bf00bfff')),
    )

  test('changes the letter of a format', async () => {
    const found = await ask("ax.plot(x, y, 'r--')\n", "'r--'", picture([0, 0, 255]))
    expect(found.map(({ code }) => code)).toEqual(["ax.plot(x, y, 'b--')\n"])
  })

  test('leaves the format for a keyword where no letter says it', async () => {
    const found = await ask("ax.plot(x, y, 'r--')\n", "'r--'", picture([255, 127, 14]))
    expect(found.map(({ code }) => code)).toEqual(["ax.plot(x, y, '--', color='tab:orange')\n"])
  })

  test('is seen a pixel beside its place', async () => {
    const found = await ask("ax.plot(x, y, 'r-')\n", "'r-'", picture([0, 0, 255], 1))
    expect(found.map(({ code }) => code)).toEqual(["ax.plot(x, y, 'b-')\n"])
  })
})

test('letters that were read in another colour change theirs', async () => {
  const box = [40, 40, 60, 56] as const
  const ink = (colour: readonly [number, number, number]) =>
    new Canvas(200, 120).rect(41, 41, 44, 55, colour).rect(44, 46, 55, 49, colour).rect(55, 41, 58, 55, colour).raster()
  const letter = {
    lines: [
      [
        [41, 41],
        [44, 41],
        [44, 55],
        [41, 55],
      ],
    ],
    closed: true,
    fill: '#000000ff',
  }
  const text = artist({
    id: 't',
    kind: 'text',
    type: 'Text',
    line: 1,
    call: 'ax.text',
    path: { box, shapes: [letter] },
  })
  const code = "ax.text(1, 2, 'H')\n"
  const found = await offered(
    colours,
    drawing(code, figure({ artists: [text] }), ink([0, 0, 0])),
    ink([255, 0, 0]),
    lab([], () => null),
  )
  expect(found.map((one) => one.code)).toEqual(["ax.text(1, 2, 'H', color='red')\n"])
})
