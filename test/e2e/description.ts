import type { Page } from 'playwright'

/** What stands in the viewer in words, and what of it is marked now. */
export interface Described {
  readonly alt: string
  readonly sentences: readonly string[]
  readonly elements: readonly string[]
  readonly marked: {
    readonly elements: readonly string[]
    readonly sentences: readonly string[]
    readonly code: readonly string[]
  }
  /** Middle of what is marked in the drawing, in pixels of the window. */
  readonly ring: { readonly x: number; readonly y: number } | null
}

/** Reads the viewer as a person sees it. */
export function described(page: Page): Promise<Described> {
  return page.evaluate(async () => {
    const viewer = document.querySelector('codepercept-viewer') as HTMLElement & { updateComplete: Promise<unknown> }
    await viewer.updateComplete
    const root = viewer.shadowRoot!
    const texts = (selector: string) => [...root.querySelectorAll(selector)].map((one) => one.textContent?.trim() ?? '')
    const box = root.querySelector('.overlay .ring')?.getBoundingClientRect()
    return {
      alt: root.querySelector<HTMLImageElement>('img[part=reconstruction]')?.alt ?? '',
      sentences: texts('[part=description] li'),
      elements: texts('[role=option] span:first-child'),
      marked: {
        elements: texts('[role=option].linked span:first-child'),
        sentences: texts('.sentence.linked'),
        code: texts('.line.marked'),
      },
      ring: box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : null,
    }
  })
}
