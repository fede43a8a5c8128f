/**
 * The classic worker inside the sandbox frame: boots Pyodide from files the engine handed over, then runs programs.
 * There is no network here; the frame's content policy refuses it, and `fetch` only knows the files.
 */
import './classic.ts'
import packageFiles from 'virtual:python-package'
import { loadPyodide, type PyodideAPI } from 'pyodide'
import { capMemory, Interrupt, Output } from './limits.ts'
import {
  type Ending,
  type HostMessage,
  LIMITS,
  type Literal,
  type PackFiles,
  type RepairEdit,
  type SandboxMessage,
} from './protocol.ts'

/** Nothing answers there: paths below it are looked up in the engine's files. */
const BASE = 'https://pyodide.invalid/'
const HOME = '/home/pyodide'

/** wasm/python/codepercept/runner.py, seen from here. */
interface Runner {
  warm(): void
  run(program: string, longSide: number, sink: object): PythonEnding
}
/** wasm/python/codepercept/repair, seen from here. */
interface Mender {
  repair(program: string, message: string, line: number): { toJs(options: object): readonly RepairEdit[] } | undefined
}
/** wasm/python/codepercept/refine, seen from here. */
interface Refiner {
  literals_json(program: string): string
  trace(program: string, longSide: number): string | undefined
}
interface PythonEnding {
  toJs(options: object): RawEnding
  destroy(): void
}
interface RawEnding {
  readonly kind: 'done' | 'error' | 'unavailable-import' | 'interrupt' | 'memory' | 'output' | 'fatal'
  readonly message: string
  readonly line: number
  readonly traceback: string
  readonly scored: number
  readonly empty: boolean
}

self.onmessage = (event: MessageEvent) => {
  const port = event.ports[0]
  if (port !== undefined) new Guest(port)
}
self.postMessage(null)

class Guest {
  readonly #send: (message: SandboxMessage, transfer?: Transferable[]) => void
  readonly #interrupt = new Interrupt()
  readonly #output: Output
  #pyodide: PyodideAPI | null = null
  #runner: Runner | null = null

  constructor(port: MessagePort) {
    // Bound now, so that a program that replaces the method later does not meet the port.
    const post = port.postMessage.bind(port)
    this.#send = (message, transfer = []) => post(message, transfer)
    this.#output = new Output(LIMITS, () => this.#interrupt.arm(0))
    port.onmessage = (event: MessageEvent<HostMessage>) => {
      const message = event.data
      if (message.type === 'boot') void this.#boot(message.files)
      else if (message.type === 'repair') this.#repair(message)
      else if (message.type === 'literals') this.#literals(message)
      else if (message.type === 'trace') void this.#trace(message)
      else void this.#run(message)
    }
    this.#send({ type: 'hello' })
  }

  async #boot(files: ReadonlyMap<string, Blob>): Promise<void> {
    let done = 0
    const step = () => this.#send({ type: 'step', done: ++done, total: 4 })
    try {
      capMemory(LIMITS.memoryMiB)
      serveFiles(files)
      const pyodide = await bootPyodide(files, this.#output, step)
      this.#pyodide = pyodide
      installPackage(pyodide)
      this.#runner = pyodide.pyimport('codepercept.runner') as Runner
      step()
      this.#runner.warm()
      pyodide.setInterruptBuffer(this.#interrupt.buffer as never)
      step()
      stopServing()
      this.#output.clear()
      this.#send({ type: 'ready' })
    } catch (error) {
      this.#send({ type: 'failed', why: String(error instanceof Error ? error.message : error).slice(-LIMITS.text) })
    }
  }

  async #run(message: Extract<HostMessage, { type: 'run' }>): Promise<void> {
    const run = message.run
    let trace: string | null = null
    const sink = {
      started: () => {
        this.#send({ type: 'started', run })
        this.#interrupt.arm(message.timeout)
      },
      notice: (code: string, text: string, line: number) =>
        this.#send({ type: 'notice', run, code, message: text, ...atLine(line) }),
      figure: (view: { toJs(): Uint8Array }, width: number, height: number) => {
        const png = view.toJs()
        this.#send({ type: 'figure', run, png, width, height }, [png.buffer])
      },
      trace: (json: unknown) => {
        if (typeof json === 'string' && json.length <= LIMITS.traceChars) trace = json
      },
    }
    let raw: RawEnding
    try {
      await installPacks(this.#pyodide as PyodideAPI, message.packs)
      this.#output.clear()
      const ending = (this.#runner as Runner).run(message.program, message.longSide, sink)
      this.#interrupt.disarm()
      raw = ending.toJs({ dict_converter: Object.fromEntries })
    } catch (error) {
      // Not the program's exception but the interpreter's end, or an interrupt between two statements of the runner.
      this.#interrupt.disarm()
      const kind = this.#interrupt.fired ? 'interrupt' : 'fatal'
      raw = { kind, message: String(error), line: 0, traceback: '', scored: -1, empty: false }
    }
    this.#send({
      type: 'end',
      run,
      ending: this.#ending(raw),
      scored: raw.scored,
      empty: raw.empty,
      stdout: this.#output.text,
      trace,
    })
  }

