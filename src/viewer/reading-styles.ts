import { css } from 'lit'

export const readingStyles = css`
  figure:not(:has(.show-reading:checked)) .reading {
    display: none;
  }
  .reading-choice {
    display: inline-flex;
    gap: 0.35rem;
    align-items: center;
    font-weight: normal;
    font-size: 0.85rem;
  }
  .reading :is(rect, line, circle, path, polyline, polygon) {
    fill: none;
    stroke-width: 1.5;
    vector-effect: non-scaling-stroke;
  }
  .reading .text {
    stroke: #c2185b;
  }
  .reading .axes rect,
  .reading .axes line {
    stroke: #0b63c5;
  }
  .reading .measured {
    stroke: #0a7d33;
    stroke-dasharray: 4 3;
    /* Told from what it lies on, whatever its colour. */
    filter: drop-shadow(0 0 1px #fff) drop-shadow(0 0 1px #fff);
  }
  .reading circle.measured {
    stroke-dasharray: none;
  }
  .verdict {
    color: var(--_quiet);
    font-size: 0.85em;
    white-space: nowrap;
  }
  .verdict::before {
    content: '✓ ';
  }
  .verdict.denied {
    color: var(--_danger);
    white-space: normal;
  }
  .verdict.denied::before {
    content: '≠ ';
  }
  @media (forced-colors: active) {
    .reading :is(rect, line, circle, path, polyline, polygon) {
      stroke: Highlight;
      filter: none;
    }
  }
`
