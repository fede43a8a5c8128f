/** Whether a trace is the same under CPython and Pyodide. */
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { run } from '../../../scripts/process.mjs'
import type { Box, Trace } from '../../../src/trace.ts'
import { programPath } from './programs.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
/**
 * JSON of the traces of programs under CPython. matplotlib's own FreeType (2.6.1) and the runtime's (2.13.3) set the same letters up to 3 pixels larger or smaller.
 * So texts count alike here, which leaves every place but the letters' own to be equal.
 */
export async function tracesOfCPython(python: string, names: readonly string[]): Promise<string[]> {
  const files = names.map(programPath)
  const env = {
    PYTHONPATH: [join(root, 'wasm/python'), join(root, 'test/reference/trace')].join(delimiter),
    MPLBACKEND: 'agg',
    PYTHONHASHSEED: '0',
    PYTHONDONTWRITEBYTECODE: '1',
  }
  const check = join(root, 'test/reference/trace/check.py')
  const { status, output } = await run(python, ['-W', 'ignore', check, '--alike', ...files], { env, quiet: true })
  expect(status, output.slice(-2000)).toBe(0)
  const traces = JSON.parse(output.trim().split('\n').at(-1)!) as Record<string, string>
  return files.map((file) => traces[file]!)
}

/** Where two JSON values differ by more than so much of the larger one. */
function* different(one: unknown, two: unknown, share: number, path = ''): Generator<string> {
  if (typeof one === 'number' && typeof two === 'number') {
    if (Math.abs(one - two) > share * Math.max(Math.abs(one), Math.abs(two))) yield `${path}: ${one}, ${two}`
  } else if (typeof one === 'object' && typeof two === 'object' && one && two) {
    for (const key of new Set([...Object.keys(one), ...Object.keys(two)]))
      yield* different(one[key as keyof typeof one], two[key as keyof typeof two], share, `${path}.${key}`)
  } else if (one !== two) yield `${path}: ${one}, ${two}`
}

/** A trace without what letters look like, and the boxes of its texts. */
function parted(json: string): { rest: unknown; boxes: (Box | null)[] } {
  const trace = JSON.parse(json) as Trace
  const boxes: (Box | null)[] = []
  const figures = trace.figures.map((figure) => ({
    ...figure,
    artists: figure.artists.map(({ path, clipped, ...artist }) => {
      if (artist.kind !== 'text') return { ...artist, path, clipped }
      boxes.push(path.box)
      return { ...artist, isDrawn: path.box !== null }
    }),
  }))
  return { rest: { ...trace, figures }, boxes }
}

/** Width or height of a box. */
function extent(box: Box, side: number): number {
  return box[side + 2]! - box[side]!
}

/** Where two traces differ in more than their letters (at most five places), and how far the sizes of texts are apart in pixels. */
export function compare(one: string, two: string, share: number): { places: string[]; texts: number[] } {
  const [first, second] = [parted(one), parted(two)]
  const texts = first.boxes.flatMap((box, at) => {
    const other = second.boxes[at]
    return box && other ? [Math.max(...[0, 1].map((side) => Math.abs(extent(box, side) - extent(other, side))))] : []
  })
  return { places: [...different(first.rest, second.rest, share)].slice(0, 5), texts }
}
