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
