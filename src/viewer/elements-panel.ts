import { html, nothing, type TemplateResult } from 'lit'
import type { ReconstructionResult } from '../perceive/protocol.ts'
import type { Strings } from '../strings/index.ts'
import type { Linking } from './linking.ts'
import { faultOf } from './verdict-overlay.ts'

export interface ElementsPanel {
  readonly linking: Linking
  /** The drawing on show is another than the one that the elements are of. */
  readonly other: boolean
  /** Whether the picture shows what was drawn, where the score says so; a side of a polygon has none of its own. */
  readonly verdicts: NonNullable<ReconstructionResult['score']>['elements']
}

/**
 * The elements of the drawing as a list box: one stop of the tab key, arrows move, Enter holds. Screen readers read it
 * as a list of choices, with position and number.
 */
export function renderElements({ linking, other, verdicts }: ElementsPanel, strings: Strings): TemplateResult {
  const words = strings.elements
  const { selection, links, stop } = linking
  return html`<section class="panel" part="elements">
    <header><h2 id="elements-heading">${words.heading}</h2></header>
    <p class="quiet" id="elements-hint">${other ? words.other : words.hint}</p>
    <ul
      class="elements"
      role="listbox"
      aria-labelledby="elements-heading"
      aria-describedby="elements-hint"
      @keydown=${onKey}
      @pointerleave=${linking.leave}
    >
      ${links.elements.map(
        ({ id, name, lines, artists, part }) => html`<li
          role="option"
          class=${selection.elements.has(id) ? 'linked' : ''}
          tabindex=${id === stop ? 0 : -1}
          aria-selected=${linking.isHeld({ element: id })}
          @focus=${(event: FocusEvent) => linking.focus(event, { element: id })}
          @blur=${linking.blur}
          @pointermove=${() => linking.point({ element: id })}
          @click=${() => linking.hold({ element: id })}
        >
          <span>${name}</span>
          ${part ? nothing : renderFault(faultOf(artists, verdicts, strings))}
          ${lines.length === 0 ? nothing : html`<span class="where">${words.line(lines.length, lines.join(', '))}</span>`}
        </li>`,
      )}
    </ul>
  </section>`
}

const renderFault = (fault: string | null) => (fault === null ? nothing : html`<span class="fault">${fault}</span>`)

function onKey(event: KeyboardEvent): void {
  const list = event.currentTarget as HTMLElement
  const options = [...list.querySelectorAll<HTMLElement>('[role=option]')]
  const at = options.indexOf(event.target as HTMLElement)
  if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === 'Enter' || event.key === ' ') options[at]?.click()
  else {
    const next = nextOption(event.key, options, at)
    if (!next) return
    next.focus()
  }
  event.preventDefault()
}

/** Where a key leads: arrows, first and last, or the next name that starts with a letter. */
function nextOption(key: string, options: readonly HTMLElement[], at: number): HTMLElement | undefined {
  switch (key) {
    case 'ArrowDown':
      return options[Math.min(at + 1, options.length - 1)]
    case 'ArrowUp':
      return options[Math.max(at - 1, 0)]
    case 'Home':
      return options[0]
    case 'End':
      return options.at(-1)
    default: {
      if ([...key].length !== 1) return undefined
      const letter = key.toLocaleLowerCase()
      const later = [...options.slice(at + 1), ...options.slice(0, at)]
      return later.find((option) => option.textContent?.trim().toLocaleLowerCase().startsWith(letter))
    }
  }
}
