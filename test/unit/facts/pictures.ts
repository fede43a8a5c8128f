import type { Trace } from '../../../src/trace.ts'

/** A trace and its facts: one a line as `brief` writes them, `data S: a=1 b=2` short for several. */
export interface Picture {
  readonly name: string
  readonly trace: Trace
  readonly facts: string
}

/** The lines of an expectation; a named point is also a label. What follows `@ Left` holds for that panel. */
export function linesOf(facts: string): string[] {
  let panel = ''
  return facts
    .split('\n')
    .map((line) => line.replace(/^ +/, ''))
    .filter(Boolean)
    .flatMap((line) => {
      const place = /^@ ?(.*)$/.exec(line)
      if (place) {
        panel = place[1] ? `[${place[1]}] ` : ''
        return []
      }
      return expanded(line).map((one) => panel + one)
    })
}

function expanded(line: string): string[] {
  const data = /^data (.*?): (.+)$/.exec(line)
  if (data) return (data[2] ?? '').split(' ').map((one) => `datum ${data[1]} ${one}`)
  const point = /^point (\S+) \((.+),(.+)\)$/.exec(line)
  return point ? [line, `label ${point[1]} on point (${point[2]}, ${point[3]})`] : [line]
}
