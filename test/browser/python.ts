import { expect } from 'vitest'
import { killSandbox, openSandbox } from '../../src/python/frame.ts'
import { PythonHost, type RunOptions, type RunOutcome } from '../../src/python/host.ts'

export const RUNTIME = new URL('/runtime/', location.href).href
export const never = new AbortController().signal
export const PLT = 'import matplotlib.pyplot as plt\n'

/** Counts sandboxes, to tell a killed one from one that lived on. */
export const opened = { count: 0 }
export const broker = {
  open: () => {
    opened.count++
    return openSandbox({ src: '/sandbox.html' })
  },
  kill: killSandbox,
}
/** One for all tests of a file. */
export const host = new PythonHost(broker, RUNTIME)

/** Runs a program in the interpreter there is; boots one when the last test ended it. */
export async function run(program: string, options: Partial<RunOptions> = {}): Promise<RunOutcome> {
  if (!host.ready) await host.boot({ signal: never })
  return host.run(program, { timeout: 20, longSide: 640, signal: never, ...options })
}

/** What a program that must fail throws. */
export async function failure(program: string, options: Partial<RunOptions> = {}): Promise<unknown> {
  return run(program, options).then(
    () => expect.fail('the program ended well'),
    (error) => error,
  )
}
