/** Offers a file to the person through the browser's own download. */
export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The download has taken hold of the bytes once the event loop has turned.
  setTimeout(() => URL.revokeObjectURL(url), 1000)
}

/** Copies `text`; where the browser refuses, selects `shown` for the keyboard and returns false. */
export async function copyText(text: string, shown: HTMLElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    if (shown !== null) {
      shown.focus()
      getSelection()?.selectAllChildren(shown)
    }
    return false
  }
}
