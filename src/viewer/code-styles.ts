import { css } from 'lit'

/** The program: line numbers, colours of its syntax, the line that failed, the editor. */
export const codeStyles = css`
  .code {
    max-block-size: var(--_code-height);
    min-block-size: 4.5rem;
    padding-block: 0.75rem;
    overflow: auto;
    color: var(--_text);
    background: var(--_sunken);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.7);
    font: 0.8125rem / 1.65 var(--_mono);
    tab-size: 4;
    counter-reset: line;
  }
  .code code {
    display: block;
    inline-size: max-content;
    min-inline-size: 100%;
    font: inherit;
  }
  .line {
    display: block;
    padding-inline-end: 1rem;
    white-space: pre;
    counter-increment: line;
  }
  .line::before {
    content: counter(line);
    display: inline-block;
    inline-size: 2.75rem;
    padding-inline-end: 1rem;
    color: var(--_quiet);
    text-align: end;
    user-select: none;
  }
  .line.wrong {
    background: color-mix(in oklab, var(--_danger), transparent 86%);
    box-shadow: inset 3px 0 var(--_danger);
  }
  .line.wrong::before {
    color: var(--_danger);
    font-weight: 700;
  }
  .code-hint {
    margin-block-start: -3.6rem;
    padding-inline: 1rem;
    min-block-size: 3.6rem;
    pointer-events: none;
  }
  .editor {
    display: block;
    inline-size: 100%;
    padding-inline: 1rem;
    white-space: pre;
    resize: vertical;
  }
  .editor-actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin-block-start: 0.6rem;
  }
  .tok-keyword,
  .tok-operatorKeyword,
  .tok-bool,
  .tok-atom {
    color: light-dark(#8a2a6f, #eba3d3);
  }
  .tok-string,
  .tok-string2 {
    color: light-dark(#226a35, #93d3a2);
  }
  .tok-number {
    color: light-dark(#9a4a00, #f0b47c);
  }
  .tok-comment {
    color: var(--_quiet);
    font-style: italic;
  }
  .tok-definition,
  .tok-className,
  .tok-variableName.tok-definition {
    color: light-dark(#1f5a99, #8dbbee);
  }
  .tok-operator,
  .tok-punctuation {
    color: var(--_quiet);
  }
`
