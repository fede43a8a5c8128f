import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PythonHost } from '../../src/python/host.ts'
import { type HostMessage, LIMITS } from '../../src/python/protocol.ts'

// What is asked about programs, against a guest that answers what it likes: the test holds the other end of the port.

let port: MessagePort
let killed: number[] = []
let host: PythonHost
const never = new AbortController().signal

beforeEach(() => {
  killed = []
  vi.stubGlobal('fetch', async () => Response.json({ format: 1, files: [], packs: {} }))
  const open = async () => {
    const channel = new MessageChannel()
    port = channel.port2
    return { id: 7, port: channel.port1 }
  }
  host = new PythonHost({ open, kill: (id) => void killed.push(id) }, 'https://page.invalid/runtime/')
})
afterEach(() => {
  host.dispose()
  vi.unstubAllGlobals()
})

type Question = Extract<HostMessage, { type: 'literals' | 'trace' }>

/** Boots; from then on `guest` answers every question. */
async function boot(guest: (question: Question, say: (message: unknown) => void) => void): Promise<void> {
  const booting = host.boot({ signal: never })
  await vi.waitFor(() => expect(port).toBeDefined())
  port.onmessage = () => port.postMessage({ type: 'ready' })
  port.postMessage({ type: 'hello' })
  await booting
  port.onmessage = ({ data }) => guest(data, (message) => port.postMessage(message))
}

const common = { role: 'value', call: null, callLine: null, argument: null, name: 'x', path: [] }
const one = { ...common, line: 1, column: 4, text: '10', value: 10 }
const two = { ...common, line: 2, column: 4, text: '-2', value: -2 }
const PROGRAM = 'x = 10\ny = -2\n'

test.each([
  ['of the program are taken', [one, two], true],
  ['that stand elsewhere are none', [{ ...one, column: 3 }], false],
  ['beyond a line are none', [{ ...two, line: 1, column: 11 }], false],
  ['beyond the program are none', [{ ...two, line: 4 }], false],
  ['within one another are none', [one, { ...one, column: 5, text: '0', value: 0 }], false],
  ['out of order are none', [two, one], false],
])('literals %s', async (_, literals, taken) => {
  await boot(({ run }, say) => say({ type: 'literals', run, literals }))
  expect(await host.literals(PROGRAM, never)).toEqual(taken ? literals : [])
  expect(killed).toEqual([])
})

test('an answer that is malformed, or to another question, ends the sandbox', async () => {
  for (const forged of [
    { type: 'literals', literals: [{ ...one, value: 11 }] },
    { type: 'literals', literals: [], run: 1 },
    { type: 'repaired', edits: null },
  ]) {
    killed = []
    await boot(({ run }, say) => say({ run, ...forged }))
    expect(await host.literals(PROGRAM, never)).toEqual([])
    expect(killed, JSON.stringify(forged)).toEqual([7])
    host.dispose()
  }
})

const figure = { index: 0, width: 640, height: 480, dpi: 100, face: '#ffffffff', axes: [], artists: [] }
const trace = (figures: unknown[]) => JSON.stringify({ version: 1, figures })
const options = { timeout: 1, longSide: 9999, signal: never }

test('programs are traced in batches, in order, and a trace that does not hold together is none', async () => {
  const asked: number[] = []
  await boot((question, say) => {
    if (question.type !== 'trace') return
    expect(question).toMatchObject({ timeout: 1000, longSide: 1600 })
    asked.push(question.programs.length)
    for (const [index, program] of question.programs.entries()) {
      const told = [trace([figure]), trace([figure, figure]), '{"version":1}', null][Number(program) % 4]
      say({ type: 'traced', run: question.run, index, trace: told })
    }
  })
  const programs = Array.from({ length: LIMITS.programs + 3 }, (_, at) => String(at))
  const figures = await host.traceAll(programs, options)
  expect(figures).toEqual(programs.map((_, at) => (at % 4 === 0 ? figure : null)))
  expect(asked).toEqual([LIMITS.programs, 3])
  expect(host.ready).toBe(true)
})

test('traces out of order, or more than were asked for, end the sandbox', async () => {
  await boot(({ run }, say) => say({ type: 'traced', run, index: 1, trace: null }))
  expect(await host.traceAll(['a', 'b'], options)).toEqual([null, null])
  expect(killed).toEqual([7])
  killed = []
  await boot(({ run }, say) => {
    for (const index of [0, 0]) say({ type: 'traced', run, index, trace: trace([figure]) })
  })
  expect(await host.traceAll(['a'], options)).toEqual([figure])
  await vi.waitFor(() => expect(killed).toEqual([7]))
})

test('a guest that does not answer is ended, and so is one whose answer nobody waits for any more', async () => {
  await boot(() => {})
  expect(await host.traceAll(['a'], { ...options, timeout: 0.01 })).toEqual([null])
  expect(killed).toEqual([7])
  expect(await host.literals('x', never)).toEqual([])
  await boot(() => {})
  const stop = new AbortController()
  const tracing = host.traceAll(['a'], { ...options, signal: stop.signal })
  stop.abort(new Error('stopped'))
  await expect(tracing).rejects.toThrow('stopped')
})
