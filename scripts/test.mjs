// @ts-check
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { log, SetupError } from './log.mjs'
import { ROOT, runNode } from './process.mjs'
import { ensureBuild, ensureChromium, ensureDependencies, ensureNativeDriver } from './setup.mjs'

const HELP = `npm test [-- [--full] [filter or option of Vitest …]]

Sets everything up, checks form, types and size, and runs the tests. --full adds those that take too long for CI.`

// Both tools colour their words even where nothing shows colours.
const COLOURS = process.stdout.isTTY === true

/** Each counts as one test. */
const CHECKS = [
  { name: 'lint', command: ['node_modules/@biomejs/biome/bin/biome', 'ci', `--colors=${COLOURS ? 'force' : 'off'}`] },
  { name: 'typecheck', command: ['node_modules/typescript/bin/tsc'] },
  { name: 'size', command: ['scripts/size.mjs'] },
]

const args = process.argv.slice(2)
if (args.includes('--help')) console.log(HELP)
else await main(args)

/** @param {readonly string[]} args */
async function main(args) {
  let passed = 0
  /** @type {string[]} */
  const failed = []
  /** @type {{ name: string, reason: string }[]} */
  const skipped = []
  try {
    await setUp(args)
    for (const { name, command } of CHECKS) {
      log('test', name)
      const { status } = await runNode(command)
      if (status === 0) passed++
      else failed.push(name)
    }
    const summary = await runVitest(args)
    passed += summary.passed
    failed.push(...summary.failed)
    skipped.push(...summary.skipped)
  } catch (error) {
    console.error(error instanceof SetupError ? `\n${error.message}` : error)
    failed.push('set-up')
  }
  for (const { name, reason } of skipped) console.log(`skipped: ${name} (${reason})`)
  for (const name of failed) console.log(`failed: ${name}`)
  const tail = skipped.length > 0 ? `, ${skipped.length} skipped` : ''
  console.log(`${passed} passed, ${failed.length} failed${tail}`)
  process.exitCode = failed.length > 0 ? 1 : 0
}

/** @param {readonly string[]} args */
async function setUp(args) {
  await ensureDependencies()
  await ensureBuild(['page', 'lab'])
  process.env.CHROME_PATH = await ensureChromium()
  log('chromium', process.env.CHROME_PATH)
  const project = args.indexOf('--project')
  if (project >= 0 && args[project + 1] !== 'native') return
  const { driver, note } = await ensureNativeDriver()
  process.env.CODEPERCEPT_VULKAN = driver ?? ''
  process.env.CODEPERCEPT_VULKAN_NOTE = note ?? ''
  log('vulkan', driver ?? 'none')
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<import('./vitest-summary.mjs').Summary>}
 */
async function runVitest(args) {
  const file = join(ROOT, '.cache', 'test-summary.json')
  mkdirSync(join(ROOT, '.cache'), { recursive: true })
  rmSync(file, { force: true })
  log('test', 'vitest')
  const reporters = ['--reporter=default', '--reporter=./scripts/vitest-summary.mjs']
  const filters = args.filter((arg) => arg !== '--full')
  const { status } = await runNode(['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...filters], {
    env: {
      CODEPERCEPT_SUMMARY: file,
      ...(COLOURS ? {} : { NO_COLOR: '1', FORCE_COLOR: undefined }),
      ...(args.includes('--full') ? { CODEPERCEPT_FULL: '1' } : {}),
    },
  })
  if (!existsSync(file)) throw new SetupError(`Vitest ended with status ${status} before it could report.`)
  const summary = JSON.parse(readFileSync(file, 'utf8'))
  if (summary.passed + summary.failed.length === 0) summary.failed.push('vitest: no test ran')
  else if (status !== 0 && summary.failed.length === 0) summary.failed.push(`vitest: status ${status}`)
  return summary
}
