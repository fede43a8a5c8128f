import { afterEach, describe, expect, it } from 'vitest'
import type { PerceiveClient, RunRequest } from '../../src/perceive/protocol.ts'
import { CODE, FakeClient, picture, result, SCORE, success } from './fake-client.ts'
import { climbing, FAULTY, REFINED, refined, STEPS, scored } from './refining.ts'
import { button, find, mount, mountRun, shown, until } from './viewer.ts'

afterEach(() => document.body.replaceChildren())

async function requested(attributes: Record<string, string>): Promise<RunRequest> {
  const client = new FakeClient([success(await picture())])
  await mountRun(client, attributes)
  return client.requests[0]!
}

describe('a run asks for refinement', () => {
  it('of ten seconds when nothing is said, or as long as the attribute says', async () => {
    expect(await requested({})).toMatchObject({ refine: { seconds: 10 } })
    expect(await requested({})).not.toHaveProperty('candidates')
    expect(await requested({ refine: '2.5', candidates: '4' })).toMatchObject({
      refine: { seconds: 2.5 },
      candidates: 4,
    })
  })

  it('not at all with 0, or with what is no number', async () => {
    expect(await requested({ refine: '0' })).not.toHaveProperty('refine')
    expect(await requested({ refine: 'soon', candidates: 'some' })).not.toHaveProperty('refine')
    expect(await requested({ refine: '-3', candidates: '-1' })).not.toHaveProperty('candidates')
  })

  it('for ten seconds again when the attribute goes', async () => {
    const client = new FakeClient([success(await picture())])
    const { element } = await mountRun(client, { refine: '0' })
    element.removeAttribute('refine')
    await element.generate()
    expect(client.requests[1]).toMatchObject({ refine: { seconds: 10 } })
  })

  it('never of a program that was given', async () => {
    const client = new FakeClient([success(await picture())])
    const { element } = await mount(client, { autorun: 'off', candidates: '4' })
    element.image = await picture()
    element.code = 'mine'
    await element.run()
    expect(client.requests[0]).toMatchObject({ code: 'mine' })
    expect(client.requests[0]).not.toHaveProperty('refine')
    expect(client.requests[0]).not.toHaveProperty('candidates')
  })
})

describe('“Improve further”', () => {
  it('refines the program on hand, and goes on with its steps', async () => {
    const png = await picture()
    const last = { ...STEPS[0]!, index: 0, code: `${REFINED}# more\n`, edits: [], gain: 0.01, score: 0.9204 }
    const further = success(png).filter((event) => typeof event === 'number' || event.type !== 'code')
    const client = new FakeClient([
      [...scored(png), ...climbing(), ...refined(png)],
      [
        { type: 'step', ...last },
        ...further.slice(0, -1),
        { type: 'done', result: result({ code: last.code, figures: [png], score: SCORE }) },
      ],
    ])
    const { element } = await mountRun(client)
    button(element, 'Improve further (30 s)').click()
    await until(() => client.requests.length === 2)
    expect(client.requests[1]).toMatchObject({ code: REFINED, refine: { seconds: 30 } })
    await until(() => element.state === 'done' && element.result?.code === last.code)
    await element.updateComplete
    expect(shown(element)).toContain('Fidelity went from 62 to 92 of 100 in 5 steps.')
    expect(shown(element)).toContain('Of 2 programs, one by the model came closest.')
    expect(element.result!.modelCode).toBeNull()
  })

  it('is there for a program that a person wrote, which it then refines', async () => {
    const client = new FakeClient([success(await picture(), { code: 'mine' })])
    const { element } = await mount(client, { autorun: 'off', editable: '' })
    element.image = await picture()
    element.code = 'mine'
    await element.run()
    await element.updateComplete
    expect(shown(element)).toContain('The program can be fitted to the picture')
    button(element, 'Improve further (30 s)').click()
    await until(() => client.requests.length === 2)
    expect(client.requests[1]).toMatchObject({ code: 'mine', refine: { seconds: 30 } })
  })

  it('takes as many seconds as a host says', async () => {
    const client = new FakeClient([success(await picture())])
    const { element } = await mountRun(client)
    await element.improve(5)
    expect(client.requests[1]).toMatchObject({ code: CODE, refine: { seconds: 5 } })
  })

  it('leaves the focus with what can end it, and is not there after a failure', async () => {
    const client = new FakeClient([success(await picture()), [60_000]])
    const { element } = await mountRun(client)
    const improve = button(element, 'Improve further (30 s)')
    improve.focus()
    improve.click()
    await until(() => element.shadowRoot!.activeElement?.classList.contains('stop') === true)
    expect(element.shadowRoot!.querySelector('.improve')).toBeNull()
    const failed = await mountRun(
      new FakeClient([
        [
          {
            type: 'error',
            error: { code: 'python', message: 'x' },
            result: result({
              error: { code: 'python', message: 'x' },
              score: { ...SCORE, reason: 'python', total: 0 },
            }),
          },
        ],
      ]),
    )
    expect(failed.element.shadowRoot!.querySelector('.improve')).toBeNull()
  })
})

