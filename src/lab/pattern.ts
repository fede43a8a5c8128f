import type { Raster } from '../raster/raster.ts'

/** A made-up picture in which no two patches are equal. */
export function pattern(width: number, height: number): Raster {
  const data = new Uint8Array(width * height * 3)
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) for (let c = 0; c < 3; c++) data[at++] = 7 * x + 13 * y + 29 * c + x * y
  }
  return { width, height, data }
}
