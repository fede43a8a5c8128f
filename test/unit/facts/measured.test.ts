import { describe, expect, it } from 'vitest'
import type { Fact } from '../../../src/facts/fact.ts'
import { againstPicture } from '../../../src/facts/index.ts'
import type { Observation, ReadAxes, ReadMark } from '../../../src/observation.ts'
import type { Trace } from '../../../src/trace.ts'
import { bars, dots, line, pie, traceOf } from './build.ts'

/** A picture half the size of the drawing, 10 data units over 248 × 184.5 pixels. */
const axes = (left = 40, right = 288): ReadAxes => ({
  box: [left, 29, right, 213],
  x: { kind: 'linear', a: 10 / (right - left), b: (-10 * left) / (right - left), residualPx: 0.2, ticks: [] },
  y: { kind: 'linear', a: -10 / 184, b: (10 * 213) / 184, residualPx: 0.2, ticks: [] },
})

const mark = (kind: ReadMark['kind'], data: number[], more: Partial<ReadMark> = {}): ReadMark => ({
  kind,
  px: [],
  data,
  se: data.map(() => 0.02),
  axis: 0,
  series: 0,
  colour: '#1f77b4',
  ...more,
})

const seen = (marks: ReadMark[], all: ReadAxes[] = [axes()]): Observation => ({
  version: 1,
  width: 320,
  height: 240,
  texts: [],
  axes: all,
  marks,
})

const datum = (at: string, value: number, artist: string): Fact => ({
  id: 'f1',
  kind: 'datum',
  value: { series: '', at, value },
  artists: [artist],
  lines: [1],
  check: '',
})

const verdict = (fact: Fact, trace: Trace, observation: Observation) =>
  againstPicture([fact], trace, observation)[0]!.picture

describe('facts against the picture', () => {
  it('measures bars and contradicts a wrong one with the measured value', () => {
    const trace = traceOf([{ x: [-1, 3] }, [bars([4, 7, 5])]])
    const picture = seen([mark('bar', [0, 0, 4.03]), mark('bar', [1, 0, 7]), mark('bar', [2, 0, 6])])
    expect(verdict(datum('0', 4, 'artist0'), trace, picture)).toEqual({ verdict: 'measured' })
    expect(verdict(datum('2', 5, 'artist2'), trace, picture)).toEqual({ verdict: 'contradicted', value: 6 })
  })

  it('tells stacked bars by their colours', () => {
    const trace = traceOf([{}, [bars([4]), bars([3], { bottoms: [4], colour: 'C1' })]])
    const stack = [mark('bar', [0, 0, 4]), mark('bar', [0, 4, 7], { series: 1, colour: '#ff7f0e' })]
    expect(verdict(datum('0', 3, 'artist1'), trace, seen(stack))).toEqual({ verdict: 'measured' })
    const same = [stack[0]!, mark('bar', [0, 4, 7], { series: 1 })]
    expect(verdict(datum('0', 3, 'artist1'), trace, seen(same))).toEqual({ verdict: 'not-measured' })
  })

  it('measures hanging bars by their tips', () => {
    const trace = traceOf([{ y: [-10, 10] }, [bars([-4])]])
    expect(verdict(datum('0', -4, 'artist0'), trace, seen([mark('bar', [0, 0, -4.02])]))).toEqual({
      verdict: 'measured',
    })
  })

  it('measures markers of a line', () => {
    const trace = traceOf([
      {},
      [
        line(
          [
            [1, 2],
            [5, 8],
            [9, 3],
          ],
          { marker: true },
        ),
      ],
    ])
    const picture = seen([mark('marker', [1, 2.02]), mark('marker', [5.01, 6]), mark('marker', [9, 3])])
    expect(verdict(datum('1', 2, 'artist0'), trace, picture)).toEqual({ verdict: 'measured' })
    expect(verdict(datum('5', 8, 'artist0'), trace, picture)).toEqual({ verdict: 'contradicted', value: 6 })
  })

  it('measures a line between its corners', () => {
    const trace = traceOf([
      {},
      [
        line([
          [1, 2],
          [5, 4],
          [9, 3],
        ]),
      ],
    ])
    const curve = (end: number) => seen([mark('vertex', [0, 1.5]), mark('vertex', [9, end])])
    expect(verdict(datum('5', 4, 'artist0'), trace, curve(6))).toEqual({ verdict: 'measured' })
    expect(verdict(datum('5', 4, 'artist0'), trace, curve(2))?.verdict).toBe('contradicted')
  })

  it('leaves open what may be hidden, another colour, and a scale of its own', () => {
    const cloud = traceOf([
      {},
      [
        dots([
          [1, 2],
          [1, 8],
          [9, 3],
        ]),
      ],
    ])
    expect(verdict(datum('1', 8, 'artist0'), cloud, seen([mark('marker', [1, 2])]))).toEqual({
      verdict: 'not-measured',
    })
    const trace = traceOf([
      {},
      [
        line(
          [
            [1, 2],
            [9, 3],
          ],
          { colour: 'C3' },
        ),
      ],
    ])
    const blue = seen([mark('vertex', [1, 5]), mark('vertex', [9, 5])])
    expect(verdict(datum('1', 2, 'artist0'), trace, blue)).toEqual({ verdict: 'not-measured' })
    expect(verdict(datum('1', 2, 'artist0'), trace, seen([], [axes(), axes()]))).toEqual({ verdict: 'not-measured' })
  })

  it('matches panels by their places, in whatever order they were read', () => {
    const panel = (box: [number, number, number, number], y: number) =>
      [
        { box },
        [
          line([
            [1, y],
            [9, y],
          ]),
        ],
      ] as Parameters<typeof traceOf>[number]
    const trace = traceOf(panel([80, 58, 300, 427], 2), panel([356, 58, 576, 427], 7))
    const flat = (y: number, axis: number) => [mark('vertex', [1, y], { axis }), mark('vertex', [9, y], { axis })]
    const picture = seen([...flat(7, 0), ...flat(2, 1)], [axes(178, 288), axes(40, 150)])
    expect(verdict(datum('1', 2, 'artist0'), { ...trace }, picture)?.verdict).not.toBe('contradicted')
    expect(verdict(datum('9', 7, 'artist1'), trace, picture)?.verdict).not.toBe('contradicted')
    const swapped = seen([...flat(2, 0), ...flat(7, 1)], [axes(178, 288), axes(40, 150)])
    const lone = traceOf(
      [
        { box: [80, 58, 300, 427] },
        [
          line([
            [1, 2],
            [9, 3],
          ]),
        ],
      ],
      panel([356, 58, 576, 427], 7),
    )
    expect(verdict(datum('1', 2, 'artist0'), lone, swapped)?.verdict).toBe('contradicted')
  })

  it('measures shares by the wedges of their colours', () => {
    const trace = traceOf([{}, [pie([30, 70], ['a', 'b'])]])
    const share = (percent: number): Fact => ({
      ...datum('', 0, 'artist0'),
      kind: 'share',
      value: { name: 'a', percent, colour: 'C0' },
    })
    const wedges = (end: number) =>
      seen([
        mark('wedge', [0, end], { axis: -1, se: [0.2, 0.2] }),
        mark('wedge', [end, 360], { axis: -1, se: [0.2, 0.2], series: 1, colour: '#ff7f0e' }),
      ])
    expect(verdict(share(30), trace, wedges(108.4))).toEqual({ verdict: 'measured' })
    expect(verdict(share(30), trace, wedges(126))).toEqual({ verdict: 'contradicted', value: 35 })
  })
})
