import type { Ledger, Source, XY } from './fact.ts'
import { gap } from './names.ts'
import { distance } from './plane.ts'
import type { Circle, Label, Scene, Segment } from './scene.ts'

interface Node extends Source {
  readonly name: string
  readonly text: Label
  /** In pixels: x0, y0, x1, y1; round nodes fill the ellipse in it. */
  readonly box: readonly [number, number, number, number]
  readonly round: boolean
}

/** Circles, markers or boxes with their names inside, and strokes from one to another; false where it is none. */
export function addGraph(ledger: Ledger, scene: Scene): boolean {
  const nodes = nodesOf(scene)
  if (!nodes || scene.segments.length < (nodes.length === 2 ? 1 : 2)) return false
  const boxes = nodes.every(({ round }) => !round)
  const edges = scene.segments.map((segment) => ({
    segment,
    a: nodeAt(nodes, segment.from, scene, boxes),
    b: nodeAt(nodes, segment.to, scene, boxes),
  }))
  if (edges.some(({ a, b }) => !a || !b || a === b)) return false
  // Texts that no stroke meets are no nodes: then the others may be none either.
  if (scene.texts.length > 0 && nodes.every(({ artists, text }) => artists === text.artists)) {
    if (nodes.some((node) => edges.every(({ a, b }) => a !== node && b !== node))) return false
  }
  const directed = scene.segments.every((segment) => segment.arrow)
  const key = (a?: Node, b?: Node) => (directed ? [a?.name, b?.name] : [a?.name, b?.name].sort()).join('\0')
  const distinct = [...new Map(edges.map((edge) => [key(edge.a, edge.b), edge])).values()]
  const all = [...nodes, ...scene.segments]
  const names = nodes.map(({ name }) => name).sort()
  const tree = distinct.length === nodes.length - 1 && isConnected(nodes, distinct)
  ledger.add(
    'chart',
    { type: boxes && directed ? 'flow chart' : 'graph' },
    boxes ? 'names in boxes, strokes between them' : 'names in round nodes, strokes between them',
    all,
  )
  ledger.add('graph', { nodes: names, edges: distinct.length, tree, directed }, 'ends of strokes at nodes', all)
  ledger.add('count', { what: 'node', colour: '', count: nodes.length }, 'nodes', all)
  ledger.add('count', { what: 'edge', colour: '', count: distinct.length }, 'edges', scene.segments)
  for (const { a, b, segment } of distinct) {
    if (!a || !b) continue
    const [from, to] = directed ? [a.name, b.name] : ([a.name, b.name].sort() as [string, string])
    ledger.add('edge', { from, to }, 'ends of a stroke at nodes', [segment, a.text, b.text])
  }
  if (nodes.length <= 10) for (const { a, b } of distinct) if (a && b) addPlaces(ledger, a, b, tree && !directed)
  // What a box of a flow chart is joined to, its edges tell.
  for (const node of boxes ? [] : nodes) {
    const own = distinct.filter(({ a, b }) => a === node || b === node)
    ledger.add('degree', { node: node.name, degree: own.length }, 'edges at the node', [
      node.text,
      ...own.map(({ segment }) => segment),
    ])
  }
  return true
}

/** Texts at the ends of strokes, each of them at one; boxes round texts are theirs. */
function textsAsNodes(scene: Scene): Node[] | null {
  const nodes = scene.texts.flatMap((text) =>
    text.box ? [{ name: text.text.replace(/\s+/g, ' '), text, box: text.box, round: false, ...sourceOf(text) }] : [],
  )
  const bare = scene.segments.filter((segment) => !segment.arrow)
  const middles = nodes.map(({ box }): XY => [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2])
  const meets = (end: XY) => middles.some((at) => distance(at, scene.toPixels(end)) < 8)
  // Strokes end in the middle of a text, arrows before it.
  const fits = bare.every(({ from, to }) => meets(from) && meets(to))
  const single = new Set(nodes.map(({ name }) => name)).size === nodes.length
  return nodes.length > 1 && nodes.length < 40 && fits && single && scene.paths.length === 0 ? nodes : null
}

const sourceOf = ({ artists, lines }: Source): Source => ({ artists, lines })

