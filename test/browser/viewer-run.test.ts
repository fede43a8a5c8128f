import { afterEach, describe, expect, it } from 'vitest'
import { ERROR_CODES } from '../../src/errors.ts'
import { de } from '../../src/strings/de.ts'
import { en } from '../../src/strings/en.ts'
import { CODE, FakeClient, failure, phase, picture, SCORE, type Script, success, writing } from './fake-client.ts'
import { button, find, mount, mountRun, shown, until } from './viewer.ts'

afterEach(() => document.body.replaceChildren())

const generating: Script = [phase('load'), phase('prefill'), ...writing('one\ntwo'), 60_000]

describe('a run', () => {
  it('tells its events in order, each in the state that it brings', async () => {
    const png = await picture()
    const { element, events, result } = await mountRun(new FakeClient([success(png, { code: 'a\nb' })]))
    expect(events).toEqual([
      'progress loading',
      'progress loading',
      'progress loading',
      'progress generating',
      'progress generating',
      'progress generating',
      'progress generating',
      'codechange generating',
      'progress generating',
      'codechange generating',
      'codecomplete generating',
      'progress generating',
      'progress running',
      'runstart running',
      'figure running',
      'progress running',
      'score running',
      'load done',
    ])
    expect(element.result).toBe(result)
    expect(element.code).toBe('a\nb')
    expect(element.error).toBeNull()
    expect(element.matches(':state(done)')).toBe(true)
    expect(element.matches(':state(running)')).toBe(false)
    expect(await element.toBlob()).toBe(png)
  })

  it('shows picture, drawing, code and score', async () => {
    const { element } = await mountRun(new FakeClient([success(await picture())]), { alt: 'Three bars' })
    expect(find<HTMLImageElement>(element, '[part=original]').alt).toBe('Three bars')
    const drawing = find<HTMLImageElement>(element, '[part=reconstruction]')
    await drawing.decode()
    expect([drawing.naturalWidth, drawing.naturalHeight]).toEqual([40, 30])
    expect(drawing.alt).toBe('Reconstruction drawn by the program, fidelity 87 of 100')
    expect(find(element, '[part=code]').textContent).toBe(CODE)
    expect(find(element, '.ring text').textContent).toBe('87')
    const rows = [...element.shadowRoot!.querySelectorAll('tbody tr')].map((row) =>
      [...row.querySelectorAll('th, .number')].map((cell) => cell.textContent!.trim()).join(' '),
    )
    expect(rows).toEqual(['Shapes and positions 83 20', 'Colours 94 15', 'Clarity 71 10', 'Layout 99 10'])
    expect(shown(element)).toContain('Not scored yet: Elements and Text.')
  })

  it('starts by itself when a picture is set, unless autorun is off', async () => {
    const client = new FakeClient([success(await picture())])
    const { element } = await mount(client)
    element.image = await picture()
    await until(() => element.state === 'done')
    const waiting = new FakeClient([success(await picture())])
    const { element: off } = await mount(waiting, { autorun: 'off' })
    off.image = await picture()
    await off.updateComplete
    expect(off.state).toBe('idle')
    expect(waiting.requests).toHaveLength(0)
    button(off, 'Redraw picture').click()
    await until(() => off.state === 'done')
    expect(waiting.requests).toHaveLength(1)
  })

  it('fetches an address and passes limits on', async () => {
    const client = new FakeClient([success(await picture())])
    const blob = await picture('red', 21, 13)
    const { element } = await mount(client, {
      src: URL.createObjectURL(blob),
      'max-tokens': '77',
      timeout: '9',
    })
    await until(() => element.state === 'done')
    expect(client.requests[0]).toMatchObject({ maxTokens: 77, timeout: 9 })
    expect(client.requests[0]).not.toHaveProperty('code')
    expect(await client.requests[0]!.picture.arrayBuffer()).toEqual(await blob.arrayBuffer())
  })

  it('takes pixels', async () => {
    const client = new FakeClient([success(await picture())])
    const { element } = await mount(client)
    element.image = await createImageBitmap(await picture('red', 21, 13))
    await until(() => element.state === 'done')
    const seen = await createImageBitmap(client.requests[0]!.picture)
    expect([seen.width, seen.height]).toEqual([21, 13])
  })

  it('runs given code without the model', async () => {
    const client = new FakeClient([[phase('boot'), phase('run'), ...success(await picture()).slice(-1)]])
    const { element, events } = await mount(client, { autorun: 'off' })
    element.image = await picture()
    element.code = 'while True: pass'
    await element.run()
    expect(client.requests[0]!.code).toBe('while True: pass')
    expect(events).toContain('runstart running')
    expect(events).not.toContain('codechange generating')
  })

  it('says which step is under way', async () => {
    const client = new FakeClient([[phase('load', 31_400_000, 48_600_000), 60_000]])
    const { element } = await mount(client)
    element.image = await picture()
    await until(() => shown(element).includes('31.4 of 48.6 MB'))
    expect(shown(element)).toContain('Loading the model')
    expect(find(element, '[role=progressbar]').getAttribute('aria-valuenow')).toBe('65')
    expect(find(element, '[aria-current=step]').textContent).toContain('Load model')
    await until(() => find(element, '[role=status]').textContent === 'Loading the model')
    expect(element.shadowRoot!.querySelectorAll('[aria-live], [role=status], [role=alert]')).toHaveLength(1)
    expect(find(element, '[part=code]').getAttribute('aria-busy')).toBe('true')
  })
})

