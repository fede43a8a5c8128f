/** Which tokens the rows of the KV cache stand for, so that a prompt that begins with them needs only the rest. */
export class CachedIds {
  readonly #image: number
  readonly #ids: number[] = []

  /** `image`: the id of every picture token, which says nothing of the picture. */
  constructor(image: number) {
    this.#image = image
  }

  /** Rows from `count` on are written anew or stand for nothing. */
  cut(count: number): void {
    if (count < this.#ids.length) this.#ids.length = count
  }

  /** The row at `at` stands for `id` now, and no later one for anything. A row behind an unknown one stays unknown. */
  put(at: number, id: number): void {
    this.cut(at)
    if (this.#ids.length === at) this.#ids.push(id)
  }

  /** Picture tokens from the `count`-th on (0-based) stand for something else from now on. */
  cutPictures(count: number): void {
    let seen = 0
    const first = this.#ids.findIndex((id) => id === this.#image && seen++ === count)
    if (first >= 0) this.cut(first)
  }

  /** How many ids at the beginning of `ids` the cache holds. */
  shared(ids: readonly number[]): number {
    const differs = this.#ids.findIndex((id, i) => id !== ids[i])
    return differs < 0 ? this.#ids.length : differs
  }
}
