import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { OutputError, PythonError, SandboxError } from '../../src/errors.ts'
import { PythonHost, type RunOutcome } from '../../src/python/host.ts'
import { LIMITS } from '../../src/python/protocol.ts'

// The engine's side against a guest that says what it likes: the test holds the other end of the port.

/** First bytes of a PNG of 640 × 480, as the format's specification lays them out. */
const PNG = Uint8Array.from(
  '89504e470d0a1a0a0000000d4948445200000280000001e008020000000000000000'
    .match(/../g)!
    .map((hex) => Number.parseInt(hex, 16)),
)

let port: MessagePort
let killed: number[] = []
let host: PythonHost

beforeEach(() => {
  killed = []
  vi.stubGlobal('fetch', async () => Response.json({ format: 1, files: [], packs: {} }))
  host = new PythonHost(
    {
      async open() {
        const channel = new MessageChannel()
        port = channel.port2
        return { id: 7, port: channel.port1 }
      },
      kill: (id) => void killed.push(id),
    },
    'https://page.invalid/runtime/',
  )
})
afterEach(() => {
  host.dispose()
  vi.unstubAllGlobals()
})

async function boot(): Promise<void> {
  const booting = host.boot({ signal: new AbortController().signal })
  await vi.waitFor(() => expect(port).toBeDefined())
  port.onmessage = () => port.postMessage({ type: 'ready' })
  port.postMessage({ type: 'hello' })
  await booting
}

/** Runs a program; `guest` is called with the run's id and says what the guest says. */
async function run(guest: (id: number, say: (message: unknown) => void) => void): Promise<RunOutcome> {
  await boot()
  port.onmessage = ({ data }) => guest(data.run, (message) => port.postMessage(message))
  return host.run('x', { timeout: 5, longSide: 640, signal: new AbortController().signal })
}

const started = (run: number) => ({ type: 'started', run })
const figure = (run: number) => ({ type: 'figure', run, png: PNG, width: 640, height: 480 })
const end = (run: number, trace: string | null = null) => ({
  type: 'end',
  run,
  ending: { kind: 'done' },
  scored: -1,
  empty: false,
  stdout: 'said',
  trace,
})

test('an honest guest is heard', async () => {
  const outcome = await run((id, say) => [started(id), figure(id), { ...end(id), scored: 0 }].forEach(say))
  expect(outcome).toMatchObject({ scored: 0, stdout: 'said', figures: [{ index: 0, width: 640, height: 480 }] })
  expect(killed).toEqual([])
  expect(host.ready).toBe(true)
})

const FORGED: readonly (readonly [string, (id: number) => unknown])[] = [
  ['of another run', (id) => end((id + 1) >>> 0)],
  ['of the boot', () => ({ type: 'ready' })],
  ['that fails the boot', () => ({ type: 'failed', why: '<img src=x>' })],
  ['of no known type', (id) => ({ type: '__proto__', run: id })],
  ['that is a list', (id) => [end(id)]],
  ['whose figure is markup', (id) => ({ ...figure(id), png: new TextEncoder().encode('<svg onload="x">'.repeat(9)) })],
  ['whose figure has another size in its header', (id) => ({ ...figure(id), width: 641 })],
  ['whose figure is 256 MiB', (id) => ({ ...figure(id), png: new Uint8Array(2 ** 28) })],
  ['whose text is 100 MB', (id) => ({ type: 'notice', run: id, code: 'x', message: 'x'.repeat(1e8) })],
  ['whose output is over the limit', (id) => ({ ...end(id), stdout: 'x'.repeat(LIMITS.outputChars + 1) })],
  ['that scores a figure it did not send', (id) => ({ ...end(id), scored: 0 })],
  ['with a map for an ending', (id) => ({ ...end(id), ending: new Map([['kind', 'done']]) })],
]

test.each(FORGED)('a message %s ends the sandbox', async (_, forged) => {
  await expect(run((id, say) => say(forged(id)))).rejects.toBeInstanceOf(SandboxError)
  expect(killed).toEqual([7])
  expect(host.ready).toBe(false)
})

test('names of prototypes in a message change nothing', async () => {
  const evil = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}')
  const outcome = await run((id, say) => [started(id), { ...evil, ...end(id, JSON.stringify(evil)) }].forEach(say))
  expect(Object.keys(outcome).sort()).toEqual(['empty', 'figures', 'notices', 'scored', 'stdout', 'trace'])
  expect(outcome.trace).toBeNull()
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
})

test('a second end, and whatever follows the first, ends the sandbox and not the outcome', async () => {
  const outcome = await run((id, say) => [end(id), { ...end(id), stdout: 'forged' }].forEach(say))
  expect(outcome.stdout).toBe('said')
  await vi.waitFor(() => expect(killed).toEqual([7]))
  expect(host.ready).toBe(false)
})

test('a message that nobody waits for ends the sandbox', async () => {
  await boot()
  port.postMessage(started(1))
  await vi.waitFor(() => expect(killed).toEqual([7]))
  await expect(
    host.run('x', { timeout: 5, longSide: 640, signal: new AbortController().signal }),
  ).rejects.toBeInstanceOf(SandboxError)
})

test('a flood is cut after its first hundred messages', async () => {
  let heard = 0
  await boot()
  port.onmessage = ({ data }) => {
    for (let i = 0; i < 100_000; i++) port.postMessage({ type: 'notice', run: data.run, code: 'x', message: `${i}` })
  }
  const running = host.run('x', {
    timeout: 60,
    longSide: 640,
    signal: new AbortController().signal,
    onNotice: () => heard++,
  })
  await expect(running).rejects.toBeInstanceOf(OutputError)
  expect(heard).toBe(LIMITS.notices)
  expect(killed).toEqual([7])
})

test('more figures than are taken are an output error', async () => {
  const seen: number[] = []
  await boot()
  port.onmessage = ({ data }) => {
    for (let i = 0; i < 20; i++) port.postMessage(figure(data.run))
  }
  const signal = new AbortController().signal
  const running = host.run('x', { timeout: 5, longSide: 640, signal, onFigure: ({ index }) => seen.push(index) })
  await expect(running).rejects.toBeInstanceOf(OutputError)
  expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
})

test.each([
  ['nested a million deep', '['.repeat(1e6) + ']'.repeat(1e6)],
  ['of millions of numbers', `[${'0,'.repeat(3e6)}0]`],
  ['with an infinity', '{"version":1,"figures":[],"x":1e999}'],
  ['that is no JSON', '{"version":1,'],
  ['over the limit', ' '.repeat(LIMITS.traceChars + 1)],
])('a trace %s costs the trace alone, and little time', async (_, trace) => {
  const start = performance.now()
  const outcome = await run((id, say) => [started(id), end(id, trace)].forEach(say))
  expect(outcome).toMatchObject({ stdout: 'said', trace: null })
  expect(performance.now() - start).toBeLessThan(3000)
  expect(host.ready).toBe(true)
})

test('an interpreter that says it broke takes no other program', async () => {
  const fatal = { kind: 'fatal', message: 'x' }
  await expect(run((id, say) => say({ ...end(id), ending: fatal }))).rejects.toBeInstanceOf(PythonError)
  expect(killed).toEqual([7])
})
