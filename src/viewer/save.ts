import type { ReconstructionResult } from '../perceive/protocol.ts'

/** What a run came to as JSON, with the paths of its figures: those that the command line gives them (`src/cli/outputs.ts`). */
export function resultFile(result: ReconstructionResult, name: string): Blob {
  const figures = result.figures.map((_, i) => `${name}.figure${i === 0 ? '' : `-${i + 1}`}.png`)
  return new Blob([`${JSON.stringify({ ...result, figures }, null, 2)}\n`], { type: 'application/json' })
}

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
