import { css } from 'lit'

/** What was changed in a program that did not run. */
export const repairStyles = css`
  [part='repairs'] {
    grid-column: 1 / -1;
  }
  [part='repairs'] ol {
    display: grid;
    gap: 0.5rem;
    margin: 0.5rem 0;
    padding-inline-start: 1.5rem;
  }
  [part='repairs'] .place {
    font-weight: 600;
  }
  [part='repairs'] code {
    display: block;
    font-family: var(--_mono);
    font-size: 0.8125rem;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  [part='repairs'] del {
    color: var(--_quiet);
    text-decoration: line-through;
  }
  [part='repairs'] ins {
    background: color-mix(in oklab, var(--_accent), transparent 84%);
    border-radius: 0.2em;
    font-weight: 600;
    text-decoration: none;
  }
`
