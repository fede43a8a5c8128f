import { css } from 'lit'

/** What colour alone would say, in the system's own colours. */
export const contrastStyles = css`
  @media (forced-colors: active) {
    .bar,
    .step.active .mark,
    .step.done .mark {
      border: 1px solid Highlight;
    }
    .group button[aria-pressed='true'] {
      forced-color-adjust: none;
      color: HighlightText;
      background: Highlight;
    }
    .bar .fill,
    .part-bar .fill {
      fill: Highlight;
    }
    .ring .fill {
      stroke: Highlight;
    }
    .ring text {
      fill: CanvasText;
    }
    .line.wrong {
      outline: 1px solid Highlight;
    }
  }
`
