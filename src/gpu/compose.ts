import { unroll } from './repeat.ts'
import { shaderSource } from './shaders.ts'

/** A WGSL constant: an integer becomes u32, `{f32}` a float. */
export type Constant = number | { readonly f32: number }

export interface Variant {
  /** File in `shaders/`, without its ending. */
  readonly shader: string
  readonly constants?: Readonly<Record<string, Constant>>
  /** Which file of `shaders/lib/` stands for each `#include SLOT` line. */
  readonly includes?: Readonly<Record<string, string>>
  /** Directives in front of everything: `enable f16;` where the device has the feature. */
  readonly directives?: readonly string[]
}

/**
 * The WGSL text of a variant: directives and constants first, then the file with its `#include` lines replaced and
 * its `#repeat` loops written out (repeat.ts). `override` constants switch neither types nor bindings, so variants are
 * made as text; the text is the pipeline's key.
 */
export function compose(variant: Variant): string {
  const constants = Object.entries(variant.constants ?? {}).map(([name, value]) => declare(name, value))
  const text = expand(variant.shader, variant.includes ?? {})
  return [...(variant.directives ?? []), ...constants, unroll(text, variant.constants ?? {})].join('\n')
}

function declare(name: string, value: Constant): string {
  if (typeof value === 'number') {
    if (!Number.isInteger(value) || value < 0) throw new RangeError(`${name} = ${value} is no u32`)
    return `const ${name}: u32 = ${value}u;`
  }
  const text = value.f32.toString()
  return `const ${name}: f32 = ${/[.e]/.test(text) ? text : `${text}.0`};`
}

function expand(file: string, includes: Readonly<Record<string, string>>): string {
  return shaderSource(file).replace(/^#include (\w+)$/gm, (_, slot: string) => {
    const target = includes[slot] ?? slot
    return expand(`lib/${target}`, includes)
  })
}
