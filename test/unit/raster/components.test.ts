import { describe, expect, it } from 'vitest'
import { connectedComponents } from '../../../src/raster/components.ts'

const mask = (...rows: readonly string[]) => Uint8Array.from(rows.join(''), (sign) => (sign === '#' ? 1 : 0))

describe('connected components', () => {
  it('joins by sides and corners', () => {
    const { list, labels } = connectedComponents(mask('#..#', '.#.#', '....', '##..'), 4, 4)
    expect(list).toEqual([
      { x0: 0, y0: 0, x1: 2, y1: 2, size: 2 },
      { x0: 3, y0: 0, x1: 4, y1: 2, size: 2 },
      { x0: 0, y0: 3, x1: 2, y1: 4, size: 2 },
    ])
    expect(labels[0]).toBe(1)
    expect(labels[5]).toBe(1)
    expect(labels[3]).toBe(2)
    expect(labels[1]).toBe(0)
  })

  it('finds nothing in an empty mask', () => {
    expect(connectedComponents(mask('...', '...'), 3, 2).list).toEqual([])
  })

  it('follows a spiral', () => {
    const { list } = connectedComponents(mask('#####', '....#', '###.#', '#...#', '#####'), 5, 5)
    expect(list).toEqual([{ x0: 0, y0: 0, x1: 5, y1: 5, size: 17 }])
  })
})
