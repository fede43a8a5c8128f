/**
 * Vite plugin: compiles the Python sandbox into one document, `sandbox.html`, which the dev server
 * serves and a build emits. The document's only script is inline and pinned by its checksum in the document's content policy;
 * it carries the text of the worker.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))
const rooms = [join(root, 'src/python'), join(root, 'wasm/python')]

export interface Sandbox {
  /** The whole document. */
  readonly html: string
  /** As a source of a content policy: `sha256-…`. A page that embeds the document as text must allow it. */
  readonly shellHash: string
}

let built: Promise<Sandbox> | null = null

/** Compiles the sandbox document; once, until its sources change. */
export function buildSandbox(): Promise<Sandbox> {
  built ??= compileDocument()
  return built
}

/** Content policy of the sandbox document: no network, no code but the shell, its worker and WebAssembly. */
export function sandboxPolicy(shellHash: string): string {
  return [
    "default-src 'none'",
    `script-src '${shellHash}' blob: 'wasm-unsafe-eval'`,
    'worker-src blob:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}

/** Serves `/sandbox.html` while developing and testing; a build emits it. */
export function sandboxPlugin(): Plugin {
  return {
    name: 'codepercept-sandbox',
    configureServer(server) {
      server.watcher.add(rooms)
      server.watcher.on('change', (file) => {
        if (rooms.some((room) => file.startsWith(room))) built = null
      })
      server.middlewares.use((request, response, next) => {
        if ((request.url ?? '').split('?')[0] !== '/sandbox.html') return next()
        buildSandbox().then(({ html }) => {
          response.setHeader('content-type', 'text/html; charset=utf-8')
          response.setHeader('cache-control', 'no-cache')
          response.end(html)
        }, next)
      })
    },
    async generateBundle() {
      const { html } = await buildSandbox()
      this.emitFile({ type: 'asset', fileName: 'sandbox.html', source: html })
    },
  }
}

async function compileDocument(): Promise<Sandbox> {
  const worker = await compile('worker.ts', { 'virtual:python-package': pythonPackage() })
  const shell = await compile('shell.ts', { 'virtual:python-worker': worker })
  // An HTML parser must not see the end of the script, or a comment, in the worker's text.
  const script = shell.replace(/<(?=\/script|!--)/gi, '\\x3C')
  const shellHash = `sha256-${createHash('sha256').update(script).digest('base64')}`
  const html = `<!doctype html><meta charset="utf-8"><title>codepercept sandbox</title><meta http-equiv="Content-Security-Policy" content="${sandboxPolicy(shellHash)}"><script>${script}</script>\n`
  return { html, shellHash }
}

/** One file of src/python as a classic script; `virtual` are modules whose default export is plain data. */
async function compile(entry: string, virtual: Readonly<Record<string, unknown>>): Promise<string> {
  const output = await build({
    configFile: false,
    root,
    logLevel: 'error',
    publicDir: false,
    plugins: [
      {
        name: 'codepercept-sandbox-sources',
        enforce: 'pre',
        resolveId: (id) => (id in virtual ? `\0${id}` : null),
        load: (id) => (id.startsWith('\0virtual:') ? `export default ${JSON.stringify(virtual[id.slice(1)])}` : null),
        // The loader's own address for packages; ours come from the engine, and the page names no other host.
        transform: (code, id) =>
          id.includes('/pyodide/') ? code.replace(/`https:\/\/[^`]*\/full\/`/, '"https://pyodide.invalid/"') : null,
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      minify: true,
      sourcemap: false,
      rolldownOptions: {
        input: join(root, 'src/python', entry),
        output: { format: 'iife', codeSplitting: false },
      },
    },
  })
  const bundle = Array.isArray(output) ? output[0] : output
  if (bundle === undefined || !('output' in bundle)) throw new Error('the sandbox was not compiled')
  return bundle.output[0].code.trim()
}

/** Text of the Python package's files by path. */
function pythonPackage(): Record<string, string> {
  const base = join(root, 'wasm/python')
  const files: Record<string, string> = {}
  for (const path of readdirSync(base, { recursive: true, encoding: 'utf8' }).sort()) {
    if (path.endsWith('.py') && path.startsWith('codepercept')) {
      files[path.replaceAll('\\', '/')] = readFileSync(join(base, path), 'utf8')
    }
  }
  return files
}
