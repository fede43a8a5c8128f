import { css } from 'lit'

/** Steps of a run and the bar of the one under way. */
export const progressStyles = css`
  .progress {
    display: flex;
    align-items: end;
    gap: 1rem;
  }
  .progress-inside {
    flex: 1;
    min-inline-size: 0;
  }
  .steps {
    display: grid;
    grid-template-columns: repeat(7, minmax(0, 1fr));
    list-style: none;
    margin: 0;
    padding: 0;
    font-size: 0.8125rem;
  }
  .step {
    position: relative;
    display: grid;
    justify-items: center;
    align-content: start;
    gap: 0.3rem;
    color: var(--_quiet);
    text-align: center;
  }
  .step:not(:first-child)::before {
    content: '';
    position: absolute;
    inset-block-start: 0.5625rem;
    inset-inline: calc(-50% + 0.875rem) calc(50% + 0.875rem);
    border-block-start: 2px solid var(--_border);
  }
  .step.done::before,
  .step.active::before {
    border-color: var(--_accent) !important;
  }
  .mark {
    display: grid;
    place-items: center;
    inline-size: 1.25rem;
    block-size: 1.25rem;
    font-size: 0.75rem;
    border: 2px solid var(--_border);
    border-radius: 50%;
  }
  .step.active {
    color: var(--_text);
    font-weight: 600;
  }
  .step.active .mark {
    border-color: var(--_accent);
    box-shadow: inset 0 0 0 3px var(--_surface), inset 0 0 0 1rem var(--_accent);
  }
  .step.done {
    color: var(--_text);
  }
  .step.done .mark {
    color: var(--_on-accent);
    background: var(--_accent);
    border-color: var(--_accent);
  }
  .step.skipped .mark {
    border-style: dotted;
  }
  .step.failed,
  .step.failed .mark {
    color: var(--_danger);
    border-color: var(--_danger);
  }
  .step.stopped .mark {
    color: var(--_text);
    border-color: var(--_quiet);
  }
  .now {
    display: flex;
    justify-content: space-between;
    gap: 1rem;
    margin-block: 0.9rem 0.35rem;
    font-size: 0.875rem;
  }
  .amount {
    color: var(--_quiet);
    font-variant-numeric: tabular-nums;
  }
  .bar {
    block-size: 4px;
    overflow: hidden;
    background: var(--_border);
    border-radius: 2px;
  }
  .bar svg,
  .part-bar {
    display: block;
    inline-size: 100%;
    block-size: 100%;
  }
  .bar .fill,
  .part-bar .fill {
    fill: var(--_accent);
  }
  .bar:dir(rtl) svg,
  .part-bar:dir(rtl) {
    transform: scaleX(-1);
  }
  .bar.unknown .fill {
    animation: wander 1.6s ease-in-out infinite alternate;
  }
  @keyframes wander {
    to {
      transform: translateX(70px);
    }
  }
  @container (max-width: 34.99rem) {
    .progress {
      display: grid;
    }
    .step .name {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .bar.unknown .fill {
      animation: none;
      opacity: 0.6;
    }
  }
`
