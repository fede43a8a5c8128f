import type { ReconstructionResult } from '../../src/perceive/protocol.ts'
import type { CodePerceptViewerElement, ViewerState } from '../../src/viewer/element.ts'
import { CODE, FakeClient, failure, phase, SCORE, type Script, success, writing } from './fake-client.ts'
import { climbing, FAULTY, refined, scored } from './refining.ts'
import { describedRun, traced } from './traced.ts'

type Awaitable<T> = T | Promise<T>

const FOREVER = 3_600_000

const WRONG = CODE.replace("color='purple'", 'color=purple')

/** Scripts that bring the viewer into a state and leave it there; for pictures of the viewer and the checks of access. */
const SCRIPTS: { readonly [name: string]: (png: Blob) => Awaitable<{ script: Script; state: ViewerState }> } = {
  loading: () => ({ script: [phase('load', 31_400_000, 48_600_000), FOREVER], state: 'loading' }),
  generating: () => ({
    script: [
      phase('load', 5e6, 5e6),
      phase('boot', 0, 1),
      phase('vision', 36, 36),
      phase('prefill', 48, 48),
      ...writing(CODE.split('\n').slice(0, 4).join('\n')),
      FOREVER,
    ],
    state: 'generating',
  }),
  running: () => ({
    script: [
      phase('load', 5e6, 5e6),
      phase('vision', 36, 36),
      ...writing(CODE),
      phase('boot'),
      phase('run', 0, 1),
      FOREVER,
    ],
    state: 'running',
  }),
  done: (png) => ({ script: success(png), state: 'done' }),
  draft: (png) => ({ script: [...success(png).slice(0, -1), describing(), success(png).at(-1)!], state: 'done' }),
  figures: (png) => ({
    script: [
      ...success(png).slice(0, -1),
      { type: 'figure', index: 1, png, width: 40, height: 30 },
      {
        type: 'notice',
        code: 'matplotlib',
        message: 'The figure layout has changed to tight',
        line: 5,
      },
      { type: 'notice', code: 'animation', message: 'This picture is animated: its first frame was read.' },
      success(png).at(-1)!,
    ],
    state: 'done',
  }),
  described: async () => {
    const { code, trace } = await traced('arc')
    return { script: await describedRun(code, trace), state: 'done' }
  },
  refining: (png) => ({ script: [...scored(png), ...climbing().slice(0, 9), FOREVER], state: 'refining' }),
  refined: (png) => ({ script: [...scored(png), ...climbing(), ...refined(png)], state: 'done' }),
  differing: async () => {
    const { code, trace } = await traced('arc')
    const script = await describedRun(code, trace)
    const artists = trace.figures[0]!.artists.filter(({ kind }) => kind !== 'text')
    const elements = artists.map(({ id }, i) => ({ id, verdict: i % 2 ? 'supported' : 'unsupported' }) as const)
    const score = { ...FAULTY, elements }
    const end = script.at(-1) as Extract<Script[number], { type: 'done' }>
    return {
      script: [...script.slice(0, -1), { type: 'score', score }, { ...end, result: { ...end.result, score } }],
      state: 'done',
    }
  },
  repaired: (png) => {
    const column = CODE.split('\n')[3]!.indexOf('color=')
    const edits = [{ line: 4, column, from: 'colour', to: 'color', reason: 'keyword' }] as const
    const step = { index: 0, kind: 'repair', edits, gain: null, score: null, renders: 1, ms: 300, code: CODE } as const
    const script = success(png)
    const at = script.findIndex((event) => typeof event !== 'number' && event.type === 'figure')
    const broken = { type: 'code', text: CODE.replace('color=', 'colour='), complete: true } as const
    const whole = { type: 'code', text: CODE, complete: true } as const
    return { script: [broken, { type: 'step', ...step }, whole, ...script.slice(at)], state: 'done' }
  },
  python: () => ({
    script: failing(WRONG, 4, "The program failed in line 4: NameError: name 'purple' is not defined"),
    state: 'error',
  }),
  noCode: () => ({
    script: [
      phase('load', 5e6, 5e6),
      phase('vision', 36, 36),
      phase('decode', 20, 512),
      ...failure(
        { code: 'no-code', message: 'The answer holds no code block. It said: …' },
        {
          answer: 'The picture shows three purple bars, labelled F, G and H. The tallest is F.',
          score: { total: 0, reason: 'no-code', components: {}, missing: [...SCORE.missing] },
        },
      ),
    ],
    state: 'error',
  }),
  network: () => ({
    script: [
      phase('load', 2e6, 5e6),
      ...failure({
        code: 'network',
        message: 'models/nano/shard-0.bin could not be loaded (status 404). Check the connection and try again.',
      }),
    ],
    state: 'error',
  }),
}

