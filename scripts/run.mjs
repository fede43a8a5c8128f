// @ts-check
import { join } from 'node:path'
import { log, runMain, SetupError } from './log.mjs'
import { ROOT, runNode } from './process.mjs'
import { ensureBuild, ensureChromium, ensureDependencies, ensureRuntime } from './setup.mjs'

/**
 * @typedef {object} Command
 * @property {string} does one line of help
 * @property {readonly ('page' | 'lab')[]} [pages] built before it
 * @property {boolean} [chromium] looked for before it
 * @property {readonly string[]} [run] file and arguments for Node
 * @property {boolean} [paths] its arguments are paths, which count from where the person is
 */

/** @type {Record<string, Command>} */
const COMMANDS = {
  build: { does: 'build the page into dist and the lab into dist-lab', pages: ['page', 'lab'] },
  lint: { does: 'check form and style', run: ['node_modules/@biomejs/biome/bin/biome', 'ci'] },
  typecheck: { does: 'check types', run: ['node_modules/typescript/bin/tsc'] },
  convert: { does: "make a model folder of Hugging Face's files", run: ['src/cli/convert.ts'], paths: true },
  trace: {
    does: 'run programs in the sandbox and print what they drew',
    pages: ['page'],
    chromium: true,
    run: ['src/cli/trace.ts'],
    paths: true,
  },
  read: {
    does: 'print what a picture says: its texts and axes',
    pages: ['lab'],
    chromium: true,
    run: ['src/cli/read.ts'],
    paths: true,
  },
  score: {
    does: 'print how faithfully one picture shows another',
    pages: ['page', 'lab'],
    chromium: true,
    run: ['src/cli/score.ts'],
    paths: true,
  },
  parity: {
    does: 'compare every stage of a model with golden tensors',
    pages: ['lab'],
    chromium: true,
    run: ['src/cli/parity.ts'],
    paths: true,
  },
  screens: {
    does: 'take pictures of the viewer in every state',
    chromium: true,
    run: ['test/e2e/screens.ts'],
    paths: true,
  },
  bench: {
    does: 'measure, and write test/bench/results.json',
    pages: ['page', 'lab'],
    chromium: true,
    run: ['test/bench/bench.ts'],
  },
}

await runMain(async () => {
  const [name = '', ...args] = process.argv.slice(2)
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) {
    const table = Object.entries(COMMANDS).map(([key, { does }]) => `  npm run ${key.padEnd(9)}  ${does}`)
    throw new SetupError(`There is no command "${name}". These are:\n${table.join('\n')}`)
  }
  await ensureDependencies()
  await ensureRuntime()
  if (command.pages) await ensureBuild(command.pages)
  if (command.chromium) process.env.CHROME_PATH = await ensureChromium()
  if (!command.run) {
    log(name, 'done')
    return 0
  }
  const [file = '', ...fixed] = command.run
  // npm runs its scripts in the project's folder, and leaves the person's own in INIT_CWD.
  const cwd = (command.paths && process.env.INIT_CWD) || ROOT
  const { status } = await runNode([join(ROOT, file), ...fixed, ...args], { cwd })
  return status
})
