import type { Page } from 'playwright'
import { runProgram } from '../e2e/viewer-runs.ts'

/** Programs of one run, which must end within two minutes. */
const CHUNK = 8

/** Replaces the tracer for all that runs later in this interpreter, so that the timing runs are not traced themselves. */
const PLAIN = `
from contextlib import contextmanager
from codepercept import runner
from matplotlib.backends.backend_agg import FigureCanvasAgg

class Plain:
    canvas = FigureCanvasAgg
    def __init__(self, *arguments): pass
    @contextmanager
    def watch(self): yield
    drawing = watch
    def add(self, *arguments): pass
    def to_json(self): return ''

runner.traced, runner.plain = runner.Tracer, Plain
runner.Tracer = Plain
`

/** Runs each program plain and traced in turn; a warning each gives the ratio of the best times. */
const MEASURE = (programs: readonly string[]) => `
import json, time, warnings
from codepercept import runner

class Sink:
    def started(self): pass
    def notice(self, *arguments): pass
    def figure(self, *arguments): pass
    def trace(self, text): pass

def seconds(source, tracer):
    runner.Tracer = tracer
    start = time.perf_counter()
    ending = runner.run(source, 640, Sink())
    assert ending['kind'] == 'done', ending
    return time.perf_counter() - start

for index, source in enumerate(json.loads(${JSON.stringify(JSON.stringify(programs))})):
    best = {}
    for round in range(4):
        for tracer in (runner.plain, runner.traced):
            took = seconds(source, tracer)
            # The first round loads what the program needs.
            if round > 0:
                best[tracer] = min(best.get(tracer, took), took)
    runner.Tracer = runner.plain
    warnings.warn(f'ratio {index} {best[runner.traced] / best[runner.plain]}')
`

/** Time of each program traced, over its time plain: run, drawing, trace and its JSON. */
export async function tracingCost(page: Page, programs: readonly string[]): Promise<number[]> {
  const ratios: number[] = []
  for (let at = 0; at < programs.length; at += CHUNK) {
    const chunk = programs.slice(at, at + CHUNK)
    const picture = 1000 + at
    for (const program of [PLAIN, MEASURE(chunk)]) {
      const { error, notices } = await runProgram(page, program, picture, 120)
      if (error) throw new Error(`The cost of tracing was not measured: ${error.message}`)
      for (const notice of notices) {
        const [, ratio] = /ratio \d+ ([\d.]+)/.exec(notice) ?? []
        if (ratio) ratios.push(Number(ratio))
      }
    }
  }
  if (ratios.length !== programs.length) throw new Error('The cost of tracing is not known of every program')
  return ratios
}
