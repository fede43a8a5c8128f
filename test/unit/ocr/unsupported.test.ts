import { describe, expect, it } from 'vitest'
import type { ReadAxes, ReadText } from '../../../src/observation.ts'
import { unsupportedAxes } from '../../../src/ocr/unsupported.ts'
import type { Trace, TracedAxes } from '../../../src/trace.ts'

const label = (text: string, x: number, y: number): ReadText => ({
  id: text,
  text,
  alternatives: [],
  box: [x - 8, y - 6, x + 8, y + 6],
  angle: 0,
  confidence: 0.99,
})

const traced = (...axes: Partial<TracedAxes>[]) =>
  ({ figures: [{ axes: axes.map((one) => ({ visible: true, ...one })) }] }) as unknown as Pick<Trace, 'figures'>

const rim = [0, 45, 90, 135, 180, 225, 270, 315].map((degrees) =>
  label(
    `${degrees}°`,
    300 + 180 * Math.cos((degrees * Math.PI) / 180),
    225 - 180 * Math.sin((degrees * Math.PI) / 180),
  ),
)

describe('axes that cannot be read', () => {
  it('are none of nothing, and none of plain axes', () => {
    expect(unsupportedAxes(null, null)).toEqual([])
    expect(unsupportedAxes(null, traced({ projection: 'rectilinear' }))).toEqual([])
  })

  it('are told by the trace, each kind once', () => {
    const trace = traced({ projection: 'polar' }, { projection: '3d' }, { projection: 'polar' })
    expect(unsupportedAxes(null, trace)).toEqual(['polar', '3d'])
    expect(unsupportedAxes(null, traced({ projection: '3d', visible: false }))).toEqual([])
  })

  it('are told by angles that are printed around a circle', () => {
    expect(unsupportedAxes({ texts: rim, axes: [] }, null)).toEqual(['polar'])
    expect(unsupportedAxes({ texts: rim.slice(0, 3), axes: [] }, null)).toEqual([])
  })

  it('are not told by temperatures, or by angles in a row', () => {
    const temperatures = rim.map((one, i) => ({ ...one, text: `${17 + i}°` }))
    expect(unsupportedAxes({ texts: temperatures, axes: [] }, null)).toEqual([])
    const row = [0, 90, 180, 270].map((degrees, i) => label(`${degrees}°`, 100 + 120 * i, 420))
    expect(unsupportedAxes({ texts: row, axes: [] }, null)).toEqual([])
  })

  it('are not told by angles where both sides were calibrated', () => {
    const side = { kind: 'linear' as const, a: 1, b: 0, residualPx: 0, ticks: [] }
    const axes: ReadAxes[] = [{ box: [0, 0, 600, 450], x: side, y: side }]
    expect(unsupportedAxes({ texts: rim, axes }, null)).toEqual([])
  })
})
