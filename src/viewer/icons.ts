import { html, svg, type TemplateResult } from 'lit'

const PATHS = {
  check: svg`<path d="m3.5 8.5 3 3 6-7" />`,
  cross: svg`<path d="m4.5 4.5 7 7m0-7-7 7" />`,
  stop: svg`<rect x="4.5" y="4.5" width="7" height="7" rx="1" class="solid" />`,
  again: svg`<path d="M13 8a5 5 0 1 1-1.6-3.7M13 2.6v2.6h-2.6" />`,
  picture: svg`<rect x="2" y="3" width="12" height="10" rx="1.5" /><path d="m2.5 11.5 3.5-4 3 3 2-2 2.5 2.5" />`,
  copy: svg`<rect x="5.5" y="5.5" width="8" height="8" rx="1.5" /><path d="M10.5 3.2V3a1 1 0 0 0-1-1H3a1 1 0 0 0-1 1v6.5a1 1 0 0 0 1 1h.2" />`,
  save: svg`<path d="M8 2.5v7.2M4.8 6.8 8 10l3.2-3.2M2.5 13h11" />`,
  climb: svg`<path d="M2.5 13h3V9.5h4V6h4V2.5" />`,
  edit: svg`<path d="m3 13 .6-2.8 7.2-7.2 2.2 2.2-7.2 7.2z" />`,
  warning: svg`<path d="M8 2.2 14.6 13.5H1.4zM8 6.5v3.2M8 11.6v.2" />`,
  info: svg`<circle cx="8" cy="8" r="6.2" /><path d="M8 7.2v3.8M8 4.9v.2" />`,
  move: svg`<path d="M6 4.5 2.5 8 6 11.5M10 4.5 13.5 8 10 11.5" />`,
}

/** A decorative drawing of 16 × 16 units; the words beside it carry the meaning. */
export function icon(name: keyof typeof PATHS): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${PATHS[name]}</svg>`
}