/** A description with the model's own words, of which one was wrong. */
function describing(): Script[number] {
  const original =
    'The picture shows a bar chart titled "Data" with four purple bars, labelled F, G and H.\n\n' +
    '- **F** is the tallest bar with a value of 20.\n- **G** reaches 14, a little more than half of F.\n\n' +
    'Grey grid lines help to read the values, which may be sales in 2023.'
  const at = (text: string) => ({ text, start: original.indexOf(text) })
  const fact = { artists: [], lines: [4], check: 'heights of the bars' }
  return {
    type: 'facts',
    elements: [],
    facts: [
      { id: 'f1', kind: 'count', value: { what: 'bar', colour: '', count: 3 }, ...fact },
      { id: 'f2', kind: 'datum', value: { series: '', at: 'G', value: 12 }, ...fact },
    ],
    caption: {
      alt: 'Bar chart: Data, with 3 bars.',
      description: [
        { kind: 'overview', heading: 'Overview', sentences: [{ text: 'It shows 3 bars.', facts: ['f1'] }] },
      ],
      edits: [
        {
          from: 'four',
          to: 'three',
          facts: ['f1'],
          reason: 'The draft says “four”; what was drawn says “three”.',
          ...at('four'),
        },
        { from: '14', to: '12', facts: ['f2'], reason: 'The draft says “14”; what was drawn says “12”.', ...at('14') },
      ].map(({ from, to, start, facts, reason }) => ({ from, to, start, facts, reason })),
      draft: {
        text: original.replace('four', 'three').replace('14', '12'),
        original,
        unverified: [at('more'), at('half'), at('Grey'), at('2023')],
      },
    },
  }
}

function failing(code: string, line: number, message: string): Script {
  const score: ReconstructionResult['score'] = { total: 0, reason: 'python', components: {}, missing: [] }
  return [
    phase('load', 5e6, 5e6),
    phase('vision', 36, 36),
    ...writing(code),
    phase('boot'),
    phase('run'),
    ...failure({ code: 'python', message, line }, { code, score }),
  ]
}

export const SCENARIOS = Object.keys(SCRIPTS)

/** An engine for the scenario, a picture to show, and a wait for the state that it comes to. */
export async function scenario(name: string) {
  const [png, picture] = await Promise.all([bars([18, 12, 7]), bars([20, 12, 6])])
  const { script, state } = await SCRIPTS[name]!(png)
  const settled = async (element: CodePerceptViewerElement) => {
    const last = script.findLast((step) => typeof step !== 'number')
    while (element.state !== state || (last?.type === 'code' && element.code !== last.text)) {
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
  return { client: new FakeClient([script]), picture, settled }
}

/** A small bar chart, so that the pictures look like what the viewer is for. */
async function bars(values: readonly number[]): Promise<Blob> {
  const canvas = new OffscreenCanvas(500, 400)
  const context = canvas.getContext('2d')!
  context.fillStyle = 'white'
  context.fillRect(0, 0, 500, 400)
  context.strokeRect(62.5, 48.5, 388, 308)
  context.fillStyle = 'purple'
  context.font = '14px sans-serif'
  for (const [index, value] of values.entries()) {
    const x = 82 + index * 125
    context.fillRect(x, 356 - value * 14.5, 100, value * 14.5)
    context.fillText('FGH'[index] ?? '', x + 45, 376)
  }
  context.fillText('Data', 240, 36)
  return canvas.convertToBlob({ type: 'image/png' })
}
