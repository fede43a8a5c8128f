/** `npm run trace -- program.py …`: runs each program in the built page's sandbox and prints what it drew, a line each. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runMain, SetupError } from '../../scripts/log.mjs'
import { ROOT } from '../../scripts/process.mjs'
import { openPage } from './browser.ts'
import { runProgram } from './run-program.ts'

await runMain(async () => {
  const programs = process.argv.slice(2)
  if (programs.length === 0) throw new SetupError('Which programs? npm run trace -- program.py …')
  const sources = await Promise.all(
    programs.map((path) =>
      readFile(path, 'utf8').catch(() => {
        throw new SetupError(`The program ${path} cannot be read.`)
      }),
    ),
  )
  const { page, errors, close } = await openPage({ dir: join(ROOT, 'dist'), query: '?sample=off' })
  try {
    for (const [index, source] of sources.entries()) {
      const { trace, facts, caption, notices, error } = await runProgram(page, source, index)
      const line = { program: programs[index], trace, facts, caption, notices, error }
      process.stdout.write(`${JSON.stringify(line)}\n`)
    }
    return 0
  } catch (error) {
    throw new SetupError([`The page failed: ${error instanceof Error ? error.message : error}`, ...errors].join('\n'))
  } finally {
    await close()
  }
})
