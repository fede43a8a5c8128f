/** Pixels without meaning: 8-bit RGB, rows from the top, three bytes a pixel, transparent parts already on white. */
export interface Raster {
  readonly width: number
  readonly height: number
  /** `height * width * 3` bytes. */
  readonly data: Uint8Array
}
