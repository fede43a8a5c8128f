import type { FoundText } from '../text.ts'

/** Labels of one side: below a data area, or left or right of it. */
export interface LabelGroup {
  readonly direction: 'x' | 'y'
  /** In order along the axis. */
  readonly labels: readonly FoundText[]
}

/** Labels stand this far off their common line, in heights of a label. */
const OFF = 0.45

/** Texts that stand in a row, or in a column by their left or right ends: each is a possible side of an axes. */
export function labelGroups(texts: readonly FoundText[]): LabelGroup[] {
  const upright = texts.filter(({ angle }) => Math.abs(angle) < 1)
  const turned = texts.filter(({ angle }) => angle > 10 && angle < 80)
  const groups: LabelGroup[] = []
  for (const edge of [
    { direction: 'x' as const, of: ({ box }: FoundText) => (box[1] + box[3]) / 2 },
    { direction: 'y' as const, of: ({ box }: FoundText) => box[2] },
    { direction: 'y' as const, of: ({ box }: FoundText) => box[0] },
  ]) {
    for (const labels of clusters(upright, edge.of))
      groups.push({ direction: edge.direction, labels: inOrder(labels, edge.direction) })
  }
  // Turned labels of an x axis hang from their upper right ends.
  for (const labels of clusters(turned, ({ box }) => box[1]))
    groups.push({ direction: 'x', labels: inOrder(labels, 'x') })
  return groups.filter((group) => group.labels.length >= 3 && !groups.some((other) => isPart(group, other)))
}

/** Whether a group is a part of another one, whose other labels would not be asked. */
function isPart(group: LabelGroup, other: LabelGroup): boolean {
  return (
    group.direction === other.direction &&
    group.labels.length < other.labels.length &&
    group.labels.every((label) => other.labels.includes(label))
  )
}

function inOrder(labels: readonly FoundText[], direction: 'x' | 'y'): FoundText[] {
  const at = direction === 'x' ? 0 : 1
  return labels.toSorted((a, b) => a.box[at] + a.box[at + 2]! - b.box[at] - b.box[at + 2]!)
}

/** Texts whose edges lie together, widest clusters first; a text may be in several. */
function clusters(texts: readonly FoundText[], edge: (text: FoundText) => number): FoundText[][] {
  const found: FoundText[][] = []
  const taken = new Set<FoundText>()
  const sorted = texts.toSorted((a, b) => edge(a) - edge(b))
  const reach = (text: FoundText) => OFF * Math.min(text.box[3] - text.box[1], 40)
  const candidates = sorted.map((text) => sorted.filter((other) => Math.abs(edge(other) - edge(text)) <= reach(text)))
  for (const cluster of candidates.sort((a, b) => b.length - a.length)) {
    const free = cluster.filter((text) => !taken.has(text))
    if (free.length < 3) continue
    for (const text of free) taken.add(text)
    found.push(free)
  }
  return found
}
