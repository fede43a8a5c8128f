import { isServer } from 'lit'

/** The language tag of the nearest ancestor, through shadow roots, that names one; English where none does. */
export function languageAround(element: Element): string {
  if (isServer) return 'en'
  for (
    let node: Node | null = element;
    node !== null;
    node = node instanceof ShadowRoot ? node.host : node.parentNode
  ) {
    const lang = node instanceof Element ? node.getAttribute('lang') : null
    if (lang) return lang
  }
  return 'en'
}