/** How two joined nodes lie: in a tree the one above the other, else by the longer way; apart by 8 pixels at least. */
function addPlaces(ledger: Ledger, a: Node, b: Node, tree: boolean): void {
  const at = ({ box: [x0, y0, x1, y1] }: Node) => [(x0 + x1) / 2, (y0 + y1) / 2] as const
  const [[ax, ay], [bx, by]] = [at(a), at(b)]
  const [low, high] = ay < by ? [a, b] : [b, a]
  const [near, far] = ax < bx ? [a, b] : [b, a]
  if (low.box[3] + 8 < high.box[1] && (tree || Math.abs(ay - by) >= Math.abs(ax - bx)))
    ledger.add('relation', { a: low.name, relation: 'above', b: high.name }, 'places of joined nodes', [a, b])
  else if (near.box[2] + 8 < far.box[0] && Math.abs(ax - bx) > Math.abs(ay - by))
    ledger.add('relation', { a: near.name, relation: 'left of', b: far.name }, 'places of joined nodes', [a, b])
}

/** Every shape has a text of its own in its middle; null where one has none, or two have the same. */
function nodesOf(scene: Scene): Node[] | null {
  const { toPixels } = scene
  const box = (low: XY, high: XY): Node['box'] => {
    const [p, q] = [toPixels(low), toPixels(high)]
    return [Math.min(p[0], q[0]), Math.min(p[1], q[1]), Math.max(p[0], q[0]), Math.max(p[1], q[1])]
  }
  const around = ([x, y]: XY, [w, h]: XY) => box([x - w / 2, y - h / 2], [x + w / 2, y + h / 2])
  const rounds = [
    // Of circles round one centre the outermost is the node.
    ...outermost(scene.circles).map((circle) => ({
      ...circle,
      box: around(circle.centre, [2 * circle.radius, 2 * circle.radius]),
      round: true,
    })),
    ...scene.markers.map((marker) => {
      const [x, y] = toPixels(marker.at)
      return { ...marker, box: [x, y, x, y] as const, round: true }
    }),
  ]
  const boxes = [
    ...scene.boxes.map((one) => ({ ...one, box: around(one.centre, one.size), round: false })),
    ...scene.polygons.map((polygon) => {
      const [xs, ys] = [0, 1].map((axis) => polygon.points.map((point) => point[axis] ?? 0)) as [number[], number[]]
      return {
        ...polygon,
        box: box([Math.min(...xs), Math.min(...ys)], [Math.max(...xs), Math.max(...ys)]),
        round: false,
      }
    }),
  ]
  const spots = [...rounds, ...boxes]
  if (spots.length === 0) return textsAsNodes(scene)
  if (spots.length < (rounds.length > 0 ? 3 : 2) || spots.length > 60) return null
  const nodes: Node[] = []
  for (const {
    box: [x0, y0, x1, y1],
    round,
    artists,
    lines,
  } of spots) {
    const text = scene.texts.find((one) => {
      const own = one.box
      if (round || !own) return pixelsFrom(one, [(x0 + x1) / 2, (y0 + y1) / 2], scene) < 6
      const [x, y] = [(own[0] + own[2]) / 2, (own[1] + own[3]) / 2]
      return Math.abs(x - (x0 + x1) / 2) < (x1 - x0) / 4 && Math.abs(y - (y0 + y1) / 2) < (y1 - y0) / 3
    })
    if (!text) return null
    nodes.push({ name: text.text.replace(/\s+/g, ' '), text, box: [x0, y0, x1, y1], round, artists, lines })
  }
  return new Set(nodes.map(({ name }) => name)).size === nodes.length ? nodes : null
}

const outermost = (circles: readonly Circle[]): Circle[] =>
  circles.filter(({ centre, radius }) =>
    circles.every((other) => distance(other.centre, centre) > 1e-9 || other.radius <= radius),
  )

const pixelsFrom = (text: Label, at: XY, scene: Scene): number => gap(text, at, { ...scene, toPixels: (p: XY) => p })

/** Ends reach the line of a node, and of a box come up to it. */
function nodeAt(nodes: readonly Node[], end: Segment['from'], scene: Scene, boxes: boolean): Node | undefined {
  const [x, y] = scene.toPixels(end)
  // Padding round a text is not in its box.
  const room = scene.boxes.length + scene.polygons.length === 0 && boxes ? 32 : boxes ? 14 : 0.5
  const near = nodes.flatMap((node) => {
    const [x0, y0, x1, y1] = node.box
    const [w, h] = [(x1 - x0) / 2, (y1 - y0) / 2]
    const [dx, dy] = [Math.abs(x - (x0 + x1) / 2), Math.abs(y - (y0 + y1) / 2)]
    const far = node.round
      ? Math.max(0, Math.hypot(dx, dy) - Math.max(w, h) * 1.05)
      : Math.hypot(Math.max(0, dx - w), Math.max(0, dy - h))
    return far <= room ? [{ node, far }] : []
  })
  return near.toSorted((a, b) => a.far - b.far)[0]?.node
}

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
