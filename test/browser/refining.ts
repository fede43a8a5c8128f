import type { Observation } from '../../src/observation.ts'
import type { Step, StepEdit } from '../../src/perceive/protocol.ts'
import { CODE, phase, result, SCORE, type Script, success } from './fake-client.ts'

/** Programs from the model's on, each with what led to it: the last draws the picture. */
const CHANGES: readonly (Pick<Step, 'kind' | 'gain' | 'score'> & {
  readonly edits: readonly (Pick<StepEdit, 'from' | 'to' | 'reason' | 'detail'> & { readonly after: string })[]
})[] = [
  {
    kind: 'word',
    gain: 0.021,
    score: 0.641,
    edits: [
      {
        after: 'ax.set_title(',
        from: "'Data'",
        to: "'Sales <b>2023</b>'",
        reason: 'read',
        detail: 'Sales <b>2023</b>',
      },
    ],
  },
  {
    kind: 'number',
    gain: 0.2,
    score: 0.841,
    edits: [
      { after: "'H'], [", from: '20', to: '18.5', reason: 'measured-y', detail: '18.5' },
      { after: '12, ', from: '6', to: '7', reason: 'rounded' },
    ],
  },
  {
    kind: 'colour',
    gain: 0.05,
    score: 0.891,
    edits: [{ after: 'color=', from: "'purple'", to: "'rebeccapurple'", reason: 'seen-colour' }],
  },
  {
    kind: 'drop',
    gain: 0.0194,
    score: 0.9104,
    edits: [{ after: '# the heading\n', from: 'ax.grid(True)\n', to: '', reason: 'not-seen', detail: 'grid' }],
  },
]

/** The steps as the engine tells them. */
export const STEPS: readonly Step[] = stepsOf(CODE)

function stepsOf(start: string): Step[] {
  const steps: Step[] = []
  for (const [index, { kind, gain, score, edits }] of CHANGES.entries()) {
    const before = steps.at(-1)?.code ?? start
    let code = before
    const placed = edits.map(({ after, ...edit }) => {
      const at = before.indexOf(after) + after.length
      const above = before.slice(0, at).split('\n')
      code = code.replace(after + edit.from, after + edit.to)
      return { line: above.length, column: above.at(-1)!.length, ...edit }
    })
    steps.push({ index, kind, edits: placed, gain, score, renders: 2, ms: 240, code })
  }
  return steps
}

export const REFINED = STEPS.at(-1)!.code

export const FAULTY: NonNullable<typeof SCORE> = {
  total: 0.62,
  reason: null,
  components: {
    elements: { value: 0.55, weight: 35 },
    geometry: { value: 0.63, weight: 20 },
    colour: { value: 0.7, weight: 15 },
    text: { value: 0.5, weight: 10 },
    clarity: { value: 0.61, weight: 10 },
    layout: { value: 0.9, weight: 10 },
  },
  missing: [],
  registration: { scale: 1, dx: 0, dy: 0, residual: 0.001, aspect: 0, background: 0 },
  overlay: {
    missing: [
      [82, 60, 182, 100],
      [200, 20, 320, 40],
    ],
    unsupported: [[330, 250, 434, 300]],
  },
  interval: [0.548, 0.699],
  corrected: 0.503,
}

const FIGURE = { index: 0, width: 500, height: 400, dpi: 100, face: '#ffffff', axes: [], artists: [] }

/** What the model's program comes to, up to the first score, on a picture of 500 × 400 pixels. */
export function scored(png: Blob): Script {
  const observation: Observation = { version: 1, width: 500, height: 400, texts: [], axes: [], marks: [] }
  const drawn = success(png).slice(0, -2)
  return [
    ...drawn,
    { type: 'observation', observation },
    { type: 'trace', trace: { version: 1, figures: [FIGURE] } },
    { type: 'score', score: FAULTY },
  ]
}

/** The steps, and with `pause` (ms) a wait after each. */
export function climbing(pause = 0): Script {
  return STEPS.flatMap((step, i) => [
    { ...phase('refine', i, STEPS.length), unit: 'steps' } as const,
    { type: 'step', ...step } as const,
    pause,
  ])
}

/** The end of refining: the best program once more, with what it draws. */
export function refined(png: Blob): Script {
  const score = { ...SCORE, total: 0.9104, interval: [0.86, 0.95], corrected: 0.88 } as const
  return [
    { type: 'code', text: REFINED, complete: true },
    { type: 'figure', index: 0, png, width: 500, height: 400 },
    { type: 'score', score },
    {
      type: 'done',
      result: result({
        code: REFINED,
        modelCode: CODE,
        modelScore: 0.62,
        steps: STEPS,
        candidates: [
          { source: 'model', code: CODE, score: 0.62 },
          { source: 'measured', code: 'plt.bar([1], [2])', score: 0.31 },
        ],
        figures: [png],
        score,
        timings: { run: 610, score: 160, refine: 9800 },
      }),
    },
  ]
}
