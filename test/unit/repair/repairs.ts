/** Broken programs, and what becomes of them in the page's interpreter. */
import { readdirSync, readFileSync } from 'node:fs'
import { bootPython } from '../trace/pyodide.ts'

const programs = new URL('../../fixtures/programs/', import.meta.url)

export interface BrokenProgram {
  readonly kind: string
  readonly name: string
  readonly original: string
  readonly broken: string
}

/** What test/reference/repair/check.py says of a broken program and its original. */
export interface RepairCheck {
  readonly breaks: boolean
  readonly runs: boolean
  readonly same: boolean
  readonly message: string
  readonly reasons: readonly string[]
  readonly program: string
}

export interface Repairing {
  /** Repairs a program and compares what it draws with the original. */
  check(original: string, broken: string): RepairCheck
  /** How often a program is changed before it runs, and whether it does. */
  mend(program: string): { readonly kind: string; readonly program: string; readonly steps: number }
  /** `each` programs for every way of breaking, from the running ones. */
  make(seed: number, each: number): readonly BrokenProgram[]
}

/** Those that are kept: written by hand, then made by test/reference/repair/make.py. */
export function brokenPrograms(): readonly BrokenProgram[] {
  return JSON.parse(readFileSync(new URL('repair/cases.json', programs), 'utf8'))
}

/** Programs that run, by name. */
export function runningPrograms(): Readonly<Record<string, string>> {
  const folder = new URL('trace/', programs)
  const names = readdirSync(folder).filter((name) => name.endsWith('.py'))
  return Object.fromEntries(names.map((name) => [name.slice(0, -3), readFileSync(new URL(name, folder), 'utf8')]))
}

export async function bootRepairs(): Promise<Repairing> {
  const python = await bootPython('repair')
  const call = (name: string) => python.runPython(`check.${name}`) as (...given: unknown[]) => string
  const [check, mend, make] = [call('check'), call('mended'), call('make')]
  return {
    check: (original, broken) => JSON.parse(check(original, broken)),
    mend: (program) => JSON.parse(mend(program)),
    make: (seed, each) => JSON.parse(make(JSON.stringify(runningPrograms()), seed, each)),
  }
}
