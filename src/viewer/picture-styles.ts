import { css } from 'lit'

/** Pictures side by side, the slider, and the place to drop a picture. */
export const pictureStyles = css`
  .pictures {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_gap);
  }
  figcaption {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.4rem 0.75rem;
    min-block-size: 1.75rem;
    margin-block-end: 0.5rem;
    font-weight: 600;
  }
  figcaption .end {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.75rem;
  }
  figcaption .group {
    padding: 0;
  }
  figcaption .group button {
    min-block-size: 1.625rem;
    padding: 0 0.6rem;
  }
  .stage {
    position: relative;
    display: grid;
    place-items: center;
    block-size: var(--_height);
    overflow: hidden;
    background: var(--_paper);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.7);
  }
  .stage.empty {
    background: var(--_sunken);
    border-style: dashed;
  }
  .stage img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    padding: 0.5rem;
    object-fit: contain;
    color: #333;
  }
  .slider {
    inline-size: min(100%, max(20rem, calc(var(--_height) * var(--_ratio))));
    margin-inline: auto;
  }
  .slider .stage {
    inline-size: min(100%, calc(var(--_height) * var(--_ratio)));
    block-size: auto;
    aspect-ratio: var(--_ratio);
    margin-inline: auto;
  }
  .slider .original,
  .slider .reconstruction {
    padding: 0;
    background: var(--_paper);
  }
  .slider .reconstruction {
    clip-path: inset(0 0 0 var(--_position));
  }
  .slider .reconstruction:dir(rtl) {
    clip-path: inset(0 var(--_position) 0 0);
  }
  .slider input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: ew-resize;
    appearance: none;
    touch-action: pan-y;
  }
  /* A thumb of its own width would keep the pointer from the true position near both ends. */
  .slider input::-webkit-slider-thumb {
    appearance: none;
    inline-size: 1px;
    block-size: 100%;
  }
  .slider input::-moz-range-thumb {
    inline-size: 1px;
    block-size: 100%;
    border: 0;
  }
  .divider {
    position: absolute;
    inset-block: 0;
    inset-inline-start: var(--_position);
    inline-size: 0;
    border-inline-start: 2px solid var(--_accent);
    margin-inline-start: -1px;
    pointer-events: none;
  }
  .handle {
    position: absolute;
    inset-block-start: 50%;
    inset-inline-start: -1px;
    inline-size: 2.25rem;
    block-size: 2.25rem;
    margin-block-start: -1.125rem;
    margin-inline-start: -1.125rem;
    display: grid;
    place-items: center;
    color: var(--_on-accent);
    background: var(--_accent);
    border: 2px solid var(--_surface);
    border-radius: 50%;
  }
  .handle .icon {
    font-size: 1.125rem;
  }
  .slider input:focus-visible ~ .divider .handle {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }

  .drop {
    display: grid;
    place-items: center;
    min-block-size: min(var(--_height), 20rem);
    padding: 1.5rem 1rem;
    background: var(--_sunken);
    border: 2px dashed var(--_border);
    border-radius: calc(var(--_radius) * 0.7);
    text-align: center;
  }
  .drop-inside {
    display: grid;
    justify-items: center;
    gap: 0.35rem;
  }
  .drop-inside > .icon {
    font-size: 2.5rem;
    color: var(--_quiet);
    stroke-width: 1;
  }
  .drop-title {
    font-size: 1.125rem;
    font-weight: 600;
  }
  .drop-inside button {
    margin-block: 0.6rem;
  }
  .over {
    position: absolute;
    inset: 0;
    z-index: 1;
    display: grid;
    place-items: center;
    padding: 1rem;
    font-size: 1.125rem;
    font-weight: 600;
    text-align: center;
    background: color-mix(in oklab, var(--_surface), transparent 8%);
    outline: 2px dashed var(--_accent);
    outline-offset: -0.6rem;
    border-radius: var(--_radius);
    pointer-events: none;
  }

  @container (min-width: 35rem) {
    .pictures {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
  @container (max-width: 34.99rem) {
    .stage {
      block-size: min(var(--_height), 72cqi);
    }
    .stage.empty {
      block-size: 7rem;
    }
  }
`
