import { css } from 'lit'

/** Failures and notes. */
export const problemStyles = css`
  .problem,
  .notices {
    display: flex;
    gap: 0.75rem;
    padding: 0.9rem 1rem;
    background: var(--_sunken);
    border: 1px solid var(--_border);
    border-inline-start: 4px solid var(--_danger);
    border-radius: calc(var(--_radius) * 0.7);
    font-size: 0.9375rem;
  }
  .notices {
    border-inline-start-color: var(--_quiet);
    font-size: 0.875rem;
  }
  .problem > div,
  .notices > div {
    flex: 1;
    min-inline-size: 0;
  }
  .problem > .icon,
  .notices > .icon {
    margin-block-start: 0.2rem;
    font-size: 1.125rem;
    color: var(--_danger);
  }
  .notices > .icon {
    color: var(--_quiet);
  }
  .notices ul {
    padding-inline-start: 1.1rem;
  }
  .evidence {
    margin-block-start: 0.4rem;
    color: var(--_quiet);
    font-size: 0.875rem;
    overflow-wrap: anywhere;
  }
  pre.evidence {
    max-block-size: 10rem;
    padding: 0.6rem 0.75rem;
    overflow: auto;
    white-space: pre-wrap;
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.5);
    font: 0.8125rem / 1.55 var(--_mono);
  }
  .problem details {
    margin-block-start: 0.4rem;
  }
  .place {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 0.75rem;
    align-items: baseline;
    margin-block-start: 0.5rem;
    font-size: 0.875rem;
    font-weight: 600;
  }
  .place code {
    font: 400 0.8125rem / 1.5 var(--_mono);
    overflow-wrap: anywhere;
  }
`
