import { beforeAll, expect, test } from 'vitest'
import { scoreFigure } from '../../../../src/fidelity/score.ts'
import { observe } from '../../../../src/ocr/observe.ts'
import type { TextReader } from '../../../../src/ocr/text.ts'
import { measuredChanges } from '../../../../src/perceive/refine/measured/measured.ts'
import type { Change } from '../../../../src/perceive/refine/turns.ts'
import { wordChanges } from '../../../../src/perceive/refine/words/words.ts'
import { applyEdits } from '../../../../src/python/edits.ts'
import type { Literal } from '../../../../src/python/protocol.ts'
import type { TracedFigure } from '../../../../src/trace.ts'
import { decodePng } from '../../../png.ts'
import { openOcr } from '../../ocr/files.ts'
import { bootPython } from '../../trace/pyodide.ts'

/** Pixels of the longer side, and errors planted in each program: in the sample, and in all. */
const SIDE = 600
const TURNS = process.env.CODEPERCEPT_FULL === '1' ? 6 : 1
const SEED = 17

const HEAD = 'import matplotlib.pyplot as plt\n\nfig, ax = plt.subplots(figsize=(6, 4))\n'
const PROGRAMS = [
  `${HEAD}ax.bar(['Oak', 'Elm', 'Ash', 'Fir'], [12, 7, 19, 15], color='purple')\nax.set_title('Trees of the park')\nax.set_ylabel('Count')\n`,
  `${HEAD}towns = ["Bonn", "Kiel", "Ulm"]\nrain = [4.5, 7.2, 6.1]\nax.barh(towns, rain, color="teal")\nax.set_xlabel("Rain in mm")\nax.set_title("A wet week")\n`,
  `${HEAD}ax.plot([0, 1, 2, 3, 4, 5], [3, 8, 6, 12, 10, 14], 'o-', color='green', label='Hens')\nax.set_xlabel('Week')\nax.set_title('Eggs a day')\nax.legend()\n`,
  `${HEAD}ax.pie([8, 4, 3, 5], labels=['North', 'East', 'South', 'West'])\nax.set_title('Wind')\n`,
  `import matplotlib.pyplot as plt\n\npoints = [(142, 36), (147, 41), (152, 43), (158, 52), (163, 54)]\nxs, ys = zip(*points)\nplt.scatter(xs, ys, color="crimson")\nplt.xlabel("Height")\nplt.ylabel("Mass")\nplt.xlim(138, 166)\nplt.ylim(30, 60)\n`,
]

interface Drawn {
  readonly png: string
  readonly figure: TracedFigure
}

let reader: TextReader
let draw: (code: string) => Drawn
let literals: (code: string) => readonly Literal[]
beforeAll(async () => {
  reader = await openOcr()
  const python = await bootPython('refine')
  const drawn = python.runPython('check.drawn') as (code: string, side: number) => string
  const told = python.runPython('check.literals_of') as (code: string) => string
  draw = (code) => JSON.parse(drawn(code, SIDE))
  literals = (code) => JSON.parse(told(code))
}, 120_000)

/** 0 ≤ x < 1, always the same ones. */
function lot(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const raster = ({ png }: Drawn) => decodePng(new Uint8Array(Buffer.from(png, 'base64')))

test('planted wrong words and values are offered right, and right ones are left', async () => {
  const tally = { planted: 0, right: 0, wrong: 0 }
  const said: string[] = []
  for (const [index, truth] of PROGRAMS.entries()) {
    const source = draw(truth)
    const picture = await raster(source)
    const observation = await observe(picture, reader)
    const changesOf = async (code: string): Promise<Change[]> => {
      const drawn = draw(code)
      const score = scoreFigure(picture, await raster(drawn), { trace: drawn.figure, observation })
      const drawing = { code, trace: drawn.figure, score }
      const lab = {
        literals: async () => literals(code),
        trace: async (codes: readonly string[]) => codes.map(() => null),
      }
      return [
        ...wordChanges(drawing, observation, literals(code)).filter(({ within }) => within.length > 0),
        ...(await measuredChanges(drawing, observation, lab)),
      ]
    }
    expect(await changesOf(truth), truth).toEqual([])
    for (let turn = 0; turn < TURNS; turn++) {
      const random = lot(SEED + 100 * index + turn)
      const free = literals(truth).filter(({ role }) => role === 'value' || role === 'text' || role === 'limit')
      const chosen = free.filter(({ role }) => random() < (role === 'value' ? 0.3 : 0.5))
      const plant = ({ value, text: from, line, column }: Literal) => {
        if (typeof value === 'string')
          return { line, column, from, to: from.replace(value, ['Sales', 'Growth', 'Energy'][line % 3]! + column) }
        const size = Math.max(1, Math.round(value * (0.1 + 0.1 * random())))
        return { line, column, from, to: String(Math.max(0.5, random() < 0.5 ? value - size : value + size)) }
      }
      const code = applyEdits(truth, chosen.map(plant))!
      const [before, after] = [literals(truth), literals(code)]
      tally.planted += chosen.length
      for (const { edits } of await changesOf(code)) {
        for (const { line, column, to } of edits) {
          const at = after.findIndex((literal) => literal.line === line && literal.column === column)
          const wanted = before[at]?.text
          const isRight = wanted !== undefined && (to === wanted || Number(to) === before[at]?.value)
          tally[isRight ? 'right' : 'wrong']++
          if (!isRight) said.push(`${after[at]?.text} → ${to}, not ${wanted}`)
        }
      }
    }
  }
  console.log(`${tally.planted} planted: ${tally.right} offered right, ${tally.wrong} wrong`, said)
  expect(tally.planted).toBeGreaterThanOrEqual(15 * TURNS)
  expect(tally.right).toBeGreaterThanOrEqual(0.8 * tally.planted)
  expect(tally.wrong).toBeLessThanOrEqual(0.08 * tally.planted)
}, 240_000)
