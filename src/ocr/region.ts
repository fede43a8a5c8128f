import type { Raster } from '../raster/raster.ts'
import type { Box } from '../trace.ts'

/** A turned rectangle in a picture where a line of text stands. */
export interface Region {
  /** Centre, pixels. */
  readonly cx: number
  readonly cy: number
  /** Along the line of text and across it, pixels. */
  readonly width: number
  readonly height: number
  /** Degrees counter-clockwise from upright. */
  readonly angle: number
}

export function regionOf([x0, y0, x1, y1]: Box): Region {
  return { cx: (x0 + x1) / 2, cy: (y0 + y1) / 2, width: x1 - x0, height: y1 - y0, angle: 0 }
}

/** The upright box around a region. */
export function boxOf({ cx, cy, width, height, angle }: Region): Box {
  const [cos, sin] = turn(angle)
  const w = (Math.abs(width * cos) + Math.abs(height * sin)) / 2
  const h = (Math.abs(width * sin) + Math.abs(height * cos)) / 2
  return [cx - w, cy - h, cx + w, cy + h]
}

/** The same place read in another direction. */
export function turned(region: Region, quarters: 1 | 2 | 3): Region {
  const { width, height, angle } = region
  const swapped = quarters !== 2
  return {
    ...region,
    width: swapped ? height : width,
    height: swapped ? width : height,
    angle: angle + 90 * quarters,
  }
}

/** A region whose text goes on at its end. */
export function lengthened(region: Region, by: number): Region {
  const [cos, sin] = turn(region.angle)
  return { ...region, cx: region.cx + (cos * by) / 2, cy: region.cy - (sin * by) / 2, width: region.width + by }
}

/**
 * Pixels of a region turned upright, `height` high and `width` wide, by cubic interpolation; what lies outside of the
 * picture repeats its border. Where the region is much larger than its copy, several samples a pixel are averaged.
 */
export function cropRegion(
  { data, width: w, height: h }: Raster,
  region: Region,
  width: number,
  height: number,
): Raster {
  const out = new Uint8ClampedArray(width * height * 3)
  const [cos, sin] = turn(region.angle)
  const stepX = region.width / width
  const stepY = region.height / height
  const samples = Math.max(1, Math.round(Math.max(stepX, stepY) / 1.3))
  const weightsX = new Float64Array(4)
  const weightsY = new Float64Array(4)
  for (let j = 0; j < height; j++) {
    for (let i = 0; i < width; i++) {
      let [r, g, b] = [0, 0, 0]
      for (let s = 0; s < samples * samples; s++) {
        const u = (i + ((s % samples) + 0.5) / samples) * stepX - region.width / 2
        const v = (j + (Math.floor(s / samples) + 0.5) / samples) * stepY - region.height / 2
        // Pixel rows run downwards, so a counter-clockwise turn has its sine reversed.
        const x = region.cx + u * cos + v * sin - 0.5
        const y = region.cy - u * sin + v * cos - 0.5
        const fx = Math.floor(x)
        const fy = Math.floor(y)
        cubicWeights(x - fx, weightsX)
        cubicWeights(y - fy, weightsY)
        for (let k = 0; k < 4; k++) {
          const row = Math.min(h - 1, Math.max(0, fy + k - 1)) * w
          for (let l = 0; l < 4; l++) {
            const at = (row + Math.min(w - 1, Math.max(0, fx + l - 1))) * 3
            const weight = weightsY[k]! * weightsX[l]!
            r += weight * data[at]!
            g += weight * data[at + 1]!
            b += weight * data[at + 2]!
          }
        }
      }
      const to = (j * width + i) * 3
      const scale = 1 / (samples * samples)
      out[to] = r * scale
      out[to + 1] = g * scale
      out[to + 2] = b * scale
    }
  }
  return { width, height, data: new Uint8Array(out.buffer) }
}

/** Cubic convolution, a = −.5, of the four neighbours at distances 1 + t, t, 1 − t, 2 − t. */
function cubicWeights(t: number, out: Float64Array): void {
  const [t2, t3] = [t * t, t * t * t]
  out[0] = -0.5 * t3 + t2 - 0.5 * t
  out[1] = 1.5 * t3 - 2.5 * t2 + 1
  out[2] = -1.5 * t3 + 2 * t2 + 0.5 * t
  out[3] = 0.5 * t3 - 0.5 * t2
}

/** Cosine and sine of degrees, exact at quarters. */
function turn(degrees: number): readonly [number, number] {
  const quarter = degrees / 90
  if (Number.isInteger(quarter)) {
    const exact = [
      [1, 0],
      [0, 1],
      [-1, 0],
      [0, -1],
    ] as const
    return exact[((quarter % 4) + 4) % 4]!
  }
  const radians = (degrees * Math.PI) / 180
  return [Math.cos(radians), Math.sin(radians)]
}
