import type { Trace } from '../../src/trace.ts'
import type { CodePerceptViewerElement } from '../../src/viewer/element.ts'
import { FakeClient } from './fake-client.ts'
import { describedRun, traced } from './traced.ts'
import { find, mountRun } from './viewer.ts'

/** A viewer that has drawn and described a program; `change` may alter its trace. */
export async function mountDescribed(
  name: string,
  attributes: Record<string, string> = {},
  change: (trace: Trace) => Trace = (trace) => trace,
) {
  const { code, trace } = await traced(name)
  const mounted = await mountRun(new FakeClient([await describedRun(code, change(trace))]), attributes)
  await find<HTMLImageElement>(mounted.element, '.reconstruction').decode()
  await mounted.element.updateComplete
  return mounted
}

/** Where a pixel of a 640 × 480 figure is on the screen, by the rule of `object-fit: contain` with its padding. */
export function onScreen(element: CodePerceptViewerElement, [x, y]: readonly [number, number]) {
  const picture = find(element, '.reconstruction')
  const { left, top, width, height } = picture.getBoundingClientRect()
  const padding = Number.parseFloat(getComputedStyle(picture).paddingTop) * (width / picture.offsetWidth)
  const [inner, tall] = [width - 2 * padding, height - 2 * padding]
  const scale = Math.min(inner / 640, tall / 480)
  return {
    x: left + padding + (inner - 640 * scale) / 2 + x * scale,
    y: top + padding + (tall - 480 * scale) / 2 + y * scale,
  }
}

/** What is marked in each part of the viewer. */
export function marked(element: CodePerceptViewerElement) {
  const root = element.shadowRoot!
  const texts = (selector: string) => [...root.querySelectorAll(selector)].map((one) => one.textContent?.trim() ?? '')
  return {
    lines: [...root.querySelectorAll('.line')].flatMap((line, i) => (line.classList.contains('marked') ? [i + 1] : [])),
    elements: texts('.elements .linked span:first-child'),
    sentences: texts('.sentence.linked'),
    rings: [...root.querySelectorAll('.overlay .ring')].flatMap((ring) => ring.getAttribute('d')?.match(/M/g) ?? [])
      .length,
  }
}

export const NOTHING_MARKED = { lines: [], elements: [], sentences: [], rings: 0 }
