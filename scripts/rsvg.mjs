// @ts-check
import { isDebian, isRoot } from './chromium.mjs'
import { run } from './process.mjs'

/**
 * Finds librsvg's program, which turns SVG into PNG; on Debian as root it is installed where it is missing.
 * @param {import('./log.mjs').Log} log
 * @returns {Promise<{ note: string | undefined }>} `note`: why there is none
 */
export async function findRsvg(log) {
  if (await works()) return { note: undefined }
  if (isRoot && isDebian()) {
    log('rsvg', 'apt-get install librsvg2-bin')
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    const install = () =>
      run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'librsvg2-bin'], { env, quiet: true })
    if ((await install()).status !== 0) {
      await run('apt-get', ['update', '-qq'], { env, quiet: true })
      await install()
    }
    if (await works()) return { note: undefined }
  }
  return { note: 'there is no rsvg-convert (Debian, Ubuntu: "apt-get install librsvg2-bin")' }
}

async function works() {
  return (await run('rsvg-convert', ['--version'], { quiet: true })).status === 0
}
