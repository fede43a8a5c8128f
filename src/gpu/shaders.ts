const sources: Record<string, string> = import.meta.glob('../../shaders/**/*.wgsl', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** Text of `shaders/<name>.wgsl`. */
export function shaderSource(name: string): string {
  const text = sources[`../../shaders/${name}.wgsl`]
  if (text === undefined) throw new Error(`There is no shader ${name}`)
  return text
}

/** Changes with any shader (FNV-1a of them all). */
export function shadersVersion(): string {
  let hash = 0x811c9dc5
  for (const text of Object.values(sources)) {
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  }
  return (hash >>> 0).toString(16)
}
