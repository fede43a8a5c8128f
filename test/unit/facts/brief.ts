import type { Fact } from '../../../src/facts/index.ts'

const n = (value: number) => String(Number(value.toFixed(2)) + 0)
const p = ([x, y]: readonly [number, number]) => `(${n(x)},${n(y)})`

/** A fact in one line, numbers to a hundredth: what expectations are written in; `[panel]` before it. */
export const brief = (fact: Fact): string => (fact.panel ? `[${fact.panel}] ${told(fact)}` : told(fact))

function told(fact: Fact): string {
  switch (fact.kind) {
    case 'chart':
      return `chart ${fact.value.type}${fact.value.horizontal ? ' horizontal' : ''}`
    case 'title':
      return `title ${fact.value.text}`
    case 'axis':
      return `axis ${fact.value.axis} ${fact.value.label} ${n(fact.value.from)}..${n(fact.value.to)}${fact.value.side ? ` ${fact.value.side}` : ''}`
    case 'series':
      return `series ${fact.value.name} ${fact.value.colour} ${fact.value.size}${fact.value.side ? ` ${fact.value.side}` : ''}${fact.value.scale ? ` ${fact.value.scale}` : ''}`
    case 'error':
      return `error ${fact.value.series} ${fact.value.at}=${n(fact.value.low)}..${n(fact.value.high)}`
    case 'box':
      return `box ${fact.value.name} ${[fact.value.low, fact.value.q1, fact.value.median, fact.value.q3, fact.value.high].map(n).join(' ')} +${fact.value.outliers}`
    case 'violin':
      return `violin ${fact.value.name} ${n(fact.value.low)}..${n(fact.value.high)}`
    case 'levels':
      return `levels ${fact.value.levels.map(n).join(' ')}${fact.value.filled ? ' filled' : ''}`
    case 'arrows':
      return `arrows ${fact.value.count} longest ${n(fact.value.longest)} direction ${fact.value.direction ?? 'none'}`
    case 'table':
      return `table ${fact.value.rows}x${fact.value.columns} ${fact.value.cells.map((row) => row.join(',')).join(';')}`
    case 'colourbar':
      return `colourbar ${fact.value.label} ${n(fact.value.from)}..${n(fact.value.to)}`
    case 'reference':
      return `reference ${fact.value.axis}=${fact.value.place} ${fact.value.name} ${fact.value.colour}${fact.value.dashed ? ' dashed' : ''}`
    case 'region':
      return `region ${fact.value.name} ${fact.value.between.join('|')} ${n(fact.value.from)}..${n(fact.value.to)} ${fact.value.colour}`
    case 'angle':
      return `angle ${fact.value.at} ${n(fact.value.degrees)} ${fact.value.text}`
    case 'hole':
      return `hole ${fact.value.name} ${p(fact.value.at)}`
    case 'datum':
      return `datum ${fact.value.series} ${fact.value.at}=${n(fact.value.value)}${fact.unit ? ` ${fact.unit}` : ''}`
    case 'share':
      return `share ${fact.value.name} ${n(fact.value.percent)} ${fact.value.colour}`
    case 'extreme':
      return `${fact.value.which} ${fact.value.series} ${fact.value.at}=${n(fact.value.value)}`
    case 'order':
      return `order ${fact.value.series} ${fact.value.names.join('>')}`
    case 'trend':
      return `trend ${fact.value.series} ${fact.value.direction}`
    case 'grid':
      return `grid ${fact.value.rows}x${fact.value.columns} ${n(fact.value.low)}..${n(fact.value.high)}`
    case 'point':
      return `point ${fact.value.name} ${p(fact.value.at)}`
    case 'segment':
      return `segment ${fact.value.name} ${p(fact.value.from)} ${p(fact.value.to)} ${n(fact.value.length)}${fact.value.dashed ? ' dashed' : ''}${fact.value.arrow ? ' arrow' : ''}`
    case 'polygon':
      return `polygon ${fact.value.name} ${fact.value.shape} ${fact.value.colour}`
    case 'circle':
      return `circle ${fact.value.name} ${p(fact.value.centre)} ${n(fact.value.radius)} ${fact.value.colour}`
    case 'label':
      return `label ${fact.value.text} on ${fact.value.of}`
    case 'equal-lengths':
      return `equal ${fact.value.names.join(' ')} ${n(fact.value.length)}`
    case 'right-angle':
      return `right ${fact.value.at} ${fact.value.between.join(' ')}`
    case 'parallel':
      return `parallel ${fact.value.a} ${fact.value.b}`
    case 'perpendicular':
      return `perpendicular ${fact.value.a} ${fact.value.b}`
    case 'midpoint':
      return `midpoint ${fact.value.point} ${fact.value.of}`
    case 'tangent':
      return `tangent ${fact.value.line} ${fact.value.circle} ${p(fact.value.at)}`
    case 'intersection':
      return `cross ${fact.value.a} ${fact.value.b} ${p(fact.value.at)}`
    case 'collinear':
      return `collinear ${fact.value.points.join(' ')}`
    case 'concyclic':
      return `concyclic ${fact.value.points.join(' ')} ${fact.value.circle}`
    case 'symmetry':
      return `symmetry ${fact.value.of} ${fact.value.axis} ${n(fact.value.at)}`
    case 'expression':
      return `expression ${fact.value.text} ${fact.value.colour}`
    case 'zero':
      return `zero ${fact.value.name} ${n(fact.value.x)}`
    case 'extremum':
      return `${fact.value.which} ${fact.value.name} ${p(fact.value.at)}`
    case 'intercept':
      return `intercept ${fact.value.name} ${n(fact.value.y)}`
    case 'asymptote':
      return `asymptote ${fact.value.name} ${n(fact.value.x)}`
    case 'period':
      return `period ${fact.value.name} ${n(fact.value.length)}`
    case 'graph':
      return `graph ${fact.value.nodes.join(' ')} ${fact.value.edges}${fact.value.tree ? ' tree' : ''}${fact.value.directed ? ' directed' : ''}`
    case 'edge':
      return `edge ${fact.value.from}-${fact.value.to}`
    case 'degree':
      return `degree ${fact.value.node} ${fact.value.degree}`
    case 'solid':
      return `solid ${fact.value.shape} ${fact.value.vertices} ${fact.value.visible}+${fact.value.hidden}`
    case 'polyhedron':
      return `polyhedron ${fact.value.shape} ${fact.value.faces}`
    case 'sphere':
      return `sphere (${fact.value.centre.map(n).join(',')}) ${n(fact.value.radius)}`
    case 'count':
      return `count ${fact.value.count}${fact.value.colour ? ` ${fact.value.colour}` : ''} ${fact.value.what}`
    case 'relation':
      return `${fact.value.a} ${fact.value.relation} ${fact.value.b}`
    case 'layers':
      return `layers ${fact.value.names.join(' < ')}`
  }
}
