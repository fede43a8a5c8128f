import { css } from 'lit'

/** Where picture and drawing differ. Each mark has a light and a dark line: a picture may be either. */
export const verdictStyles = css`
  .pictures:not(:has(.show-faults:checked)) .overlay.faults,
  .pictures:not(:has(.show-faults:checked)) .fault-legend {
    display: none;
  }
  .faults.missing {
    --_fault: #a3195b;
  }
  .faults.unsupported {
    --_fault: #6a3fb5;
  }
  .faults .halo,
  .faults .edge {
    vector-effect: non-scaling-stroke;
  }
  .faults .halo {
    stroke: white;
    stroke-width: 4;
  }
  .faults .edge {
    stroke: var(--_fault);
    stroke-width: 2;
  }
  .faults.unsupported .edge {
    stroke-dasharray: 5 3;
  }
  .faults .ink {
    fill: none;
    stroke: var(--_fault);
    stroke-width: 1.5;
  }
  .faults .dot {
    fill: var(--_fault);
  }
  .faults pattern > * {
    opacity: 0.75;
  }
  .fault-legend {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    margin-block-start: 0.5rem;
  }
  .fault-legend svg {
    flex: none;
    inline-size: 1.5rem;
    block-size: 1rem;
    background: white;
  }
  .elements .fault {
    flex: none;
    margin-inline-start: auto;
    color: var(--_danger);
    font-size: 0.8125rem;
  }
  .elements .fault::before {
    content: '≠ ';
  }
  .small-print {
    font-size: 0.8125rem;
    color: var(--_quiet);
    margin-block-start: 0.5rem;
  }
  @media (forced-colors: active) {
    .faults .edge,
    .faults .ink {
      stroke: Highlight;
    }
    .faults .halo {
      stroke: Canvas;
    }
    .faults .dot {
      fill: Highlight;
    }
  }
`
