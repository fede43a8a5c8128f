/** Size of a picture in patches: rows `h`, columns `w`; `t` is 1 for stills. */
export interface Grid {
  readonly t: 1
  readonly h: number
  readonly w: number
}

/** Tokens that a picture takes in the prompt. */
export function imageTokens(grid: Grid, merge: number): number {
  return (grid.t * grid.h * grid.w) / (merge * merge)
}

/**
 * The patches (row, column) of a grid in merge-block order: block after block in raster order, the patches of a
 * block in raster order too, so that a merged token is a run of neighbouring rows.
 */
export function* mergeOrder(grid: Grid, merge: number): Generator<readonly [row: number, column: number]> {
  for (let top = 0; top < grid.h; top += merge) {
    for (let left = 0; left < grid.w; left += merge) {
      for (let i = 0; i < merge; i++) {
        for (let j = 0; j < merge; j++) yield [top + i, left + j]
      }
    }
  }
}