describe('Stop', () => {
  /** Ends as the engine does: with the best program and what it draws. */
  const stopping = (png: Blob, best: Blob): PerceiveClient => ({
    async *run(_request, { signal }) {
      for (const event of [...scored(png), ...climbing().slice(0, 6)]) if (typeof event !== 'number') yield event
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      const score = { ...SCORE, total: 0.841 }
      yield {
        type: 'stopped',
        result: result({ stopped: true, code: STEPS[1]!.code, figures: [best], score, steps: STEPS.slice(0, 2) }),
      }
    },
  })

  it('keeps the best program with its drawing', async () => {
    const best = await picture('green')
    const { element } = await mount(stopping(await picture(), best))
    element.image = await picture()
    await until(() => element.state === 'refining' && find(element, '.kind').textContent !== null)
    await element.stop()
    await element.updateComplete
    expect(element.state).toBe('stopped')
    expect(element.code).toBe(STEPS[1]!.code)
    expect(await element.toBlob()).toBe(best)
    expect(find(element, '.ring text').textContent).toBe('84')
    expect(find<HTMLInputElement>(element, '[part=steps] input').value).toBe('2')
    // The trace was of the first program; of the best there is none.
    expect(element.shadowRoot!.querySelector('.overlay:not(.reading)')).toBeNull()
  })

  it('keeps what was drawn where the engine does not answer; the steps can still be seen', async () => {
    const png = await picture()
    const { element } = await mount(
      new FakeClient([[...scored(png), ...climbing().slice(0, 6), 60_000]], { deaf: true }),
    )
    element.image = await picture()
    await until(() => element.state === 'refining' && element.shadowRoot!.querySelectorAll('.kind').length === 2)
    await element.stop()
    await element.updateComplete
    expect(element.code).toBe(CODE)
    expect(element.result!.score).toEqual(FAULTY)
    expect(element.result!.steps).toEqual(STEPS.slice(0, 2))
    expect(find<HTMLInputElement>(element, '[part=steps] input').value).toBe('0')
  })
})

it('says that the program is measured, not the model’s', async () => {
  const png = await picture()
  const script = success(png)
  const end = script.at(-1) as Extract<(typeof script)[number], { type: 'done' }>
  const candidates = [
    { source: 'model', code: 'broken', score: null },
    { source: 'measured', code: CODE, score: 0.87 },
  ] as const
  const step = { ...STEPS[0]!, kind: 'candidate', edits: [], gain: null, score: 0.87, code: CODE } as const
  const notice = { type: 'notice', code: 'model-failed', message: 'in English' } as const
  const { element } = await mountRun(
    new FakeClient([
      [notice, ...script.slice(0, -1), { type: 'step', ...step }, { ...end, result: { ...end.result, candidates } }],
    ]),
  )
  expect(shown(element)).toContain('the one written from what was measured in the picture came closest')
  expect(find(element, '.notices').textContent).toContain('The program of the model did not run. Shown is another one')
  expect(find(element, '[part=steps] ol').textContent).toContain('Written from what was measured in the picture.')
  expect(find(element, '.notices').textContent).not.toContain('in English')
})

it('saves all that a run came to', async () => {
  const png = await picture()
  const client = new FakeClient([[...scored(png), ...climbing(), ...refined(png)]])
  const { element } = await mount(client, { autorun: 'off' })
  element.image = new File([await picture()], 'chart.png', { type: 'image/png' })
  await element.generate()
  await element.updateComplete
  const saved: { name: string; url: string }[] = []
  const click = HTMLAnchorElement.prototype.click
  HTMLAnchorElement.prototype.click = function () {
    saved.push({ name: this.download, url: this.href })
  }
  button(element, 'Save .json').click()
  HTMLAnchorElement.prototype.click = click
  expect(saved[0]!.name).toBe('chart.json')
  const json = await (await fetch(saved[0]!.url)).json()
  expect(json).toMatchObject({
    format: 1,
    code: REFINED,
    modelCode: CODE,
    modelScore: 0.62,
    figures: ['chart.figure.png'],
  })
  expect(json.steps).toEqual(JSON.parse(JSON.stringify(STEPS)))
  expect(json.candidates).toHaveLength(2)
  expect(json.timings.refine).toBe(9800)
})
