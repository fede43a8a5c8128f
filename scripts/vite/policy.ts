import type { Plugin } from 'vite'
import { buildSandbox } from './sandbox.ts'

/**
 * Puts the content policy into the built page: nothing from, or to, any other host. The sandbox's document, when it
 * is embedded as text, inherits this policy, so it must allow that document's script and blob: worker too.
 */
export function contentPolicy(): Plugin {
  return {
    name: 'codepercept-content-policy',
    apply: 'build',
    async transformIndexHtml() {
      const { shellHash } = await buildSandbox()
      const content = pagePolicy(shellHash)
      return [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content }, injectTo: 'head-prepend' }]
    },
  }
}

function pagePolicy(shellHash: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' blob: 'wasm-unsafe-eval' '${shellHash}'`,
    "worker-src 'self' blob:",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "connect-src 'self' blob:",
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}