describe('Stop', () => {
  it('keeps the code that was there', async () => {
    const { element, events } = await mount(new FakeClient([[...generating.slice(0, -1), 300, ...writing('late')]]))
    element.image = await picture()
    await until(() => element.code === 'one\ntwo')
    await element.stop()
    expect(element.state).toBe('stopped')
    expect(element.code).toBe('one\ntwo')
    expect(element.result).toMatchObject({ stopped: true, code: 'one\ntwo', error: null })
    expect(events.at(-1)).toBe('stop stopped')
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(element.code).toBe('one\ntwo')
  })

  it('does not wait for an engine that does not answer', async () => {
    const { element, events } = await mount(new FakeClient([generating], { deaf: true }))
    element.image = await picture()
    await until(() => element.code === 'one\ntwo')
    await element.stop()
    expect(element.state).toBe('stopped')
    expect(element.result).toMatchObject({ stopped: true, code: 'one\ntwo' })
    expect(events.filter((event) => event.startsWith('stop'))).toHaveLength(1)
  })

  it('is the Esc key, and focus goes on to the next button', async () => {
    const { element } = await mount(new FakeClient([[...generating.slice(0, -1), 50, phase('decode', 3, 9)]]))
    element.image = await picture()
    await until(() => element.state === 'generating')
    find(element, '.stop').focus()
    find(element, '.stop').dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true, cancelable: true }),
    )
    await until(() => element.state === 'stopped')
    await element.updateComplete
    expect(element.shadowRoot!.activeElement).toBe(button(element, 'Run again'))
  })

  it('happens when the element leaves the page, and not when it moves', async () => {
    const client = new FakeClient([generating])
    const { element } = await mount(client)
    element.image = await picture()
    await until(() => element.state === 'generating')
    const place = document.createElement('div')
    document.body.append(place)
    place.append(element)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(client.signals[0]!.aborted).toBe(false)
    element.remove()
    await until(() => client.signals[0]!.aborted)
  })
})

