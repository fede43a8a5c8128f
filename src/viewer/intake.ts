/** What a person can bring and press. */
export interface IntakeHandlers {
  onPicture(file: File): void
  /** Esc was pressed; true when there was something to stop. */
  onStop(): boolean
  changed(): void
}

/** Pasting and Esc without a focus go to the first viewer on the page. */
const connected: PictureIntake[] = []

/** How pictures come in by hand: dropped on the element, pasted, or picked. */
export class PictureIntake {
  static readonly accept = 'image/png,image/jpeg,image/webp,image/gif,image/bmp,image/avif'

  readonly #element: HTMLElement
  readonly #handlers: IntakeHandlers
  /** Enter and leave events come for every descendant: only their balance tells whether the pointer is inside. */
  #depth = 0

  constructor(element: HTMLElement, handlers: IntakeHandlers) {
    this.#element = element
    this.#handlers = handlers
  }

  /** A file is being dragged over the element. */
  get dragging(): boolean {
    return this.#depth > 0
  }

  connect(): void {
    connected.push(this)
    this.#element.addEventListener('dragenter', this.#onDragEnter)
    this.#element.addEventListener('dragover', this.#onDragOver)
    this.#element.addEventListener('dragleave', this.#onDragLeave)
    this.#element.addEventListener('drop', this.#onDrop)
    document.addEventListener('paste', this.#onPaste)
    document.addEventListener('keydown', this.#onKey)
  }

  disconnect(): void {
    connected.splice(connected.indexOf(this), 1)
    this.#element.removeEventListener('dragenter', this.#onDragEnter)
    this.#element.removeEventListener('dragover', this.#onDragOver)
    this.#element.removeEventListener('dragleave', this.#onDragLeave)
    this.#element.removeEventListener('drop', this.#onDrop)
    document.removeEventListener('paste', this.#onPaste)
    document.removeEventListener('keydown', this.#onKey)
  }

  /** Takes the file out of a file input, which is then ready for the same file again. */
  readonly onChosen = (event: Event): void => {
    const input = event.target as HTMLInputElement
    const file = input.files?.[0]
    input.value = ''
    if (file !== undefined) this.#handlers.onPicture(file)
  }

  readonly #onDragEnter = (event: DragEvent): void => {
    if (!bringsFiles(event)) return
    event.preventDefault()
    this.#setDepth(this.#depth + 1)
  }

  readonly #onDragOver = (event: DragEvent): void => {
    if (bringsFiles(event)) event.preventDefault()
  }

  readonly #onDragLeave = (event: DragEvent): void => {
    if (bringsFiles(event)) this.#setDepth(Math.max(0, this.#depth - 1))
  }

  readonly #onDrop = (event: DragEvent): void => {
    if (!bringsFiles(event)) return
    event.preventDefault()
    this.#setDepth(0)
    const file = event.dataTransfer?.files[0]
    if (file !== undefined) this.#handlers.onPicture(file)
  }

  readonly #onPaste = (event: ClipboardEvent): void => {
    const file = event.clipboardData?.files[0]
    if (file === undefined || event.defaultPrevented || !this.#isMeant(event)) return
    event.preventDefault()
    this.#handlers.onPicture(file)
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || !this.#isMeant(event)) return
    if (this.#handlers.onStop()) event.preventDefault()
  }

  #setDepth(depth: number): void {
    this.#depth = depth
    this.#handlers.changed()
  }

  /** The event happened in the element, or nowhere in particular and this is the page's first viewer. */
  #isMeant(event: Event): boolean {
    const target = event.composedPath()[0]
    if (event.composedPath().includes(this.#element)) return true
    return connected[0] === this && (target === document.body || target === document.documentElement)
  }
}

function bringsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false
}
