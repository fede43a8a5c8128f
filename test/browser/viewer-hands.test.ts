import { afterEach, describe, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { FakeClient, picture, success } from './fake-client.ts'
import { button, find, mount, mountRun, until } from './viewer.ts'

afterEach(() => document.body.replaceChildren())

const file = async () => new File([await picture('red', 21, 13)], 'graph.png', { type: 'image/png' })

function carrying(item: File | string): DataTransfer {
  const data = new DataTransfer()
  if (typeof item === 'string') data.setData('text/plain', item)
  else data.items.add(item)
  return data
}

const drag = (type: string, dataTransfer: DataTransfer) =>
  new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true })

const paste = (clipboardData: DataTransfer) =>
  new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true })

describe('a picture by hand', () => {
  it('is dropped, and shown to be wanted while it is dragged', async () => {
    const client = new FakeClient([success(await picture())])
    const { element } = await mount(client, { autorun: 'off' })
    const inside = find(element, '.drop-inside')
    inside.dispatchEvent(drag('dragenter', carrying(await file())))
    await element.updateComplete
    expect(find(element, '.over').hidden).toBe(false)
    inside.dispatchEvent(drag('dragleave', carrying(await file())))
    await element.updateComplete
    expect(find(element, '.over').hidden).toBe(true)
    inside.dispatchEvent(drag('dragenter', carrying(await file())))
    const drop = drag('drop', carrying(await file()))
    inside.dispatchEvent(drop)
    expect(drop.defaultPrevented).toBe(true)
    await until(() => element.state === 'done')
    expect(find(element, '.over').hidden).toBe(true)
    expect(client.requests).toHaveLength(1)
    expect((client.requests[0]!.picture as File).name).toBe('graph.png')
  })

  it('is no dragged text', async () => {
    const { element } = await mount(new FakeClient([success(await picture())]))
    const drop = drag('drop', carrying('hello'))
    element.dispatchEvent(drop)
    expect(drop.defaultPrevented).toBe(false)
    expect(element.image).toBeNull()
  })

  it('is pasted, into the first viewer when nothing has the focus', async () => {
    const client = new FakeClient([success(await picture())])
    const { element: first } = await mount(client)
    const { element: second } = await mount(client)
    document.body.dispatchEvent(paste(carrying(await file())))
    await until(() => first.state === 'done')
    expect(second.state).toBe('idle')
    find(second, 'button').dispatchEvent(paste(carrying(await file())))
    await until(() => second.state === 'done')
  })

  it('leaves pasting into a text field of the page alone', async () => {
    const { element } = await mount(new FakeClient([success(await picture())]))
    const field = document.createElement('textarea')
    document.body.append(field)
    field.dispatchEvent(paste(carrying(await file())))
    expect(element.image).toBeNull()
  })

  it('is picked from the files', async () => {
    const { element } = await mount(new FakeClient([success(await picture())]))
    let opened = 0
    const input = find<HTMLInputElement>(element, 'input[type=file]')
    input.addEventListener('click', (event) => {
      opened++
      event.preventDefault()
    })
    button(element, 'Choose picture').click()
    expect(opened).toBe(1)
    input.files = carrying(await file()).files
    input.dispatchEvent(new Event('change'))
    await until(() => element.state === 'done')
    expect((element.image as File).name).toBe('graph.png')
  })
})

