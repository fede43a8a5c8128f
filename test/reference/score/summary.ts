import { COMPONENTS, type ComponentName } from '../../../src/fidelity/types.ts'
import type { MeasuredScene, Row } from './measure.ts'
import { PEERS, type Peer } from './peers.ts'
import { kendall, spearman } from './rank.ts'

export interface Summary {
  /** Pooled Spearman ρ of 1 − score with severity; with the trace, and without. */
  readonly rho: number
  readonly pixelsRho: number
  readonly peersRho: Readonly<Partial<Record<Peer, number>>>
  /** Mean of the scenes' Kendall τ. */
  readonly tau: number
  /** Share of what shows the same that scores at least .9. */
  readonly same: number
  /** Ladders of one edit, and those that rise by more than .02. */
  readonly ladders: number
  readonly rising: readonly string[]
  /** Unrelated pairs, and those at .45 or more. */
  readonly unrelated: number
  readonly alike: number
  /** By condition: the largest loss of a true drawing, how many lose more than .1, and unrelated ones at .45 or more. */
  readonly worn: Readonly<Record<string, WornSummary>>
  /** The largest total of each attack. */
  readonly attacks: Readonly<Record<string, number>>
  /** By how much at most everything drawn twice scores above once. */
  readonly twice: number
}

export interface WornSummary {
  readonly pairs: number
  readonly worst: number
  readonly losing: number
  readonly alike: number
}

const UNRELATED = 0.45
const RISE = 0.02
const LOSS = 0.1

export function summarise(scenes: readonly MeasuredScene[]): Summary {
  const rows = scenes.flatMap((scene) => scene.rows)
  const rho = (value: (row: Row) => number, from: readonly Row[] = rows) =>
    spearman(
      from.map((row) => -value(row)),
      from.map(({ severity }) => severity),
    )
  const peered = rows.filter(({ peers }) => peers)
  const names = peered.length > 0 ? (Object.keys(PEERS) as Peer[]) : []
  const same = rows.filter(({ level }) => level === 0)
  const ladders = scenes.flatMap(laddersOf)
  const unlike = scenes.flatMap((scene) => scene.unlike)
  const worn: Record<string, WornSummary> = {}
  for (const condition of new Set(scenes.flatMap((scene) => Object.keys(scene.worn)))) {
    const pairs = scenes.flatMap((scene) => scene.worn[condition] ?? [])
    const losses = pairs.map((pair) => 1 - pair.true)
    worn[condition] = {
      pairs: pairs.length,
      worst: Math.max(...losses),
      losing: losses.filter((loss) => loss > LOSS).length,
      alike: pairs.filter((pair) => pair.other >= UNRELATED).length,
    }
  }
  const attacks: Record<string, number> = {}
  for (const { attacks: found } of scenes) {
    for (const [name, total] of Object.entries(found)) attacks[name] = Math.max(attacks[name] ?? 0, total)
  }
  return {
    rho: rho(({ score }) => score.total),
    pixelsRho: rho(({ pixels }) => pixels),
    peersRho: Object.fromEntries(names.map((name) => [name, rho(({ peers }) => peers![name], peered)])),
    tau: mean(
      scenes.map((scene) =>
        kendall(
          scene.rows.map(({ score }) => -score.total),
          scene.rows.map(({ severity }) => severity),
        ),
      ),
    ),
    same: same.filter(({ score }) => score.total >= 0.9).length / same.length,
    ladders: ladders.length,
    rising: ladders.filter(({ rise }) => rise > RISE).map(({ name }) => name),
    unrelated: unlike.length,
    alike: unlike.filter((total) => total >= UNRELATED).length,
    worn,
    attacks,
    twice: Math.max(...scenes.flatMap(({ twice }) => (twice === undefined ? [] : [twice - 1]))),
  }
}

/** Of each kind of edit, the largest rise of the score from one level to the next. */
export function laddersOf({ name, rows }: MeasuredScene): { name: string; rise: number }[] {
  const edits = new Set(rows.flatMap(({ edit, level }) => (level > 0 ? [edit] : [])))
  return [...edits].map((edit) => {
    const steps = rows.filter((row) => row.edit === edit).sort((a, b) => a.level - b.level)
    let [last, rise] = [1, 0]
    for (const { score } of steps) {
      rise = Math.max(rise, score.total - last)
      last = score.total
    }
    return { name: `${name} ${edit}`, rise }
  })
}

/** A table in Markdown: what each component and the total say of each kind of edit at each level, means over all scenes. */
export function chart(scenes: readonly MeasuredScene[]): string {
  const rows = scenes.flatMap((scene) => scene.rows)
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = row.level === 0 ? `${row.edit}| same` : `${row.edit}| ${row.level}`
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  const part = (name: ComponentName) => (row: Row) => row.score.components[name]?.value ?? Number.NaN
  const lines = [...groups].map(([key, group]) => {
    const cells = [(row: Row) => row.severity, (row: Row) => row.score.total, ...COMPONENTS.map(part)]
    const means = cells.map((cell) => mean(group.map(cell).filter((value) => !Number.isNaN(value))).toFixed(2))
    return `| ${key} | ${group.length} | ${means.join(' | ')} |`
  })
  const head = ['edit', 'level', 'pairs', 'severity', 'total', ...COMPONENTS]
  return [`| ${head.join(' | ')} |`, `|${head.map(() => '---|').join('')}`, ...lines].join('\n')
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
