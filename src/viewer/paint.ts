const PATIENCE_MS = 500

/** Resolves once the browser has painted what is there, so that the engine's program loads after the page is seen. */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    // A page in the background paints nothing, and a frame callback there may never come.
    setTimeout(resolve, document.hidden ? 0 : PATIENCE_MS)
    requestAnimationFrame(() => setTimeout(resolve))
  })
}
