// @ts-check
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder that holds package.json. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url))

/**
 * Runs a program to its end. The exit status is the value; 127 when it could not be started.
 * `quiet` keeps its output back and returns it; `silenceMs` ends it after that long without output.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, quiet?: boolean, silenceMs?: number, shell?: boolean }} [options]
 * @returns {Promise<{ status: number, output: string, silent: boolean }>}
 */
export function run(command, args, { cwd = ROOT, env, quiet = false, silenceMs, shell = false } = {}) {
  const piped = quiet || silenceMs !== undefined
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      shell,
      stdio: piped ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    })
    let output = ''
    let silent = false
    /** @type {NodeJS.Timeout | undefined} */
    let timer
    const watch = () => {
      if (silenceMs === undefined) return
      clearTimeout(timer)
      timer = setTimeout(() => {
        silent = true
        child.kill('SIGKILL')
        // Grandchildren may hold the pipes open; the caller waits no longer.
        finish(1)
      }, silenceMs)
    }
    /** @param {number} status */
    const finish = (status) => {
      clearTimeout(timer)
      child.stdout?.destroy()
      child.stderr?.destroy()
      resolve({ status, output, silent })
    }
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (/** @type {Buffer} */ chunk) => {
        watch()
        output += chunk
        if (!quiet) process.stdout.write(chunk)
      })
    }
    watch()
    child.once('error', (error) => {
      output += error.message
      finish(127)
    })
    child.once('close', (code) => finish(code ?? 1))
  })
}

/** The Node of the dev dependency `node` (24, which runs TypeScript), else the Node that runs this script. */
export function currentNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const bundled = join(ROOT, 'node_modules', 'node', 'bin', name)
  return existsSync(bundled) ? bundled : process.execPath
}

/**
 * Runs a JavaScript or TypeScript file with the current Node.
 * @param {readonly string[]} args file first
 * @param {Parameters<typeof run>[2]} [options]
 */
export function runNode(args, options) {
  return run(currentNode(), args, options)
}
