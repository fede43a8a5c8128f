// @ts-check
/** `node scripts/size.mjs`: prints what the built page loads before its first paint; status 1 past the limit. */
import { readFileSync } from 'node:fs'
import { join, posix, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { runMain } from './log.mjs'
import { ROOT } from './process.mjs'

/** Bytes, gzipped. */
export const FIRST_PAINT_LIMIT = 60_000

/**
 * The scripts that a built page loads before its first paint: its entry, what it preloads, and all that these import
 * statically.
 * @param {string} dist
 * @returns {{ path: string, gzip: number }[]} sizes in bytes
 */
export function firstScripts(dist) {
  const html = readFileSync(join(dist, 'index.html'), 'utf8')
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? []
  const pending = tags
    .filter((tag) => tag.startsWith('<script') || /rel=["']?modulepreload/.test(tag))
    .map((tag) => /\b(?:src|href)=["']([^"']+)["']/.exec(tag)?.[1])
    .filter((address) => address !== undefined)
    .map((address) => posix.normalize(address))
  /** @type {Map<string, number>} */
  const sizes = new Map()
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (sizes.has(path)) continue
    const code = readFileSync(join(dist, path))
    sizes.set(path, gzipSync(code, { level: 9 }).length)
    for (const [, target = ''] of code.toString().matchAll(/(?:\bfrom|\bimport)\s*["'](\.[^"'\n]+)["']/g)) {
      pending.push(posix.join(posix.dirname(path), target))
    }
  }
  return [...sizes].map(([path, gzip]) => ({ path, gzip }))
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    const scripts = firstScripts(join(ROOT, 'dist'))
    const total = scripts.reduce((sum, { gzip }) => sum + gzip, 0)
    const kB = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1).padStart(7)} kB`
    for (const { path, gzip } of scripts) console.log(`${kB(gzip)}  ${path}`)
    console.log(`${kB(total)}  before first paint, gzipped; the limit is ${FIRST_PAINT_LIMIT / 1000} kB`)
    return total > FIRST_PAINT_LIMIT ? 1 : 0
  })
}
