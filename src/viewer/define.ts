import { CodePerceptViewerElement } from './element.ts'

export const TAG = 'codepercept-viewer'

if (typeof customElements !== 'undefined' && customElements.get(TAG) === undefined) {
  customElements.define(TAG, CodePerceptViewerElement)
}

declare global {
  interface HTMLElementTagNameMap {
    'codepercept-viewer': CodePerceptViewerElement
  }
}
