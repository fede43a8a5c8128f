import { css } from 'lit'

/** Program and score beside each other; the score's ring and table. */
export const scoreStyles = css`
  .details {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_gap);
  }
  .panel {
    min-inline-size: 0;
  }
  .panel > header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 0.5rem;
    min-block-size: 1.75rem;
    margin-block-end: 0.5rem;
  }
  .tag {
    padding-inline: 0.45rem;
    font-size: 0.75rem;
    color: var(--_quiet);
    border: 1px solid var(--_border);
    border-radius: 999px;
  }
  .total {
    display: flex;
    align-items: center;
    gap: 1rem;
    font-size: 0.875rem;
    color: var(--_quiet);
  }
  .ring {
    flex: none;
    inline-size: 5.25rem;
    block-size: 5.25rem;
  }
  .ring circle {
    fill: none;
    stroke-width: 5;
  }
  .ring .track {
    stroke: var(--_border);
  }
  .part-bar .track {
    fill: var(--_border);
  }
  .ring .fill {
    stroke: var(--_accent);
    transform: rotate(-90deg);
    transform-origin: center;
  }
  .ring text {
    font-size: 20px;
    font-weight: 600;
    fill: var(--_text);
    text-anchor: middle;
    dominant-baseline: central;
    font-variant-numeric: tabular-nums;
  }
  .components {
    inline-size: 100%;
    margin-block-start: 0.75rem;
    border-collapse: collapse;
    font-size: 0.875rem;
  }
  .components th,
  .components td {
    padding: 0.3rem 0;
    padding-inline-end: 0.6rem;
    font-weight: 400;
    text-align: start;
  }
  .components thead th {
    font-size: 0.75rem;
    color: var(--_quiet);
    border-block-end: 1px solid var(--_border);
  }
  .components .number {
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  .components tr > :last-child {
    padding-inline-end: 0;
  }
  .components .bar-cell {
    inline-size: 30%;
  }
  .part-bar {
    block-size: 6px;
    min-inline-size: 3rem;
  }
  .missing {
    margin-block-start: 0.5rem;
  }
  details summary {
    font-size: 0.875rem;
    color: var(--_quiet);
    cursor: pointer;
  }
  .timings {
    margin-block-start: 0.75rem;
  }
  .timings dl {
    margin-block-start: 0.35rem;
    font-size: 0.875rem;
  }
  .timings dl div {
    display: flex;
    justify-content: space-between;
    gap: 1rem;
  }
  .timings dd {
    margin: 0;
    font-variant-numeric: tabular-nums;
  }

  @container (min-width: 46rem) {
    .details {
      grid-template-columns: minmax(0, 1fr) 19rem;
      column-gap: calc(var(--_gap) * 1.5);
    }
  }
`
