import type { TracedArtist, TracedAxes, TracedFigure } from '../../../../src/trace.ts'

/** A data line of one axes, but for what is given. */
export function artist(part: Partial<TracedArtist>): TracedArtist {
  return {
    id: 'x0',
    kind: 'line',
    type: 'Line2D',
    axes: 'a0',
    line: 1,
    call: null,
    role: 'data',
    label: '',
    z: 2,
    visible: true,
    clipped: 'no',
    style: { colour: '#1f77b4ff', fill: 'none', width: 1.5, dash: '-', alpha: null },
    data: { system: 'data' },
    path: { box: null, shapes: [] },
    ...part,
  }
}

const side = { label: '', limits: [0, 10], scale: 'linear', grid: false, ticks: [] } as const

/** Axes from 20 to 180 and 10 to 110 pixels, both from 0 to 10. */
export function axes(id: string, part: Partial<TracedAxes> = {}): TracedAxes {
  return {
    id,
    box: [20, 10, 180, 110],
    projection: 'rectilinear',
    visible: true,
    decorated: true,
    aspect: 'auto',
    title: '',
    x: side,
    y: side,
    ...part,
  }
}

/** 200 by 120 pixels at 100 dpi, white. */
export function figure(part: {
  artists: readonly TracedArtist[]
  axes?: readonly (string | TracedAxes)[]
}): TracedFigure {
  const all = (part.axes ?? ['a0']).map((one) => (typeof one === 'string' ? axes(one) : one))
  return { index: 0, width: 200, height: 120, dpi: 100, face: '#ffffffff', axes: all, artists: part.artists }
}
