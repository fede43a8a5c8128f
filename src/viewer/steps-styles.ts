import { css } from 'lit'

/** How a program changed: the climb of its score, the slider over its versions, their changes. */
export const stepsStyles = css`
  [part='steps'] ol,
  [part='steps'] ul {
    display: grid;
    gap: 0.5rem;
    margin: 0;
    padding-inline-start: 1.5rem;
  }
  [part='steps'] ul {
    margin-block-start: 0.25rem;
    padding-inline-start: 1rem;
  }
  [part='steps'] .list {
    max-block-size: 22rem;
    margin-block-start: 0.5rem;
    padding: 0.5rem;
    overflow: auto;
    background: var(--_sunken);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.7);
    font-size: 0.875rem;
  }
  [part='steps'] ol > li {
    padding: 0.25rem 0.5rem;
    border-radius: calc(var(--_radius) * 0.5);
  }
  [part='steps'] ol > li.shown {
    background: color-mix(in oklab, var(--_accent), transparent 88%);
    box-shadow: inset 3px 0 var(--_accent);
  }
  [part='steps'] ol > li.shown:dir(rtl) {
    box-shadow: inset -3px 0 var(--_accent);
  }
  .kind {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.75rem;
    font-weight: 600;
  }
  .kind span:first-child::first-letter {
    text-transform: uppercase;
  }
  .kind .gain {
    font-variant-numeric: tabular-nums;
  }
  .kind .quiet {
    font-weight: 400;
  }
  .kind .gain + .quiet {
    margin-inline-start: auto;
  }
  .versions {
    margin-block-start: 0.5rem;
  }
  /* As far in as the slider's thumb is at its ends. */
  .climb {
    display: block;
    inline-size: calc(100% - 1rem);
    block-size: 3.75rem;
    margin-inline: 0.5rem;
    overflow: visible;
  }
  .climb:dir(rtl) {
    transform: scaleX(-1);
  }
  .climb path {
    fill: none;
    stroke-width: 2;
    vector-effect: non-scaling-stroke;
  }
  .climb .under {
    fill: color-mix(in oklab, var(--_accent), transparent 88%);
  }
  .climb .stairs {
    stroke: var(--_accent);
  }
  .climb .at {
    stroke: var(--_text);
    stroke-dasharray: 3 3;
    stroke-width: 1.5;
  }
  .versions input {
    display: block;
    inline-size: 100%;
    block-size: 1.75rem;
    margin: 0 0 0.25rem;
    outline-offset: -2px;
    accent-color: var(--_accent);
  }
  .where {
    font-size: 0.875rem;
  }
  [part='steps'] .place {
    font-weight: 600;
  }
  [part='steps'] code {
    display: block;
    font-family: var(--_mono);
    font-size: 0.8125rem;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  [part='steps'] del {
    color: var(--_quiet);
    text-decoration: line-through;
  }
  [part='steps'] ins,
  .line mark {
    color: inherit;
    background: color-mix(in oklab, var(--_accent), transparent 80%);
    border-radius: 0.2em;
    font-weight: 600;
    text-decoration: none;
  }
  .line.changed {
    box-shadow: inset 3px 0 var(--_accent);
  }
  .which {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.75rem;
    margin-block-end: 0.5rem;
  }
  @media (forced-colors: active) {
    .climb .stairs,
    .climb .at {
      stroke: CanvasText;
    }
    [part='steps'] ol > li.shown,
    .line.changed {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    [part='steps'] ins,
    .line mark {
      text-decoration: underline;
    }
  }
`
