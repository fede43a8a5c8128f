import { cp } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { fetchOcr } from '../fetch-ocr.mjs'
import { fetchRuntime } from '../fetch-runtime.mjs'
import { log } from '../log.mjs'
import { ROOT } from '../process.mjs'
import { sendFile } from '../serve.mjs'

/**
 * The folders that are served as they are: the embedded model at `models/nano/`, the Python runtime at
 * `runtime/` and the OCR at `ocr/`. A build copies them into its output; the dev server and Vitest answer at the same addresses.
 */
export function staticFiles(): Plugin {
  let mounts: Promise<{ address: string; dir: string }[]> | undefined
  const getMounts = () => (mounts ??= findMounts())
  let outDir = ''
  return {
    name: 'codepercept-static-files',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir)
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        getMounts()
          .then((all) => all.map(({ address, dir }) => ({ prefix: `/${address}`, dir })))
          .then((all) => all.some(({ prefix }) => request.url?.startsWith(prefix)) && sendFile(request, response, all))
          .then((sent) => sent || next(), next)
      })
    },
    async writeBundle() {
      for (const { address, dir } of await getMounts()) await cp(dir, join(outDir, address), { recursive: true })
    },
  }
}

async function findMounts() {
  const runtime = await fetchRuntime({ log: (line: string) => log('python', line) })
  const ocr = await fetchOcr({ log: (line: string) => log('ocr', line) })
  return [
    { address: 'models/nano/', dir: join(ROOT, 'models/nano') },
    { address: 'runtime/', dir: runtime.dir },
    { address: 'ocr/', dir: ocr.dir },
  ]
}
