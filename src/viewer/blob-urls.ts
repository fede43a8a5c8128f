/** Object URLs of the pictures on show; those no longer shown are given back. */
export class BlobUrls {
  readonly #urls = new Map<Blob, string>()

  of(blob: Blob): string {
    let url = this.#urls.get(blob)
    if (url === undefined) {
      url = URL.createObjectURL(blob)
      this.#urls.set(blob, url)
    }
    return url
  }

  /** Gives back every URL but those of `blobs`. */
  keep(blobs: readonly unknown[]): void {
    for (const [blob, url] of this.#urls) {
      if (blobs.includes(blob)) continue
      URL.revokeObjectURL(url)
      this.#urls.delete(blob)
    }
  }

  dispose(): void {
    this.keep([])
  }
}
