import '../../src/viewer/define.ts'
import type { PerceiveClient } from '../../src/perceive/protocol.ts'
import { CodePerceptViewerElement } from '../../src/viewer/element.ts'
import { picture } from './fake-client.ts'

const EVENTS = [
  'load',
  'stop',
  'progress',
  'notice',
  'codechange',
  'codecomplete',
  'runstart',
  'figure',
  'score',
  'error',
]

/** A viewer in the page, with an engine of the test's own and a log of its events. */
export async function mount(client: PerceiveClient, attributes: Record<string, string> = {}) {
  CodePerceptViewerElement.clientFactory = () => client
  const element = document.createElement('codepercept-viewer')
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  const events: string[] = []
  for (const type of EVENTS) element.addEventListener(type, () => events.push(`${type} ${element.state}`))
  document.body.append(element)
  await element.updateComplete
  return { element, events }
}

/** A viewer that has had its picture redrawn by `client`. */
export async function mountRun(client: PerceiveClient, attributes: Record<string, string> = {}) {
  const mounted = await mount(client, { autorun: 'off', ...attributes })
  mounted.element.image = await picture()
  const result = await mounted.element.generate()
  await mounted.element.updateComplete
  return { ...mounted, result }
}

/** Waits until `condition` holds; fails after two seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const end = performance.now() + 2000
  while (!condition()) {
    if (performance.now() > end) throw new Error(`waited in vain: ${condition}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Everything that stands in the viewer, without style sheets. */
export function shown(element: CodePerceptViewerElement): string {
  return element.shadowRoot?.querySelector('.viewer')?.textContent?.replace(/\s+/g, ' ') ?? ''
}

export function find<E extends Element = HTMLElement>(element: CodePerceptViewerElement, selector: string): E {
  const found = element.shadowRoot?.querySelector<E>(selector)
  if (!found) throw new Error(`${selector} is not there`)
  return found
}

export function button(element: CodePerceptViewerElement, label: string): HTMLButtonElement {
  const buttons = [...(element.shadowRoot?.querySelectorAll('button') ?? [])]
  const found = buttons.find((each) => each.textContent?.trim() === label)
  if (found === undefined) throw new Error(`there is no button "${label}"`)
  return found
}
