/** `npm run score -- source.png render.png …`: prints how faithfully one picture shows another as one JSON object. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runMain, SetupError } from '../../scripts/log.mjs'
import { ROOT } from '../../scripts/process.mjs'
import type { ProgramRun } from '../lab/score.ts'
import { type OpenedPage, openPage } from './browser.ts'
import { runProgram } from './run-program.ts'

const HELP = `npm run score -- source.png render.png [options]

Prints the fidelity score of a drawing against its source as one JSON object: total, components, registration and,
with the program, the verdict on each element, what is missing and unsupported, and an interval.

  --code FILE            the program that drew render.png: it runs in the page's sandbox, and the source's texts are read
  --reference-code FILE  a program that draws the source: adds codeScore, which compares the two drawings' traces
  --help                 this text

Exit status: 0 when there is a score, also one of 0; 1 when arguments, pictures or the reference program fail.`

await runMain(async () => {
  const { values, positionals } = readArguments()
  if (values.help) {
    console.log(HELP)
    return 0
  }
  const [source, render] = positionals
  if (source === undefined || render === undefined || positionals.length > 2)
    throw new SetupError(`A source and a drawing of it are needed.\n\n${HELP}`)
  const { code, 'reference-code': reference } = values
  if (reference !== undefined && code === undefined)
    throw new SetupError('--reference-code is compared with a program: --code is needed.')
  const pictures = await Promise.all([source, render].map((path) => readPicture(path)))
  const programs = await Promise.all(
    [code, reference].map((path) => (path === undefined ? undefined : readProgram(path))),
  )
  const [drawn = null, truth = null] = await runAll(programs)
  if (reference !== undefined && (truth?.error || !truth?.trace))
    throw new SetupError(`The reference program ${reference} fails: ${truth?.error?.message ?? 'it draws no figure'}`)
  const scored = await inPage('dist-lab', async ({ page }) => {
    await page.waitForFunction(() => 'lab' in globalThis)
    return page.evaluate(
      async ([files, program, reference]) => {
        const [a, b] = files.map((base64) => new Blob([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))]))
        try {
          return { result: await lab.score(a!, b!, program, reference), failure: null }
        } catch (error) {
          return { result: null, failure: error instanceof Error ? error.message : String(error) }
        }
      },
      [pictures, drawn, truth?.trace ?? null] as const,
    )
  })
  if (!scored.result) throw new SetupError(scored.failure)
  process.stdout.write(`${JSON.stringify(scored.result)}\n`)
  return 0
})

/** Each program that there is, in an interpreter of its own. */
async function runAll(programs: readonly (string | undefined)[]): Promise<(ProgramRun | undefined)[]> {
  if (programs.every((program) => program === undefined)) return []
  return inPage('dist', async ({ page }) => {
    const runs: (ProgramRun | undefined)[] = []
    for (const [index, program] of programs.entries()) {
      if (program === undefined) runs.push(undefined)
      else {
        const { trace, error } = await runProgram(page, program, index)
        runs.push({ trace: trace?.figures[0] ?? null, error })
      }
    }
    return runs
  })
}

async function inPage<T>(dir: 'dist' | 'dist-lab', use: (opened: OpenedPage) => Promise<T>): Promise<T> {
  const opened = await openPage({ dir: join(ROOT, dir), query: '?sample=off' })
  try {
    return await use(opened)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new SetupError([`The page failed: ${reason}`, ...opened.errors].join('\n'))
  } finally {
    await opened.close()
  }
}

/** In base64. */
function readPicture(path: string): Promise<string> {
  return readFile(path, 'base64').catch(() => {
    throw new SetupError(`The picture ${path} cannot be read.`)
  })
}

function readProgram(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => {
    throw new SetupError(`The program ${path} cannot be read.`)
  })
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        code: { type: 'string' },
        'reference-code': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new SetupError(`${error instanceof Error ? error.message : error}\n\n${HELP}`)
  }
}
