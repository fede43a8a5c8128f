import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { log } from '../../scripts/log.mjs'
import { findMatplotlib } from '../../scripts/matplotlib.mjs'
import { ROOT, run } from '../../scripts/process.mjs'
import { observe } from '../../src/ocr/observe.ts'
import { decodePng } from '../png.ts'
import { compareAxes, compareTexts, type Tally } from '../reference/reading/compare.ts'
import { compareMarks } from '../reference/reading/marks.ts'
import { judgePlanted } from '../reference/reading/planted.ts'
import type { PictureTruth } from '../reference/reading/truth.ts'
import { openOcr } from '../unit/ocr/files.ts'
import type { Measured } from './bench.ts'
import { PEER_STEP, ReadingPeers } from './reading-peers.ts'
import type { Metric } from './record.ts'

const PICTURES = 240
/** No other set is drawn with it: those that the reading was developed on have seeds below 1000. */
const SEED = 2026
/** Dots an inch below which figures are only reported. */
const LEGIBLE = 72

/** Texts and axes of held-out pictures: 14 kinds of figure, each in some of 12 conditions (make.py). */
export async function benchReading({ quick }: { readonly quick: boolean }): Promise<Measured> {
  const { python, note } = await findMatplotlib(log)
  if (!python) {
    console.log(`reading: left out, ${note}`)
    return { adapter: 'none', metrics: [] }
  }
  const folder = await mkdtemp(join(tmpdir(), 'reading-'))
  try {
    const script = join(ROOT, 'test', 'reference', 'reading', 'make.py')
    const made = await run(python, [script, folder, String(quick ? 28 : PICTURES), String(SEED)], { quiet: true })
    if (made.status !== 0) throw new Error(`make.py failed: ${made.output.trim()}`)
    return { adapter: 'none', metrics: await measure(folder) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(folder: string): Promise<Metric[]> {
  const reader = await openOcr()
  const roles = new Map<string, Tally>()
  const axes = { total: 0, exact: 0, wrong: 0 }
  const texts = { read: 0, spurious: 0 }
  const times: number[] = []
  const marks = { total: 0, right: 0, extra: 0, measured: 0 }
  const facts = { total: 0, contradicted: 0, planted: 0, caught: 0 }
  const peers = await ReadingPeers.open()
  const names = (await readdir(folder)).filter((file) => file.endsWith('.png')).sort()
  for (const [i, name] of names.entries()) {
    const png = await readFile(join(folder, name))
    const picture = await decodePng(png)
    const truth = JSON.parse(await readFile(join(folder, name.replace('.png', '.json')), 'utf8')) as PictureTruth
    const start = performance.now()
    const seen = await observe(picture, reader)
    if (truth.dpi === 100) times.push(performance.now() - start)
    const compared = compareTexts(seen, truth)
    const condition = truth.dpi < LEGIBLE ? '60 dpi' : truth.wear === 'clean' ? 'clean' : 'worn'
    for (const [role, tally] of compared.roles) {
      const key = `${condition} ${role}`
      const sum = roles.get(key) ?? { total: 0, right: 0, among: 0 }
      roles.set(key, {
        total: sum.total + tally.total,
        right: sum.right + tally.right,
        among: sum.among + tally.among,
      })
    }
    const { kinds, wrong } = compareAxes(seen, truth)
    axes.wrong += wrong.length
    if (truth.dpi < LEGIBLE) continue
    if (i % PEER_STEP === 0) await peers.read(picture, png, truth)
    const found = compareMarks(seen, truth)
    for (const one of found.kinds.values()) {
      marks.total += one.total
      marks.right += one.right
      marks.extra += one.extra
    }
    marks.measured += found.measured
    const judged = judgePlanted(seen, truth)
    facts.total += judged.right.total
    facts.contradicted += judged.right.contradicted
    facts.planted += judged.wrong.total
    facts.caught += judged.wrong.contradicted
    texts.read += compared.read
    texts.spurious += compared.spurious
    for (const [kind, { total, exact }] of kinds) {
      if (kind !== 'linear' && kind !== 'log') continue
      axes.total += total
      axes.exact += exact
    }
  }
  const percent = (part: number, whole: number) => (100 * part) / whole
  const share = (keys: readonly string[], field: 'right' | 'among') => {
    const sums = keys.map((key) => roles.get(key)).filter((tally) => tally !== undefined)
    const total = sums.reduce((sum, tally) => sum + tally.total, 0)
    return percent(
      sums.reduce((sum, tally) => sum + tally[field], 0),
      total,
    )
  }
  const metric = (name: string, value: number, goal: number | null, better: Metric['better'], unit = '%'): Metric => ({
    name: `reading: ${name}`,
    value,
    unit,
    goal,
    better,
  })
  const both = (role: string) => [`clean ${role}`, `worn ${role}`]
  return [
    metric('tick labels, clean', share(['clean tick'], 'right'), 97, 'higher'),
    metric('tick labels, JPEG or noise', share(['worn tick'], 'right'), 92, 'higher'),
    metric('tick labels, 60 dpi', share(['60 dpi tick'], 'right'), null, 'higher'),
    metric('titles and axis labels', share([...both('title'), ...both('label')], 'right'), 98, 'higher'),
    metric('single letters', share(both('mark'), 'right'), 75, 'higher'),
    metric('single letters, among the alternatives', share(both('mark'), 'among'), 90, 'higher'),
    metric('spurious texts', percent(texts.spurious, texts.read), 2, 'lower'),
    metric('linear and log axes within .5 %', percent(axes.exact, axes.total), 95, 'higher'),
    metric('wrong axis maps', axes.wrong, 0, 'lower', 'maps'),
    metric('bars, markers, curves and wedges within 1 %', percent(marks.right, marks.total), 80, 'higher'),
    metric('marks where nothing is', percent(marks.extra, marks.measured), 1, 'lower'),
    metric('planted errors contradicted', percent(facts.caught, facts.planted), 80, 'higher'),
    metric('true values contradicted', percent(facts.contradicted, facts.total), 1, 'lower'),
    metric('a picture of 600×450', times.sort((a, b) => a - b)[times.length >> 1] ?? 0, 1000, 'lower', 'ms'),
    ...(await peers.close()),
  ]
}
