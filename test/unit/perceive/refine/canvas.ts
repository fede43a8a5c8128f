import type { Raster } from '../../../../src/raster/raster.ts'

type Rgb = readonly [number, number, number]
type Point = readonly [number, number]

/** Looks within a pixel, along each side. */
const FINE = 4

/** A small picture on white, with smooth edges as plots have them; coordinates in pixels from the upper left corner. */
export class Canvas {
  readonly width: number
  readonly height: number
  readonly #data: Float64Array

  constructor(width: number, height: number) {
    this.width = width
    this.height = height
    this.#data = new Float64Array(width * height * 3).fill(255)
  }

  rect(x0: number, y0: number, x1: number, y1: number, colour: Rgb): this {
    return this.#fill((x, y) => x >= x0 && x < x1 && y >= y0 && y < y1, colour)
  }

  disc([cx, cy]: Point, radius: number, colour: Rgb): this {
    return this.#fill((x, y) => Math.hypot(x - cx, y - cy) <= radius, colour)
  }

  ring([cx, cy]: Point, radius: number, width: number, colour: Rgb): this {
    return this.#fill((x, y) => Math.abs(Math.hypot(x - cx, y - cy) - radius) <= width / 2, colour)
  }

  /** `dash`: pixels on, off, on, … */
  line([x0, y0]: Point, [x1, y1]: Point, width: number, colour: Rgb, dash: readonly number[] = []): this {
    const length = Math.hypot(x1 - x0, y1 - y0)
    const [ux, uy] = [(x1 - x0) / length, (y1 - y0) / length]
    const period = dash.reduce((sum, part) => sum + part, 0)
    const isOn = (along: number) => {
      let part = 0
      for (let rest = along % period; rest >= dash[part]!; part++) rest -= dash[part]!
      return dash.length === 0 || part % 2 === 0
    }
    return this.#fill((x, y) => {
      const along = (x - x0) * ux + (y - y0) * uy
      const aside = (x - x0) * uy - (y - y0) * ux
      return Math.abs(aside) <= width / 2 && along >= 0 && along <= length && isOn(along)
    }, colour)
  }

  polygon(corners: readonly Point[], colour: Rgb): this {
    return this.#fill((x, y) => {
      let inside = false
      corners.forEach(([xi, yi], i) => {
        const [xj, yj] = corners.at(i - 1)!
        if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside
      })
      return inside
    }, colour)
  }

  raster(): Raster {
    return { width: this.width, height: this.height, data: Uint8Array.from(this.#data, Math.round) }
  }

  #fill(isInside: (x: number, y: number) => boolean, colour: Rgb): this {
    for (let y = 0; y < this.height; y++) {
      for (let x = 0; x < this.width; x++) {
        let met = 0
        for (let i = 0; i < FINE * FINE; i++)
          if (isInside(x + ((i % FINE) + 0.5) / FINE, y + (Math.floor(i / FINE) + 0.5) / FINE)) met++
        const share = met / FINE ** 2
        const at = (y * this.width + x) * 3
        for (let c = 0; c < 3; c++) this.#data[at + c] = this.#data[at + c]! * (1 - share) + colour[c]! * share
      }
    }
    return this
  }
}
