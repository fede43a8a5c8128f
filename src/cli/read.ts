/** `npm run read -- picture.png [--overlay out.png]`: prints what a picture says as one JSON object. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runMain, SetupError } from '../../scripts/log.mjs'
import { ROOT } from '../../scripts/process.mjs'
import { openPage } from './browser.ts'

await runMain(async () => {
  const { values, positionals } = arguments_()
  const [path] = positionals
  if (path === undefined || positionals.length > 1)
    throw new SetupError('Which picture? npm run read -- picture.png [--overlay out.png]')
  const picture = await readFile(path).catch(() => {
    throw new SetupError(`The picture ${path} cannot be read.`)
  })
  const { page, errors, close } = await openPage({ dir: join(ROOT, 'dist-lab') })
  try {
    await page.waitForFunction(() => 'lab' in globalThis)
    const { observation, overlay } = await page.evaluate(
      async ([base64, draw]) => {
        const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
        const read = await lab.read(new Blob([bytes]), draw)
        const drawn = read.overlay && new Uint8Array(await read.overlay.arrayBuffer())
        return {
          observation: read.observation,
          overlay: drawn && Array.from(drawn, (byte) => String.fromCharCode(byte)).join(''),
        }
      },
      [picture.toString('base64'), values.overlay !== undefined] as const,
    )
    process.stdout.write(`${JSON.stringify(observation)}\n`)
    if (values.overlay !== undefined && overlay !== null)
      await writeFile(values.overlay, Buffer.from(overlay, 'latin1'))
    return 0
  } catch (error) {
    throw new SetupError([`It cannot be read: ${error instanceof Error ? error.message : error}`, ...errors].join('\n'))
  } finally {
    await close()
  }
})

function arguments_() {
  try {
    return parseArgs({ allowPositionals: true, options: { overlay: { type: 'string' } } })
  } catch (error) {
    throw new SetupError(error instanceof Error ? error.message : String(error))
  }
}