  #repair({ run, program, message, line }: Extract<HostMessage, { type: 'repair' }>): void {
    let edits: readonly RepairEdit[] | null = null
    try {
      // Only now: most programs need none.
      const mender = (this.#pyodide as PyodideAPI).pyimport('codepercept.repair') as Mender
      const found = mender.repair(program, message, line)
      edits = found?.toJs({ dict_converter: Object.fromEntries }) ?? null
    } catch {
      // A rule that fails, or one that the program broke, has nothing to offer.
    }
    this.#send({ type: 'repaired', run, edits })
  }

  #literals({ run, program }: Extract<HostMessage, { type: 'literals' }>): void {
    let literals: readonly Literal[] = []
    try {
      literals = JSON.parse(this.#refiner.literals_json(program))
    } catch {
      // A program that cannot be read, or broke what reads it, has none.
    }
    this.#send({ type: 'literals', run, literals })
  }

  async #trace(message: Extract<HostMessage, { type: 'trace' }>): Promise<void> {
    const { run, programs, longSide, timeout } = message
    let refiner: Refiner | null = null
    try {
      await installPacks(this.#pyodide as PyodideAPI, message.packs)
      refiner = this.#refiner
    } catch {
      // Then no program has a trace.
    }
    for (const [index, program] of programs.entries()) {
      let trace: string | null = null
      this.#output.clear()
      this.#interrupt.arm(timeout)
      try {
        const json = refiner?.trace(program, longSide)
        if (typeof json === 'string' && json.length <= LIMITS.traceChars && this.#output.over === null) trace = json
      } catch {
        // An interrupt between two statements of the runner, or no memory.
      }
      this.#interrupt.disarm()
      this.#send({ type: 'traced', run, index, trace })
    }
  }

  get #refiner(): Refiner {
    return (this.#pyodide as PyodideAPI).pyimport('codepercept.refine') as Refiner
  }

  #ending(raw: RawEnding): Ending {
    if (this.#output.over !== null) return { kind: 'output', what: this.#output.over }
    const line = atLine(raw.line)
    switch (raw.kind) {
      case 'done':
        return { kind: 'done' }
      case 'error':
        return { kind: 'error', message: raw.message.slice(0, LIMITS.text), traceback: raw.traceback, ...line }
      case 'unavailable-import':
        return { kind: 'unavailable-import', module: raw.message.slice(0, LIMITS.text), ...line }
      case 'interrupt':
        return { kind: 'timeout', ...line }
      case 'memory':
        return { kind: 'memory', ...line }
      case 'output':
        return { kind: 'output', what: raw.message }
      case 'fatal':
        return { kind: 'fatal', message: raw.message.trim().split('\n').at(-1)?.slice(0, LIMITS.text) ?? '' }
    }
  }
}

function atLine(line: number): { line?: number } {
  return line > 0 ? { line } : {}
}

/** From now on `fetch` answers from these files and asks nobody. */
function serveFiles(files: ReadonlyMap<string, Blob>): void {
  self.fetch = (request) => Promise.resolve(answer(files, String(request instanceof Request ? request.url : request)))
}

function stopServing(): void {
  Reflect.deleteProperty(self, 'fetch')
}

/** Installs what a program's imports need beside the boot. Throws when a package cannot be installed. */
async function installPacks(pyodide: PyodideAPI, { packages, files }: PackFiles): Promise<void> {
  if (packages.length === 0) return
  serveFiles(files)
  try {
    await loadPackages(pyodide, packages)
    for (const [path, blob] of files) {
      if (path.endsWith('.zip')) pyodide.unpackArchive(await blob.arrayBuffer(), 'zip', { extractDir: '/' })
    }
  } finally {
    stopServing()
  }
}

/** Throws when one is missing afterwards: the loader itself only logs that. */
async function loadPackages(pyodide: PyodideAPI, names: readonly string[]): Promise<void> {
  await pyodide.loadPackage([...names], { messageCallback: () => {}, checkIntegrity: false })
  const loaded = new Set(Object.keys(pyodide.loadedPackages).map((name) => name.toLowerCase()))
  const missing = names.filter((name) => !loaded.has(name))
  if (missing.length > 0) throw new Error(`packages are missing: ${missing.join(', ')}`)
}

/** What `fetch` gives during the boot: a file of the runtime folder, or 404. */
function answer(files: ReadonlyMap<string, Blob>, url: string): Response {
  const blob = url.startsWith(BASE) ? files.get(url.slice(BASE.length)) : undefined
  if (blob === undefined) return new Response(null, { status: 404 })
  const type = url.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream'
  return new Response(blob, { headers: { 'content-type': type } })
}

async function bootPyodide(files: ReadonlyMap<string, Blob>, output: Output, step: () => void): Promise<PyodideAPI> {
  const asm = files.get('pyodide.asm.mjs')
  const lock = await files.get('pyodide-lock.json')?.text()
  const compiled = await files.get('compiled.zip')?.arrayBuffer()
  if (asm === undefined || lock === undefined || compiled === undefined)
    throw new Error('the runtime folder is not whole')
  const lockFileContents = JSON.parse(lock)
  const asmUrl = URL.createObjectURL(new Blob([asm], { type: 'text/javascript' }))
  const { default: createPyodideModule } = await import(/* @vite-ignore */ asmUrl)
  const pyodide = await loadPyodide({
    indexURL: BASE,
    packageBaseUrl: BASE,
    lockFileContents,
    createPyodideModule,
    env: { HOME, MPLBACKEND: 'agg', PYTHONHASHSEED: '0', MPLCONFIGDIR: `${HOME}/.matplotlib` },
  } as Parameters<typeof loadPyodide>[0])
  pyodide.setStdout({ write: (bytes) => output.write(bytes) })
  pyodide.setStderr({ write: (bytes) => output.write(bytes) })
  pyodide.setStdin({ error: true })
  step()
  const entries = Object.entries<{ file_name: string }>(lockFileContents.packages)
  // The rest belongs to packs, whose files come later, if at all.
  await loadPackages(
    pyodide,
    entries.filter(([, entry]) => files.has(entry.file_name)).map(([name]) => name),
  )
  pyodide.unpackArchive(compiled, 'zip', { extractDir: '/' })
  step()
  return pyodide
}

/** Puts the project's Python package on the interpreter's path. */
function installPackage(pyodide: PyodideAPI): void {
  const site = pyodide.runPython('import site; site.getsitepackages()[0]') as string
  for (const [path, text] of Object.entries(packageFiles)) {
    pyodide.FS.mkdirTree(`${site}/${path.split('/').slice(0, -1).join('/')}`)
    pyodide.FS.writeFile(`${site}/${path}`, text)
  }
  pyodide.runPython('import importlib; importlib.invalidate_caches()')
}
