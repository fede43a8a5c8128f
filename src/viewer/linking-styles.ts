import { css } from 'lit'

/** What belongs together, in the drawing, the list of elements, the program and the description. */
export const linkingStyles = css`
  .overlay {
    --_px: 1px;
    position: absolute;
    inset: 0.5rem;
    inline-size: calc(100% - 1rem);
    block-size: calc(100% - 1rem);
    pointer-events: none;
  }
  .slider .overlay {
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    clip-path: inset(0 0 0 var(--_position));
  }
  .slider .overlay:dir(rtl) {
    clip-path: inset(0 var(--_position) 0 0);
  }
  .overlay path {
    fill: none;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .overlay .cut {
    stroke: black;
    stroke-width: calc(var(--_drawn) + 3 * var(--_px));
  }
  .overlay .cut.filled {
    fill: black;
  }
  .overlay .veil {
    opacity: 0.6;
  }
  /* Light and dark, because a drawing may be either, whatever the page is. */
  .overlay .halo {
    stroke: white;
    stroke-width: calc(var(--_drawn) + 11 * var(--_px));
  }
  .overlay .ring {
    stroke: #1f5a99;
    stroke-width: calc(var(--_drawn) + 8 * var(--_px));
  }

  [part='elements'] .quiet {
    margin-block-end: 0.5rem;
  }
  .elements {
    max-block-size: 16rem;
    padding: 0.25rem;
    overflow: auto;
    list-style: none;
    background: var(--_sunken);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.7);
  }
  .elements li {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 0.75rem;
    min-block-size: 1.75rem;
    padding: 0.25rem 0.5rem;
    border-radius: calc(var(--_radius) * 0.5);
    font-size: 0.875rem;
    cursor: pointer;
  }
  .elements li span:first-child {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .elements li:focus-visible {
    outline-offset: -2px;
  }
  .elements .where {
    flex: none;
    color: var(--_quiet);
    font-size: 0.8125rem;
  }
  .elements li.linked,
  .line.marked {
    background: color-mix(in oklab, var(--_accent), transparent 84%);
    box-shadow: inset 3px 0 var(--_accent);
  }
  .elements li[aria-selected='true'] {
    font-weight: 600;
  }
  .elements li.linked:dir(rtl) {
    box-shadow: inset -3px 0 var(--_accent);
  }
  .sentence.linked {
    background: color-mix(in oklab, var(--_accent), transparent 84%);
    text-decoration: underline solid;
  }

  @container (min-width: 46rem) {
    [part='steps'] ~ [part='score'],
    [part='elements'] ~ [part='score'] {
      grid-column: 2;
      grid-row: 1 / span 2;
    }
    [part='steps'] ~ [part='elements'] ~ [part='score'] {
      grid-row: 1 / span 3;
    }
  }
  @media (forced-colors: active) {
    .overlay .ring {
      stroke: Highlight;
    }
    .overlay .halo {
      stroke: Canvas;
    }
    .elements li.linked,
    .line.marked {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    .sentence.linked {
      outline: 2px solid Highlight;
      outline-offset: 1px;
    }
  }
`
