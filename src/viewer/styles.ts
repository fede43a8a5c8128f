import { css } from 'lit'
import { codeStyles } from './code-styles.ts'
import { contrastStyles } from './contrast-styles.ts'
import { descriptionStyles } from './description-styles.ts'
import { draftStyles } from './draft-styles.ts'
import { linkingStyles } from './linking-styles.ts'
import { pictureStyles } from './picture-styles.ts'
import { problemStyles } from './problem-styles.ts'
import { progressStyles } from './progress-styles.ts'
import { readingStyles } from './reading-styles.ts'
import { scoreStyles } from './score-styles.ts'
import { stepsStyles } from './steps-styles.ts'
import { verdictStyles } from './verdict-styles.ts'

/** Colours, type and the frame. A host sets `--codepercept-*`; light or dark follows the `color-scheme` in force. */
const frame = css`
  :host {
    --_surface: var(--codepercept-surface, light-dark(#ffffff, #1b1f24));
    --_sunken: var(--codepercept-sunken, light-dark(#f6f7f9, #14171b));
    --_paper: var(--codepercept-paper, #ffffff);
    --_text: var(--codepercept-text, light-dark(#1d2329, #e6e9ed));
    --_quiet: var(--codepercept-quiet, light-dark(#57606b, #a4adb8));
    --_border: var(--codepercept-border, light-dark(#d9dde3, #363d46));
    --_accent: var(--codepercept-accent, light-dark(#1f5a99, #8dbbee));
    --_on-accent: var(--codepercept-on-accent, light-dark(#ffffff, #10202f));
    --_danger: var(--codepercept-danger, light-dark(#a8281c, #ff9d91));
    --_radius: var(--codepercept-radius, 10px);
    --_gap: var(--codepercept-gap, 1.25rem);
    --_height: var(--codepercept-figure-height, 23rem);
    --_code-height: var(--codepercept-code-height, 24rem);
    --_mono: var(--codepercept-code-font, ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, 'DejaVu Sans Mono', monospace);
    display: block;
    container-type: inline-size;
    font: 400 1rem / 1.5 var(--codepercept-font, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif);
    color: var(--_text);
    text-align: start;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  .viewer {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_gap);
    padding: var(--_gap);
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }
  h2,
  h3,
  p,
  ul,
  dl,
  figure,
  pre {
    margin: 0;
  }
  h2 {
    font-size: 1rem;
    font-weight: 600;
    line-height: 1.4;
  }
  h3 {
    font-size: 0.875rem;
    font-weight: 600;
    margin-block-start: 0.75rem;
  }
  .quiet {
    color: var(--_quiet);
    font-size: 0.875rem;
  }
  .spoken {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .space {
    flex: 1;
  }
  .icon {
    flex: none;
    inline-size: 1em;
    block-size: 1em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .icon .solid {
    fill: currentColor;
  }

  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.45em;
    min-block-size: 2.25rem;
    padding: 0.25rem 0.8rem;
    font: inherit;
    font-size: 0.875rem;
    font-weight: 500;
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.7);
    cursor: pointer;
  }
  button:hover:not(:disabled) {
    background: var(--_sunken);
    border-color: var(--_quiet);
  }
  button:disabled {
    color: var(--_quiet);
    opacity: 0.65;
    cursor: default;
  }
  button.primary {
    color: var(--_on-accent);
    background: var(--_accent);
    border-color: var(--_accent);
  }
  button.primary:hover:not(:disabled) {
    background: color-mix(in oklab, var(--_accent), var(--_text) 15%);
  }
  button.small {
    min-block-size: 1.75rem;
    padding: 0 0.6rem;
    font-size: 0.8125rem;
  }
  button.stop {
    color: var(--_danger);
    border-color: color-mix(in oklab, var(--_danger), var(--_border) 55%);
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .toolbar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
  }
  .toolbar.bare {
    display: contents;
  }
  .group {
    display: inline-flex;
    padding: 2px;
    gap: 2px;
    background: var(--_sunken);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.7);
  }
  .group button {
    min-block-size: 1.875rem;
    border-color: transparent;
    background: none;
    color: var(--_quiet);
    border-radius: calc(var(--_radius) * 0.5);
  }
  .group button[aria-pressed='true'] {
    color: var(--_text);
    background: var(--_surface);
    border-color: var(--_border);
  }

  @container (max-width: 34.99rem) {
    .viewer {
      --_gap: var(--codepercept-gap, 1rem);
    }
    .toolbar .space {
      display: none;
    }
    .toolbar > *,
    .toolbar .group button {
      flex: 1 1 auto;
      padding-inline: 0.5rem;
    }
    .toolbar > .group {
      flex-basis: 100%;
      padding: 2px;
    }
  }
`

export const styles = [
  frame,
  pictureStyles,
  progressStyles,
  codeStyles,
  descriptionStyles,
  linkingStyles,
  readingStyles,
  draftStyles,
  stepsStyles,
  verdictStyles,
  scoreStyles,
  problemStyles,
  contrastStyles,
]
