import { join } from 'node:path'
import { defineConfig } from 'vite'
import { ROOT } from './scripts/process.mjs'
import { ortProgram } from './scripts/vite/ort.ts'
import { contentPolicy } from './scripts/vite/policy.ts'
import { sandboxPlugin } from './scripts/vite/sandbox.ts'
import { staticFiles } from './scripts/vite/static.ts'

/** Two pages of the same parts: the page (published), and with `--mode lab` the lab (parity, benches). */
export default defineConfig(({ mode }) => {
  const lab = mode === 'lab'
  return {
    root: join(ROOT, lab ? 'src/lab' : 'src/page'),
    base: './',
    publicDir: join(ROOT, 'public'),
    plugins: [ortProgram(), sandboxPlugin(), staticFiles(), ...(lab ? [] : [contentPolicy()])],
    worker: { format: 'es', plugins: () => [ortProgram()] },
    server: { host: '127.0.0.1', fs: { allow: [ROOT] } },
    build: {
      target: 'es2023',
      outDir: join(ROOT, lab ? 'dist-lab' : 'dist'),
      emptyOutDir: true,
      // Every browser with WebGPU preloads modules by itself.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
    },
  }
})
