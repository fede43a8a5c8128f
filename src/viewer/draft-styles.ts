import { css } from 'lit'

/** The model's own words: what was corrected, and what could not be checked. */
export const draftStyles = css`
  [part='draft'] {
    grid-column: 1 / -1;
  }
  [part='draft'] h3 {
    margin: 0.75rem 0 0.25rem;
    font-size: 0.875rem;
  }
  [part='draft'] ol {
    margin: 0;
    padding-inline-start: 1.5rem;
  }
  [part='draft'] li .sentence {
    vertical-align: top;
  }
  .draft {
    margin-block: 0.5rem;
    max-inline-size: 70ch;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .draft del {
    color: var(--_quiet);
    text-decoration: line-through;
  }
  .draft ins {
    padding-inline: 0.2em;
    background: color-mix(in oklab, var(--_accent), transparent 84%);
    border-radius: 0.2em;
    font-weight: 600;
    text-decoration: none;
  }
  .unverified {
    text-decoration: underline dotted;
    text-decoration-color: var(--_quiet);
    text-underline-offset: 0.2em;
  }
`