describe('a new picture', () => {
  it('ends the run that is under way; what that still says is not shown', async () => {
    const late: Script = [phase('load'), ...writing('old'), 150, ...success(await picture(), { code: 'older' })]
    const client = new FakeClient([late, [phase('load'), ...writing('new'), 60_000]], { deaf: true })
    const { element, events } = await mount(client)
    element.image = await picture('red')
    await until(() => element.code === 'old')
    element.image = await picture('green')
    await until(() => element.code === 'new')
    expect(client.signals[0]!.aborted).toBe(true)
    expect(client.requests).toHaveLength(2)
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(element.code).toBe('new')
    expect(element.state).toBe('generating')
    expect(events.filter((event) => /^(load|stop|error|score)/.test(event))).toEqual([])
  })

  it('comes after a failure without a reload', async () => {
    const client = new FakeClient([
      failure({ code: 'timeout', message: 'It took longer than 20 s', line: 1 }),
      success(await picture()),
    ])
    const { element } = await mount(client)
    element.image = await picture('red')
    await until(() => element.state === 'error')
    element.image = await picture('green')
    await until(() => element.state === 'done')
    expect(element.error).toBeNull()
  })

  it('is forgotten by reset()', async () => {
    const { element } = await mountRun(new FakeClient([success(await picture())]))
    await element.reset()
    expect([element.state, element.code, element.result, element.image]).toEqual(['idle', '', null, null])
    expect(shown(element)).toContain('Drop a picture here')
  })
})

describe('a failure', () => {
  for (const code of ERROR_CODES) {
    it(`${code} says what to do, in English and German`, async () => {
      const message = `something about ${code}`
      const { element, events } = await mountRun(new FakeClient([failure({ code, message })]))
      expect(element.state).toBe('error')
      expect(element.error).toEqual({ code, message })
      expect(events).toEqual(['error error'])
      expect(shown(element)).toContain(en.errors[code].title)
      expect(shown(element)).toContain(en.errors[code].advice)
      element.lang = 'de'
      await element.updateComplete
      expect(shown(element)).toContain(de.errors[code].advice)
    })
  }

  it('of the program shows its line', async () => {
    const error = { code: 'python', message: "NameError: name 'y' is not defined", line: 2 } as const
    const { element } = await mountRun(new FakeClient([failure(error, { code: 'x = 1\nprint(y)\n' })]))
    expect(find(element, '.place').textContent).toContain('Line 2')
    expect(find(element, '.place code').textContent).toBe('print(y)')
    expect(shown(element)).toContain(error.message)
    expect(find(element, '.line.wrong').textContent).toBe('print(y)\n')
  })

  it('to find code shows what the model wrote', async () => {
    const error = { code: 'no-code', message: 'no code' } as const
    const { element } = await mountRun(new FakeClient([failure(error, { answer: 'I see <b>three</b> bars.' })]))
    expect(find(element, 'pre.evidence').textContent).toBe('I see <b>three</b> bars.')
  })

  it('with a gate shows 0 and the reason', async () => {
    const score = { ...SCORE, total: 0, reason: 'python', components: {} } as const
    const { element } = await mountRun(new FakeClient([failure({ code: 'python', message: 'x' }, { score })]))
    expect(find(element, '.ring text').textContent).toBe('0')
    expect(shown(element)).toContain(en.score.gates.python)
  })

  it('never rejects or throws: without a picture, without an engine, with an address that leads nowhere', async () => {
    const { element } = await mount(new FakeClient([success(await picture())]))
    expect((await element.generate()).error?.code).toBe('bad-picture')
    element.src = 'http://127.0.0.1:9/nothing.png'
    await until(() => element.error?.code === 'network')
    const silent = await mountRun(new FakeClient([[phase('load')]]))
    expect(silent.result.error?.code).toBe('sandbox')
  })

  it('does not bubble to the page', async () => {
    const heard: string[] = []
    const listener = (event: Event) => heard.push(event.type)
    for (const type of ['error', 'load', 'codechange']) document.body.addEventListener(type, listener)
    await mountRun(new FakeClient([[...writing('a'), ...failure({ code: 'network', message: 'x' })]]))
    for (const type of ['error', 'load', 'codechange']) document.body.removeEventListener(type, listener)
    expect(heard).toEqual(['codechange'])
  })
})
