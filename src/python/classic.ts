/**
 * Imported before Pyodide's loader, which looks for `importScripts` to refuse classic workers. Ours may be classic,
 * because it brings the interpreter's module itself; the content policy of the frame forbids importScripts anyhow.
 */
Object.defineProperty(globalThis, 'importScripts', {
  value: () => {
    throw new Error('importScripts is not available')
  },
})
