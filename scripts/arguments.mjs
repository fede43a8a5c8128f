// @ts-check
import { statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { SetupError } from './log.mjs'

export const HELP = `npm start
  Sets everything up, serves the page on this machine and opens it.

npm start -- picture.png [more.png …] [options]
  Redraws each picture without a window and writes picture.py, picture.figure.png and picture.json.

  --out DIR         write there; the current folder when absent
  --model DIR       a model folder (model.json and shards); the embedded model when absent
  --max-tokens N    at most this many tokens of answer
  --timeout S       time limit of a program in seconds, 1 to 120; 20 when absent
  --refine S        seconds for which the model's program is refined, 10 when absent; 0: it is not
  --refine-renders N  at most this many drawings for that
  --candidates N    answers of the model to choose from; 1 when absent
  --no-ocr          the texts and axes of the picture are not read
  --port N          port of the page; 4173 or a free one when absent
  --help            print this`

/**
 * Reads the arguments of `npm start`. Paths stay as they were given.
 * @param {readonly string[]} argv
 * @returns {{ pictures: string[], out: string, model: string | undefined, maxTokens: number | undefined,
 *   timeout: number | undefined, refine: number | undefined, refineRenders: number | undefined,
 *   candidates: number | undefined, port: number | undefined, ocr: boolean, help: boolean }}
 * @throws {SetupError} for an unknown option, a bad value, a file that is not there
 */
export function parseStart(argv) {
  const { values, positionals } = parse(argv)
  for (const path of positionals) {
    if (kindOf(path) !== 'file') throw new SetupError(`There is no file ${path}.`)
  }
  if (values.model !== undefined && kindOf(values.model) !== 'folder') {
    throw new SetupError(`There is no folder ${values.model}.`)
  }
  if (values.out !== undefined && kindOf(values.out) === 'file') {
    throw new SetupError(`--out needs a folder; ${values.out} is a file.`)
  }
  return {
    pictures: positionals,
    out: values.out ?? '.',
    model: values.model,
    maxTokens: wholeNumber('--max-tokens', values['max-tokens'], 1, 1_000_000),
    timeout: wholeNumber('--timeout', values.timeout, 1, 120),
    refine: wholeNumber('--refine', values.refine, 0, 86_400),
    refineRenders: wholeNumber('--refine-renders', values['refine-renders'], 1, 1_000_000),
    candidates: wholeNumber('--candidates', values.candidates, 1, 100),
    port: wholeNumber('--port', values.port, 1, 65_535),
    ocr: values['no-ocr'] !== true,
    help: values.help === true,
  }
}

/** @param {readonly string[]} argv */
function parse(argv) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        model: { type: 'string' },
        'max-tokens': { type: 'string' },
        timeout: { type: 'string' },
        refine: { type: 'string' },
        'refine-renders': { type: 'string' },
        candidates: { type: 'string' },
        'no-ocr': { type: 'boolean' },
        port: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new SetupError(`${error instanceof Error ? error.message : error}\n\n${HELP}`)
  }
}

/** @param {string} name @param {string | undefined} text @param {number} min @param {number} max */
function wholeNumber(name, text, min, max) {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new SetupError(`${name} needs a whole number from ${min} to ${max}; "${text}" is none.`)
  }
  return value
}

/** @param {string} path */
function kindOf(path) {
  const found = statSync(path, { throwIfNoEntry: false })
  return found?.isFile() ? 'file' : found?.isDirectory() ? 'folder' : undefined
}
