import { afterEach, expect, test } from 'vitest'
import { captionOf, elementsOf, factsOf } from '../../src/facts/index.ts'
import type { PerceiveEvent, ReconstructionResult } from '../../src/perceive/protocol.ts'
import { stringsFor } from '../../src/strings/index.ts'
import { FakeClient, picture, success } from './fake-client.ts'
import { FAULTY } from './refining.ts'
import { traced } from './traced.ts'
import { find, mountRun, shown } from './viewer.ts'

afterEach(() => document.body.replaceChildren())

type Score = NonNullable<ReconstructionResult['score']>

/** A triangle in a figure of 640 × 480, scored so against a picture of `width` × `height`. */
async function judged(score: Score, lang = 'en', [width, height]: readonly [number, number] = [320, 240]) {
  const { trace, code } = await traced('arc')
  const facts = factsOf(trace, 0)
  const script = success(await picture('white', 640, 480), { code })
  const end = script.at(-1) as Extract<PerceiveEvent, { type: 'done' }>
  const told: PerceiveEvent[] = [
    { type: 'trace', trace },
    { type: 'score', score },
    {
      type: 'facts',
      facts,
      caption: { ...captionOf(facts, trace, stringsFor('en')), edits: [] },
      elements: elementsOf(facts, trace, stringsFor('en'), 0),
    },
    { ...end, result: { ...end.result, score } },
  ]
  const client = new FakeClient([[...script.slice(0, -2), ...told]])
  const { element } = await mountRun(client, { lang, autorun: 'off' })
  element.image = await picture('white', width, height)
  await element.generate()
  await find<HTMLImageElement>(element, '.original').decode()
  await new Promise((resolve) => setTimeout(resolve, 50))
  await element.updateComplete
  return { element, trace }
}

const boxes = (element: Parameters<typeof find>[0], side: string) =>
  [...element.shadowRoot!.querySelectorAll(`.overlay.${side} .edge`)].map((rect) => {
    const value = (name: string) => Number(rect.getAttribute(name))
    const [x, y, width, height] = [value('x'), value('y'), value('width'), value('height')]
    return [x, y, x + width, y + height]
  })

test('where the two differ is shown over each of them when a person asks for it', async () => {
  const overlay = {
    missing: [[40, 30, 60, 50]],
    unsupported: [
      [100, 60, 140, 90],
      [10, 10, 20, 20],
    ],
  } as const
  const { element } = await judged({ ...FAULTY, overlay })
  const over = (side: string) => getComputedStyle(find(element, `.overlay.${side}`)).display
  expect([over('missing'), over('unsupported')]).toEqual(['none', 'none'])
  find<HTMLInputElement>(element, '.show-faults').click()
  expect(find<HTMLInputElement>(element, '.show-faults').labels![0]!.textContent).toContain('Show what differs')
  expect([over('missing'), over('unsupported')]).not.toContain('none')
  expect(find(element, '.overlay.missing').getAttribute('aria-label')).toBe(
    'One place of the picture that was not drawn',
  )
  expect(find(element, '.overlay.unsupported').getAttribute('aria-label')).toBe(
    '2 places of the drawing that are not in the picture',
  )
  const legends = [...element.shadowRoot!.querySelectorAll('.fault-legend')].map((one) => one.textContent!.trim())
  expect(legends).toEqual(['In the picture, but not drawn', 'Drawn, but not in the picture'])
  // A frame around the place, in the picture's own pixels; of the drawing, which is twice
  // as large and was scaled down to be compared, in its.
  expect(find(element, '.overlay.missing').getAttribute('viewBox')).toBe('0 0 320 240')
  const [[x0, y0, x1, y1]] = boxes(element, 'missing') as [[number, number, number, number]]
  expect(x0).toBeGreaterThan(36)
  expect([x0 < 40, y0 < 30, x1 > 60, y1 > 50]).toEqual([true, true, true, true])
  expect(find(element, '.overlay.unsupported').getAttribute('viewBox')).toBe('0 0 640 480')
  const [[u0, v0, u1, v1]] = boxes(element, 'unsupported') as [[number, number, number, number]]
  expect((u0 + u1) / 2).toBeCloseTo(240)
  expect((v0 + v1) / 2).toBeCloseTo(150)
  // Stripes and dots: no one must tell the colours apart.
  expect(element.shadowRoot!.querySelectorAll('#missing-pattern path')).toHaveLength(1)
  expect(element.shadowRoot!.querySelectorAll('#unsupported-pattern circle')).toHaveLength(1)
})

test('a large picture was scaled down before it was compared', async () => {
  // 3200 × 2400 was scored as 1600 × 1200 against a drawing of 640 × 480.
  const overlay = { missing: [], unsupported: [[1600, 1200, 2400, 1800]] } as const
  const registration = { ...FAULTY.registration!, scale: 0.4, dx: 8, dy: -4 }
  const { element } = await judged({ ...FAULTY, overlay, registration }, 'en', [3200, 2400])
  find<HTMLInputElement>(element, '.show-faults').click()
  const [[x0, y0, x1, y1]] = boxes(element, 'unsupported') as [[number, number, number, number]]
  expect([(x0 + x1) / 2, (y0 + y1) / 2]).toEqual([408, 296])
  expect(element.shadowRoot!.querySelector('.overlay.missing')).toBeNull()
})

test('a place that is most of the picture is framed and not filled', async () => {
  const overlay = {
    missing: [
      [10, 10, 300, 200],
      [5, 5, 25, 25],
    ],
    unsupported: [],
  } as const
  const { element } = await judged({ ...FAULTY, overlay })
  const fills = [...element.shadowRoot!.querySelectorAll('.overlay.missing .edge')].map((one) =>
    one.getAttribute('fill'),
  )
  expect(fills).toEqual(['none', 'url(#missing-pattern)'])
})

test('there is nothing to show where nothing differs', async () => {
  const { element } = await judged({ ...FAULTY, overlay: { missing: [], unsupported: [] } })
  expect(element.shadowRoot!.querySelector('.show-faults')).toBeNull()
  const { overlay: _, ...silent } = FAULTY
  expect((await judged(silent)).element.shadowRoot!.querySelector('.show-faults')).toBeNull()
})

test('elements that the picture does not show are named so in the list', async () => {
  const first = await traced('arc')
  const lines = first.trace.figures[0]!.artists.filter(({ kind }) => kind === 'line')
  const elements = lines.map(({ id }, i) => ({ id, verdict: i === 1 ? 'unsupported' : 'supported' }) as const)
  const { element } = await judged({ ...FAULTY, elements })
  const told = [...element.shadowRoot!.querySelectorAll('.elements li')].filter((one) => one.querySelector('.fault'))
  expect(told.map((one) => one.querySelector('.fault')!.textContent)).toEqual(['not in the picture'])
  expect(told[0]!.textContent).toContain('segment AC')
  element.lang = 'de'
  await element.updateComplete
  expect(find(element, '.fault').textContent).toBe('nicht im Bild')
})

test('the score says how far it can be trusted', async () => {
  const { element } = await judged(FAULTY)
  expect(shown(element)).toContain('As far as these elements tell, between 55 and 70.')
  expect(shown(element)).toContain('Without the points that an unrelated drawing of this kind gets: 50.')
  const worse = await judged({ ...FAULTY, corrected: -0.2 }, 'de')
  expect(shown(worse.element)).toContain('bekommt: 0.')
})
