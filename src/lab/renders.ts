import { killSandbox, openSandbox } from '../python/frame.ts'
import { PythonHost } from '../python/host.ts'
import { decodePicture } from '../raster/decode.ts'

/** Milliseconds of one program each: drawn and traced at two sizes, and traced alone. */
export interface RenderTimes {
  /** Pixels of the long sides. */
  readonly sides: readonly [number, number]
  readonly drawn: readonly number[]
  readonly drawnSmall: readonly number[]
  readonly traced: readonly number[]
}

const SIDES = [600, 300] as const
const ROUNDS = 3
/** Programs of one request for traces, as refinement asks for them. */
const BATCH = 8

/** Times from new code to checked pixels and trace, in a warm interpreter; each program's first run is left out. */
export async function renderTimes(programs: readonly string[]): Promise<RenderTimes> {
  const { signal } = new AbortController()
  const src = new URL('sandbox.html', location.href).href
  const broker = { open: () => openSandbox({ src }), kill: killSandbox }
  const python = new PythonHost(broker, new URL('runtime/', location.href).href)
  await python.boot({ signal })
  let count = 0
  // As an edit would make it.
  const anew = (program: string) => `${program}\n# ${++count}\n`
  const draw = async (program: string, longSide: number) => {
    const start = performance.now()
    const { figures, scored } = await python.run(anew(program), { timeout: 20, longSide, signal })
    await decodePicture(new Blob([figures[scored]!.png as Uint8Array<ArrayBuffer>], { type: 'image/png' }))
    return performance.now() - start
  }
  const times = { drawn: [] as number[], drawnSmall: [] as number[], traced: [] as number[] }
  for (const program of programs) {
    await draw(program, SIDES[0])
    for (let round = 0; round < ROUNDS; round++) {
      times.drawn.push(await draw(program, SIDES[0]))
      times.drawnSmall.push(await draw(program, SIDES[1]))
    }
    const variants = Array.from({ length: BATCH }, () => anew(program))
    const start = performance.now()
    await python.traceAll(variants, { timeout: 20, longSide: SIDES[0], signal })
    times.traced.push((performance.now() - start) / BATCH)
  }
  python.dispose()
  return { sides: SIDES, ...times }
}
