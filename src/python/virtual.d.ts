declare module 'virtual:python-worker' {
  /** Text of the compiled classic worker. */
  const source: string
  export default source
}
declare module 'virtual:python-package' {
  /** Text of wasm/python's files by path, as in `codepercept/runner.py`. */
  const files: Readonly<Record<string, string>>
  export default files
}
