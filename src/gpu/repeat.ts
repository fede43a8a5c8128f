/**
 * Writes loops out: the lines between `#repeat i 4` and `#end` once for each i from 0 on, with `$i` replaced. Names
 * are one letter, so that `$iu` makes a WGSL number. A count may be one of `constants`; loops nest. WGSL has no such
 * thing, and software adapters pay for every variable that a loop carries: they keep the lanes that left it apart.
 * @throws SyntaxError for a loop without an end, an end without a loop and a count that is no whole number
 */
export function unroll(text: string, constants: Readonly<Record<string, unknown>>): string {
  const lines = text.split('\n')
  const out: string[] = []
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!
    if (END.test(line)) throw new SyntaxError('#end without #repeat')
    const loop = REPEAT.exec(line)
    if (!loop) {
      out.push(line)
      continue
    }
    const [, name, written] = loop as unknown as [string, string, string]
    const count = Number(constants[written] ?? written)
    if (!Number.isInteger(count) || count < 0) throw new SyntaxError(`#repeat ${name} ${written}: no whole number`)
    const end = endOf(lines, i)
    const body = lines.slice(i + 1, end).join('\n')
    const variable = `$${name}`
    for (let n = 0; n < count; n++) out.push(unroll(body.replaceAll(variable, String(n)), constants))
    i = end
  }
  return out.join('\n')
}

const REPEAT = /^\s*#repeat ([a-z]) (\w+)$/
const END = /^\s*#end$/

/** The `#end` of the loop that starts at line `start`. */
function endOf(lines: readonly string[], start: number): number {
  let depth = 0
  for (let i = start; i < lines.length; i++) {
    if (REPEAT.test(lines[i]!)) depth++
    else if (END.test(lines[i]!) && --depth === 0) return i
  }
  throw new SyntaxError('#repeat without #end')
}
