// @ts-check
import { createServer } from 'vite'
import { ROOT } from '../../scripts/process.mjs'

// Shaders are read through Vite, in a page and here.
const server = await createServer({
  root: ROOT,
  configFile: false,
  server: { middlewareMode: true },
  logLevel: 'error',
})
const { runNativeRaces } = await server.ssrLoadModule('/test/bench/native-races.ts')
await runNativeRaces(process.argv.includes('--quick'), (/** @type {object} */ found) =>
  console.log(JSON.stringify(found)),
)
// Dawn does not let a process end by itself.
process.exit(0)
