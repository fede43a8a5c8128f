/** `npm start -- picture.png …`: redraws each picture in the built page, without a window, and writes what comes of it. */
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { HELP, parseStart } from '../../scripts/arguments.mjs'
import { runMain, SetupError } from '../../scripts/log.mjs'
import { ROOT } from '../../scripts/process.mjs'
import type { ErrorCode } from '../errors.ts'
import { openPage } from './browser.ts'
import { driveElement, type PageResult, type Progress } from './element.ts'
import { outputNames, outputPaths } from './outputs.ts'

/** Codes of failures of the machine or the model, not of a picture or an answer. */
const ENGINE_FAILURES: ReadonlySet<ErrorCode> = new Set([
  'no-webgpu',
  'no-adapter',
  'insecure-context',
  'device-lost',
  'out-of-memory',
  'integrity',
  'missing-file',
  'bad-manifest',
  'network',
  'quota',
  'sandbox',
])

const MODEL_MOUNT = 'mnt/model/'

await runMain(async () => {
  const wishes = parseStart(process.argv.slice(2))
  const { pictures, out, model, help } = wishes
  if (help || pictures.length === 0) {
    console.log(HELP)
    return help ? 0 : 1
  }
  await mkdir(out, { recursive: true }).catch((error) => {
    throw new SetupError(`The folder ${out} cannot be made (${error.message}).`)
  })
  const { page, url, errors, close } = await openPage({
    dir: join(ROOT, 'dist'),
    query: '?sample=off',
    mounts: model === undefined ? [] : [{ prefix: `/${MODEL_MOUNT}`, dir: resolve(model) }],
  })
  try {
    const attributes = {
      ...(model === undefined ? {} : { 'model-src': `${url}${MODEL_MOUNT}model.json` }),
      ...numbers(wishes),
      ...(wishes.ocr ? {} : { ocr: 'off' }),
    }
    const reconstruct = await driveElement(page, attributes, showProgress)
    const names = outputNames(pictures, out)
    let status = 0
    for (const [index, picture] of pictures.entries()) {
      const start = performance.now()
      const result = await reconstruct(picture)
      const seconds = (performance.now() - start) / 1000
      const written = await writeResult(result, out, names[index]!)
      clearProgress()
      console.log(`${picture}  ${outcome(result)}  ${seconds.toFixed(1)} s  ${written}`)
      if (isEngineFailure(result)) status = 1
    }
    return status
  } catch (error) {
    clearProgress()
    throw new SetupError([`The page failed: ${error instanceof Error ? error.message : error}`, ...errors].join('\n'))
  } finally {
    await close()
  }
})

/** The element's attributes by the options that have their names. */
function numbers({ maxTokens, timeout, refine, refineRenders, candidates }: ReturnType<typeof parseStart>) {
  const given = { 'max-tokens': maxTokens, timeout, refine, 'refine-renders': refineRenders, candidates }
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )
}

/** Writes code, figures and result (CONTRACTS.md). Resolves to the path of the result. */
async function writeResult(result: PageResult, out: string, name: string): Promise<string> {
  const paths = outputPaths(out, name)
  if (result.code !== '') await writeFile(paths.code, result.code)
  const figures = result.figures.map((_, index) => basename(paths.figure(index)))
  for (const [index, png] of result.figures.entries()) await writeFile(paths.figure(index), png, 'base64')
  await writeFile(paths.result, `${JSON.stringify({ ...result, figures }, null, 2)}\n`)
  return paths.result
}

function outcome({ score, error, stopped }: PageResult): string {
  const state = error ? error.code : stopped ? 'stopped' : 'done'
  const points = score ? `score ${score.total.toFixed(3)}` : 'no score'
  return error ? `${state}  ${points}  ${error.message}` : `${state}  ${points}`
}

/** A gate that gave a score concerns the answer, even when its code is one of the engine's. */
function isEngineFailure({ score, error }: PageResult): boolean {
  return error !== null && score === null && ENGINE_FAILURES.has(error.code)
}

function showProgress({ phase, loaded, total }: Progress): void {
  if (!process.stderr.isTTY) return
  const share = total > 0 ? ` ${Math.floor((100 * loaded) / total)} %` : ` ${loaded}`
  process.stderr.write(`\r\x1b[K${phase}${share}`)
}

function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
}
