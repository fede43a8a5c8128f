import { afterEach, expect, test } from 'vitest'
import type { Observation } from '../../src/observation.ts'
import type { PerceiveEvent } from '../../src/perceive/protocol.ts'
import { FakeClient, picture, success } from './fake-client.ts'
import { find, mountRun } from './viewer.ts'
import { violations } from './violations.ts'

afterEach(() => document.body.replaceChildren())

const OBSERVATION: Observation = {
  version: 1,
  width: 200,
  height: 100,
  texts: [{ id: 't1', text: '<i>Votes</i>', alternatives: [], box: [60, 5, 120, 15], angle: 0, confidence: 0.9 }],
  axes: [
    {
      box: [20, 20, 180, 80],
      x: null,
      y: {
        kind: 'linear',
        a: -1,
        b: 80,
        residualPx: 0.2,
        ticks: [
          { px: 80, text: '0', value: 0 },
          { px: 30, text: '50', value: 50 },
        ],
      },
    },
  ],
  marks: [
    { kind: 'bar', px: [30, 40, 50, 80], data: [0, 0, 40], se: [0.1, 0.1, 0.1], axis: 0 },
    { kind: 'marker', px: [60, 50], data: [1, 30], se: [0.1, 0.1], axis: 0, series: 1, radius: 5 },
    { kind: 'vertex', px: [70, 40], data: [2, 40], se: [0.1, 0.1], axis: 0, series: 2 },
    { kind: 'vertex', px: [90, 60], data: [3, 20], se: [0.1, 0.1], axis: 0, series: 2 },
    { kind: 'wedge', px: [150, 50, 20], data: [0, 90], se: [1, 1], axis: -1, series: 0 },
  ],
}

const FACTS: Extract<PerceiveEvent, { type: 'facts' }> = {
  type: 'facts',
  facts: [
    {
      id: 'f1',
      kind: 'datum',
      value: { series: '', at: 'A', value: 40 },
      artists: [],
      lines: [2],
      check: 'bar',
      picture: { verdict: 'measured' },
    },
    {
      id: 'f2',
      kind: 'datum',
      value: { series: '', at: 'B', value: 30 },
      artists: [],
      lines: [2],
      check: 'bar',
      picture: { verdict: 'contradicted', value: 27.3456 },
    },
    {
      id: 'f3',
      kind: 'chart',
      value: { type: 'bar' },
      artists: [],
      lines: [2],
      check: 'bars',
      picture: { verdict: 'not-measured' },
    },
  ],
  caption: {
    alt: 'Bar chart.',
    description: [
      {
        kind: 'elements',
        heading: 'Elements',
        sentences: [
          { text: 'A is 40.', facts: ['f1'] },
          { text: 'B is 30.', facts: ['f2'] },
          { text: 'A is 40 and B is 30.', facts: ['f1', 'f2'] },
          { text: 'Bar chart.', facts: ['f3'] },
        ],
      },
    ],
    edits: [],
  },
  elements: [],
}

async function mounted(lang: string) {
  const script = success(await picture())
  const read: PerceiveEvent = { type: 'observation', observation: OBSERVATION }
  const events = [read, ...script.slice(0, -1), FACTS, ...script.slice(-1)]
  const { element } = await mountRun(new FakeClient([events]), { lang })
  return element
}

test('each sentence says what the picture shows of it', async () => {
  const element = await mounted('en')
  const items = [...find(element, '[part=description]').querySelectorAll('li')]
  expect(items.map((item) => item.textContent?.replace(/\s+/g, ' ').trim())).toEqual([
    'A is 40. measured in the picture',
    'B is 30. the picture shows 27.35',
    'A is 40 and B is 30. the picture shows 27.35',
    'Bar chart.',
  ])
  expect(await violations()).toEqual([])
})

test('values are written as the language does', async () => {
  const element = await mounted('de')
  expect(find(element, '.verdict.denied').textContent).toBe('das Bild zeigt 27,35')
})

test('what was read is shown over the picture when a person asks for it, as text', async () => {
  const element = await mounted('en')
  const overlay = find<SVGElement>(element, '.reading')
  expect(getComputedStyle(overlay).display).toBe('none')
  const choice = find<HTMLInputElement>(element, '.show-reading')
  expect(choice.labels![0]!.textContent).toContain('Show what was read')
  choice.click()
  expect(getComputedStyle(overlay).display).not.toBe('none')
  expect(overlay.querySelectorAll('rect.text')).toHaveLength(1)
  expect(overlay.querySelector('title')!.textContent).toBe('<i>Votes</i>')
  // Over the picture, in its pixels.
  const image = find(element, '[part=original]')
  const [outer, box] = [image.getBoundingClientRect(), overlay.getBoundingClientRect()]
  const padding = Number.parseFloat(getComputedStyle(image).paddingLeft)
  expect(Math.abs(outer.left + padding - box.left)).toBeLessThan(2)
  expect(Math.abs(outer.width - 2 * padding - box.width)).toBeLessThan(4)
  const boxOf = (selector: string) => overlay.querySelector(selector)!.getBoundingClientRect()
  const measured = boxOf('rect.measured')
  expect(measured.width / box.width).toBeCloseTo(20 / 200, 1)
  // Pixels of the picture from what is on the screen: the bar stands at 30, 40 and is 20 wide.
  const scale = measured.width / 20
  const pixels = ({ left, top, right, bottom }: DOMRect) => [
    (left - measured.left) / scale + 30,
    (top - measured.top) / scale + 40,
    (right - measured.left) / scale + 30,
    (bottom - measured.top) / scale + 40,
  ]
  const near = (selector: string, expected: readonly number[]) => {
    for (const [i, one] of pixels(boxOf(selector)).entries()) expect(Math.abs(one - expected[i]!)).toBeLessThan(2)
  }
  near('circle.measured', [55, 45, 65, 55])
  near('polyline.measured', [70, 40, 90, 60])
  // A quarter from the right to the top.
  near('path.measured', [150, 30, 170, 50])
  expect(await violations()).toEqual([])
})
