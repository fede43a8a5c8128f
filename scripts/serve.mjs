// @ts-check
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, isAbsolute, join, relative, resolve } from 'node:path'

const PREFERRED_PORT = 4173

const TYPES = /** @type {Record<string, string>} */ ({
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jinja': 'text/plain; charset=utf-8',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.py': 'text/x-python; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.wgsl': 'text/plain; charset=utf-8',
  '.zip': 'application/zip',
})

/** A worker has the policy of its own response, not of its page: this one keeps it from any other host. */
const WORKER_POLICY =
  "default-src 'none'; script-src 'self' blob: 'wasm-unsafe-eval'; worker-src 'self' blob:; connect-src 'self' blob:"

/**
 * @typedef {{ prefix: string, dir: string }} Mount an address that ends in a slash, and the folder behind it
 * @typedef {import('node:http').IncomingMessage} Request
 * @typedef {import('node:http').ServerResponse} Response
 */

/**
 * Serves a folder on 127.0.0.1.
 * @param {{ dir: string, port?: number, mounts?: readonly Mount[] }} options port: 4173 or, when taken, any free one
 * @returns {Promise<{ url: string, close: () => Promise<void> }>} url ends in a slash
 */
export async function serve({ dir, port, mounts = [] }) {
  const all = [...mounts, { prefix: '/', dir }]
  const server = createServer((request, response) => {
    sendFile(request, response, all).then(
      (sent) => sent || sendStatus(response, 404),
      () => sendStatus(response, 500),
    )
  })
  const actual = await listen(server, port === undefined ? [PREFERRED_PORT, 0] : [port])
  return {
    url: `http://127.0.0.1:${actual}/`,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

/**
 * Answers a request from the first mount whose prefix it has. False, and nothing sent, when no file is there.
 * @param {Request} request
 * @param {Response} response
 * @param {readonly Mount[]} mounts
 */
export async function sendFile(request, response, mounts) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD')
    sendStatus(response, 405)
    return true
  }
  const path = filePath(request.url ?? '/', mounts)
  if (path === undefined) return false
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) return false

  const tag = `"${found.size.toString(16)}-${Math.floor(found.mtimeMs).toString(16)}"`
  const extension = extname(path).toLowerCase()
  response.setHeader('Content-Type', TYPES[extension] ?? 'application/octet-stream')
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader('ETag', tag)
  response.setHeader('Cache-Control', isHashed(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
  if (extension === '.js') response.setHeader('Content-Security-Policy', WORKER_POLICY)
  if (request.headers['if-none-match'] === tag) {
    sendStatus(response, 304)
    return true
  }
  response.setHeader('Content-Length', found.size)
  response.statusCode = 200
  if (request.method === 'HEAD') {
    response.end()
    return true
  }
  await new Promise((done, failed) => {
    createReadStream(path).once('error', failed).pipe(response).once('close', done)
  })
  return true
}

/**
 * The file behind an address, or undefined when the address leaves its folder or is no address.
 * @param {string} url path and query of a request
 * @param {readonly Mount[]} mounts
 * @returns {string | undefined}
 */
export function filePath(url, mounts) {
  let path
  try {
    path = decodeURIComponent(url.split(/[?#]/, 1)[0] ?? '/')
  } catch {
    return undefined
  }
  if (path.includes('\0') || path.includes('\\')) return undefined
  const mount = mounts.find(({ prefix }) => path.startsWith(prefix))
  if (!mount) return undefined
  const rest = path.slice(mount.prefix.length)
  const folder = resolve(mount.dir)
  const file = join(folder, rest === '' || rest.endsWith('/') ? `${rest}index.html` : rest)
  const inside = relative(folder, file)
  return inside.startsWith('..') || isAbsolute(inside) ? undefined : file
}

/** Vite's hashed names (`assets/entry-B4xk29fQ.js`) never change their content. @param {string} path */
function isHashed(path) {
  return /[\\/]assets[\\/][^\\/]+-[\w-]{8}\.\w+$/.test(path)
}

/** @param {Response} response @param {number} status */
function sendStatus(response, status) {
  if (!response.headersSent) response.statusCode = status
  response.end()
}

/**
 * Listens on the first of the ports that is free.
 * @param {import('node:http').Server} server
 * @param {readonly number[]} ports
 * @returns {Promise<number>}
 */
async function listen(server, [port = 0, ...others]) {
  try {
    await new Promise((done, failed) => {
      server.once('error', failed)
      server.listen(port, '127.0.0.1', () => {
        server.off('error', failed)
        done(undefined)
      })
    })
  } catch (error) {
    if (others.length === 0) throw error
    return listen(server, others)
  }
  const address = server.address()
  return typeof address === 'object' && address ? address.port : port
}
