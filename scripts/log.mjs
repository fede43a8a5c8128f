// @ts-check
/** One short line a step, with the time of day: `12:03:44  build  page`; beside the output of a command, not in it. */

/** @typedef {(step: string, text: string) => void} Log */

/** @type {Log} */
export function log(step, text) {
  process.stderr.write(`${new Date().toTimeString().slice(0, 8)}  ${step.padEnd(12)}  ${text}\n`)
}

/** A failure whose message is all that a person needs; the commands print it without a stack. */
export class SetupError extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message)
    this.name = 'SetupError'
  }
}

/**
 * Runs a command's main function; a SetupError becomes one message and exit status 1.
 * @param {() => Promise<number | undefined>} main resolves to the exit status
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0
  } catch (error) {
    console.error(error instanceof SetupError ? `\n${error.message}` : error)
    process.exitCode = 1
  }
}
