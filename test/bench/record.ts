import { readFile, writeFile } from 'node:fs/promises'

/** One figure of a bench (src/CONTRACTS.md, "Bench record"). */
export interface Metric {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly goal: number | null
  readonly better: 'higher' | 'lower'
  /** Why it falls short, or what it is made of. */
  readonly note?: string
}

interface Entry {
  readonly value: number
  readonly unit: string
  readonly goal: number | null
  readonly better: 'higher' | 'lower'
  readonly command: string
  readonly adapter: string
  readonly note: string | null
}

const RESULTS = new URL('results.json', import.meta.url)
const REPORT = new URL('RESULTS.md', import.meta.url)

/** Merges the figures of one bench into results.json and makes RESULTS.md of the whole. */
export async function record(metrics: readonly Metric[], command: string, adapter: string): Promise<void> {
  const all = await readResults()
  for (const { name, value, unit, goal, better, note } of metrics) {
    all[name] = { value: rounded(value), unit, goal, better, command, adapter, note: note ?? null }
  }
  const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)))
  await writeFile(RESULTS, `${JSON.stringify(sorted, null, 2)}\n`)
  await writeFile(REPORT, report(sorted))
}

/** Whether the goal is met; null when there is none. */
export function meets(entry: Pick<Entry, 'value' | 'goal' | 'better'>): boolean | null {
  if (entry.goal === null) return null
  return entry.better === 'higher' ? entry.value >= entry.goal : entry.value <= entry.goal
}

async function readResults(): Promise<Record<string, Entry>> {
  try {
    return JSON.parse(await readFile(RESULTS, 'utf8')) as Record<string, Entry>
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
}

/** Four significant digits: more is noise. */
function rounded(value: number): number {
  return Number(value.toPrecision(4))
}

function report(entries: Readonly<Record<string, Entry>>): string {
  const rows = Object.entries(entries).map(([name, entry]) => {
    const met = meets(entry)
    const goal = entry.goal === null ? '' : `${entry.better === 'higher' ? '≥' : '≤'} ${entry.goal}`
    const verdict = met === null ? '' : met ? 'met' : '**missed**'
    const cells = [name, `${entry.value} ${entry.unit}`, goal, verdict, entry.adapter, entry.note ?? '']
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  })
  return `# Figures

Written by \`npm run bench\`; not edited by hand.

| figure | value | goal | | adapter | note |
|---|---|---|---|---|---|
${rows.join('\n')}
`
}
