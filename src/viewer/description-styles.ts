import { css } from 'lit'

/** The description: headings of its parts, sentences that can be pointed at. */
export const descriptionStyles = css`
  [part='description'] {
    grid-column: 1 / -1;
  }
  [part='description'] h3 {
    margin: 0.75rem 0 0.25rem;
    font-size: 0.875rem;
  }
  [part='description'] ul {
    margin: 0;
    padding-inline-start: 1.25rem;
  }
  .sentence {
    display: inline;
    min-block-size: 0;
    padding: 0;
    color: inherit;
    background: none;
    border: 0;
    font: inherit;
    text-align: start;
    white-space: normal;
    text-decoration: underline dotted;
    text-underline-offset: 0.2em;
    cursor: pointer;
  }
  .sentence:hover,
  .sentence[aria-pressed='true'] {
    text-decoration: underline solid;
  }
`
