// @ts-check
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'

/**
 * What each room of `src` may import. `all`: any file; `types`: with `import type` alone; `only`: these files of a
 * room, and nothing else of it; `from`: the one file that may do it; `outside`: folders beside `src`.
 * @typedef {{ all?: readonly string[], types?: readonly string[], only?: readonly string[],
 *   from?: Readonly<Record<string, readonly string[]>>, outside?: readonly string[] }} Rule
 * @type {Readonly<Record<string, Rule>>}
 */
export const RULES = {
  page: { all: ['viewer'] },
  lab: { all: ['perceive', 'model', 'gpu', 'weights', 'python', 'fidelity', 'ocr', 'facts', 'raster'] },
  viewer: { only: ['perceive/client.ts', 'perceive/protocol.ts'], types: ['perceive', 'fidelity/types.ts'] },
  cli: { types: ['perceive', 'lab'], all: ['evaluate', 'weights'], outside: ['scripts'] },
  perceive: { all: ['model', 'weights', 'python', 'ocr', 'measured', 'fidelity', 'facts', 'backends', 'raster'] },
  model: { all: ['gpu', 'weights', 'raster'] },
  gpu: { outside: ['shaders'] },
  weights: { from: { 'weights/upload.ts': ['gpu'] } },
  python: { outside: ['wasm'] },
  fidelity: { all: ['raster'] },
  facts: {},
  measured: { only: ['python/literal.ts'] },
  raster: {},
  ocr: { all: ['backends', 'raster'] },
  evaluate: { all: ['perceive', 'fidelity', 'facts'] },
  backends: {},
  errors: {},
  strings: {},
  trace: {},
  observation: {},
  'indexed-files': {},
}

/** Every room may import these. */
const SHARED = ['errors', 'strings', 'trace', 'observation', 'indexed-files']

/**
 * @typedef {{ target: string, type: boolean }} Import what a file names, and whether only types are taken from it
 * @typedef {{ from: string, to: string, type: boolean }} Edge paths relative to `src`
 */

/**
 * Reads the imports of every TypeScript file under `src` and says what is wrong with them, one sentence each.
 * @param {string} src
 * @param {Readonly<Record<string, Rule>>} [rules]
 * @returns {string[]}
 */
export function checkRooms(src, rules = RULES) {
  const edges = listFiles(src).flatMap((path) => {
    const from = relative(src, path).split(sep).join('/')
    return readImports(readFileSync(path, 'utf8'))
      .filter(({ target }) => target.startsWith('.'))
      .map(({ target, type }) => ({ from, to: posix.join(posix.dirname(from), withoutQuery(target)), type }))
  })
  const forbidden = edges
    .filter((edge) => !isAllowed(edge, rules))
    .map(({ from, to, type }) => `${from} may not import ${type ? 'types of ' : ''}${to}`)
  const rooms = edges
    .map(({ from, to }) => ({ from: roomOf(from), to: roomOf(to) }))
    .filter(({ from, to }) => from !== to && to !== '..')
  return [
    ...forbidden,
    ...findCycles(edges).map((cycle) => `files import each other: ${cycle.join(' → ')}`),
    ...findCycles(rooms).map((cycle) => `rooms import each other: ${cycle.join(' → ')}`),
  ]
}

/**
 * The imports of a TypeScript file: static, dynamic, re-exports, workers by `new URL(…, import.meta.url)`, globs.
 * @param {string} source
 * @returns {Import[]}
 */
export function readImports(source) {
  const code = withoutComments(source)
  /** @type {Import[]} */
  const found = []
  const forms = [
    /^\s*(?:import|export)\s+(type\s)?\s*(?:(?:[\w$]+\s*,?\s*)?(?:\{[^{}]*\}|\*(?:\s*as\s+[\w$]+)?)?\s*from\s*)?(['"])([^'"\n]+)\2/gm,
    /\bimport\s*\(\s*()(['"])([^'"\n]+)\2/g,
    /\bnew\s+URL\s*\(\s*()(['"])([^'"\n]+)\2\s*,\s*import\.meta\.url/g,
    /\bimport\.meta\.glob(?:<[^>]*>)?\s*\(\s*()(['"])([^'"\n]+)\2/g,
  ]
  for (const form of forms) {
    for (const match of code.matchAll(form)) found.push({ target: match[3] ?? '', type: Boolean(match[1]) })
  }
  return found
}

/** @param {Edge} edge @param {Readonly<Record<string, Rule>>} rules */
function isAllowed({ from, to, type }, rules) {
  const room = roomOf(from)
  const rule = rules[room]
  if (!rule) return false
  const target = roomOf(to)
  if (target === room) return true
  if (target === '..') return (rule.outside ?? []).some((folder) => to.startsWith(`../${folder}/`))
  /** @param {readonly string[] | undefined} list */
  const holds = (list) => list?.some((entry) => entry === target || entry === to) ?? false
  return (
    SHARED.includes(target) ||
    holds(rule.all) ||
    holds(rule.only) ||
    holds(rule.from?.[from]) ||
    (type && holds(rule.types))
  )
}

/** `perceive/client.ts` → `perceive`, `errors.ts` → `errors`, `../shaders/x.wgsl` → `..`. @param {string} path */
function roomOf(path) {
  return (path.split('/')[0] ?? '').replace(/\.ts$/, '')
}

/** @param {string} target */
function withoutQuery(target) {
  return target.replace(/\?.*$/, '')
}

/**
 * One cycle for each group of names that reach each other.
 * @param {readonly { from: string, to: string }[]} edges
 * @returns {string[][]}
 */
function findCycles(edges) {
  /** @type {Map<string, Set<string>>} */
  const next = new Map()
  for (const { from, to } of edges) next.set(from, (next.get(from) ?? new Set()).add(to))
  /** @type {string[][]} */
  const cycles = []
  const done = new Set()
  /** @param {string} name @param {readonly string[]} path */
  const visit = (name, path) => {
    const start = path.indexOf(name)
    if (start >= 0) cycles.push([...path.slice(start), name])
    if (start >= 0 || done.has(name)) return
    for (const to of next.get(name) ?? []) visit(to, [...path, name])
    done.add(name)
  }
  for (const name of next.keys()) visit(name, [])
  return cycles
}

/** Blanks comments, templates and regular expressions; strings stay. @param {string} source */
function withoutComments(source) {
  const pieces =
    /(?<=[=(,:[!&|?{};]\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g
  return source.replace(pieces, (piece) => (/^['"]/.test(piece) ? piece : ' '))
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function listFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return listFiles(path)
    return entry.name.endsWith('.ts') ? [path] : []
  })
}
