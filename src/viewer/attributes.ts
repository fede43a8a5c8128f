import type { PropertyDeclarations } from 'lit'
import { REFINE_SECONDS } from './prepare-run.ts'

/** What a host can set: attributes, by their properties. */
export const ATTRIBUTES: PropertyDeclarations = {
  src: {},
  alt: {},
  image: { attribute: false },
  modelSrc: { attribute: 'model-src' },
  runtimeSrc: { attribute: 'runtime-src' },
  sandboxSrc: { attribute: 'sandbox-src' },
  ocrSrc: { attribute: 'ocr-src' },
  ocr: {},
  autorun: {},
  view: { reflect: true },
  maxTokens: { attribute: 'max-tokens', type: Number },
  timeout: { type: Number },
  refine: { type: Number },
  refineRenders: { attribute: 'refine-renders', type: Number },
  candidates: { type: Number },
  editable: { type: Boolean, reflect: true },
  tune: { type: Boolean },
}

/** Their values before a host sets any. */
export const DEFAULTS = {
  src: null,
  alt: null,
  image: null,
  modelSrc: null,
  runtimeSrc: null,
  sandboxSrc: null,
  ocrSrc: null,
  ocr: 'on',
  autorun: 'on',
  view: 'split',
  maxTokens: null,
  timeout: null,
  refine: REFINE_SECONDS,
  refineRenders: null,
  candidates: 1,
  editable: false,
  tune: false,
} as const