describe('the slider', () => {
  it('moves by keyboard and says where it is', async () => {
    const { element } = await mountRun(new FakeClient([success(await picture())]), { view: 'slider' })
    const slider = find<HTMLInputElement>(element, 'input[type=range]')
    const drawing = find(element, '[part=reconstruction]')
    slider.focus()
    expect(slider.getAttribute('aria-valuetext')).toBe('50% picture, 50% reconstruction')
    await userEvent.keyboard('{ArrowRight}')
    await element.updateComplete
    expect(slider.getAttribute('aria-valuetext')).toBe('51% picture, 49% reconstruction')
    await userEvent.keyboard('{End}')
    await element.updateComplete
    expect(getComputedStyle(drawing).clipPath).toBe('inset(0px 0px 0px 100%)')
    await userEvent.keyboard('{Home}')
    await element.updateComplete
    expect(slider.getAttribute('aria-valuetext')).toBe('0% picture, 100% reconstruction')
    const handle = find(element, '[part=handle]').getBoundingClientRect()
    expect(Math.min(handle.width, handle.height)).toBeGreaterThanOrEqual(24)
  })

  it('follows the pointer', async () => {
    const { element } = await mountRun(new FakeClient([success(await picture())]), { view: 'slider' })
    const slider = find<HTMLInputElement>(element, 'input[type=range]')
    const { width, height } = slider.getBoundingClientRect()
    await userEvent.click(slider, { position: { x: width * 0.8, y: height / 2 } })
    expect(slider.valueAsNumber).toBeGreaterThanOrEqual(79)
    expect(slider.valueAsNumber).toBeLessThanOrEqual(81)
  })

  it('runs from the right where the text does', async () => {
    const { element } = await mountRun(new FakeClient([success(await picture())]), { view: 'slider', dir: 'rtl' })
    const slider = find<HTMLInputElement>(element, 'input[type=range]')
    slider.focus()
    await userEvent.keyboard('{ArrowLeft}')
    await element.updateComplete
    expect(slider.valueAsNumber).toBe(51)
    expect(getComputedStyle(find(element, '[part=reconstruction]')).clipPath).toBe('inset(0px 51% 0px 0px)')
  })
})

describe('the view', () => {
  it('is switched by its buttons', async () => {
    const { element } = await mountRun(new FakeClient([success(await picture())]))
    button(element, 'Code').click()
    await element.updateComplete
    expect(element.getAttribute('view')).toBe('code')
    expect(element.shadowRoot!.querySelector('img')).toBeNull()
    button(element, 'Slider').click()
    await element.updateComplete
    expect(find(element, 'input[type=range]')).toBeTruthy()
    expect(button(element, 'Slider').getAttribute('aria-pressed')).toBe('true')
  })

  it('stacks the pictures in a narrow place', async () => {
    const { element } = await mountRun(new FakeClient([success(await picture())]))
    const [first, second] = [...element.shadowRoot!.querySelectorAll('figure')] as [HTMLElement, HTMLElement]
    element.style.width = '800px'
    expect(second.getBoundingClientRect().top).toBe(first.getBoundingClientRect().top)
    element.style.width = '320px'
    expect(second.getBoundingClientRect().top).toBeGreaterThan(first.getBoundingClientRect().bottom)
    expect(element.scrollWidth).toBeLessThanOrEqual(320)
  })
})

describe('the editor', () => {
  it('runs what was written', async () => {
    const client = new FakeClient([success(await picture())])
    const { element } = await mountRun(client, { editable: '' })
    button(element, 'Edit').click()
    await until(() => element.shadowRoot!.activeElement?.matches('textarea') ?? false)
    const changes: string[] = []
    element.addEventListener('codechange', (event) => changes.push(`${event.by}: ${event.code}`))
    await userEvent.fill(find(element, 'textarea'), 'print(1)')
    button(element, 'Run this code').click()
    await until(() => client.requests.length === 2)
    expect(client.requests[1]!.code).toBe('print(1)')
    expect(changes[0]).toBe('person: print(1)')
  })

  it('forgets what is discarded', async () => {
    const { element } = await mountRun(new FakeClient([success(await picture(), { code: 'a = 1' })]), { editable: '' })
    button(element, 'Edit').click()
    await until(() => element.shadowRoot!.activeElement?.matches('textarea') ?? false)
    await userEvent.fill(find(element, 'textarea'), 'print(1)')
    button(element, 'Discard changes').click()
    await until(() => element.shadowRoot!.activeElement?.textContent?.trim() === 'Edit')
    expect(find(element, '[part=code]').textContent).toBe('a = 1\n')
  })
})

describe('taking it away', () => {
  it('saves code and drawing under the name of the picture', async () => {
    const { element } = await mountRun(new FakeClient([success(await picture())]))
    element.image = await file()
    await element.generate()
    await element.updateComplete
    const saved: string[] = []
    const click = HTMLAnchorElement.prototype.click
    HTMLAnchorElement.prototype.click = function () {
      saved.push(`${this.download} ${this.protocol}`)
    }
    button(element, 'Save .py').click()
    button(element, 'Save .png').click()
    await until(() => saved.length === 2)
    HTMLAnchorElement.prototype.click = click
    expect(saved).toEqual(['graph.py blob:', 'graph.figure.png blob:'])
  })
})
