import type { Ledger, XY } from './fact.ts'
import { gap } from './names.ts'
import { distance } from './plane.ts'
import type { Label, Scene } from './scene.ts'

interface Node {
  readonly name: string
  readonly at: XY
  readonly text: Label
  readonly radius: number
}

/** Circles or markers with their names inside, and strokes from one to another; false where it is none. */
export function addGraph(ledger: Ledger, scene: Scene): boolean {
  const spots = [
    ...scene.circles.map(({ centre, radius }) => ({ at: centre, radius })),
    ...scene.markers.map(({ at }) => ({ at, radius: 0 })),
  ]
  if (spots.length < 3 || scene.segments.length < 2 || scene.polygons.length > 0) return false
  const nodes: Node[] = []
  for (const spot of spots) {
    const text = scene.texts.find((one) => gap(one, spot.at, scene) < 6)
    if (!text) return false
    nodes.push({ name: text.text, text, ...spot })
  }
  if (new Set(nodes.map(({ name }) => name)).size < nodes.length) return false
  const edges = scene.segments.map((segment) => ({
    segment,
    a: nodeAt(nodes, segment.from),
    b: nodeAt(nodes, segment.to),
  }))
  if (edges.some(({ a, b }) => !a || !b || a === b)) return false
  const directed = scene.segments.every((segment) => segment.arrow)
  const key = (a?: Node, b?: Node) => (directed ? [a?.name, b?.name] : [a?.name, b?.name].sort()).join('\0')
  const distinct = [...new Map(edges.map((edge) => [key(edge.a, edge.b), edge])).values()]
  const all = [...scene.circles, ...scene.markers, ...scene.segments]
  const names = nodes.map(({ name }) => name).sort()
  const tree = distinct.length === nodes.length - 1 && isConnected(nodes, distinct)
  ledger.add('chart', { type: 'graph' }, 'names in round nodes, strokes between them', all)
  ledger.add('graph', { nodes: names, edges: distinct.length, tree, directed }, 'ends of strokes at nodes', all)
  ledger.add('count', { what: 'node', colour: '', count: nodes.length }, 'nodes', all)
  ledger.add('count', { what: 'edge', colour: '', count: distinct.length }, 'edges', scene.segments)
  for (const { a, b, segment } of distinct) {
    if (!a || !b) continue
    const [from, to] = directed ? [a.name, b.name] : ([a.name, b.name].sort() as [string, string])
    ledger.add('edge', { from, to }, 'ends of a stroke at nodes', [segment, a.text, b.text])
  }
  for (const node of nodes) {
    const own = distinct.filter(({ a, b }) => a === node || b === node)
    ledger.add('degree', { node: node.name, degree: own.length }, 'edges at the node', [
      node.text,
      ...own.map(({ segment }) => segment),
    ])
  }
  return true
}

const nodeAt = (nodes: readonly Node[], at: XY): Node | undefined =>
  nodes.find((node) => distance(node.at, at) <= node.radius * 1.05 + 1e-9)

function isConnected(nodes: readonly Node[], edges: readonly { a: Node | undefined; b: Node | undefined }[]): boolean {
  const seen = new Set(nodes.slice(0, 1))
  for (const node of seen) {
    for (const { a, b } of edges) {
      if (a === node && b) seen.add(b)
      if (b === node && a) seen.add(a)
    }
  }
  return seen.size === nodes.length
}
