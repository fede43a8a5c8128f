/** Every error that crosses a room or a thread: a stable code (src/CONTRACTS.md) and a sentence that says what to do. */

export const ERROR_CODES = [
  'no-webgpu',
  'no-adapter',
  'insecure-context',
  'device-lost',
  'out-of-memory',
  'bad-picture',
  'picture-too-large',
  'unsupported-format',
  'integrity',
  'missing-file',
  'bad-manifest',
  'network',
  'quota',
  'no-code',
  'python',
  'timeout',
  'memory',
  'output',
  'unavailable-import',
  'sandbox',
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]

/** Plain-data form of an error, as it crosses a thread or stands in `picture.json`. `line` is 1-based, in the program. */
export interface ErrorRecord {
  readonly code: ErrorCode
  readonly message: string
  readonly line?: number
}

export class CodePerceptError extends Error {
  readonly code: ErrorCode
  readonly line: number | undefined

  constructor(code: ErrorCode, message: string, options: { line?: number | undefined; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.name = new.target.name
    this.code = code
    this.line = options.line
  }

  toRecord(): ErrorRecord {
    return this.line === undefined
      ? { code: this.code, message: this.message }
      : { code: this.code, message: this.message, line: this.line }
  }
}

export class NoWebGpuError extends CodePerceptError {
  constructor() {
    super(
      'no-webgpu',
      'This browser does not offer WebGPU. Open the page in a current Chrome, Edge, Safari or Firefox, or turn WebGPU on in its settings.',
    )
  }
}

export class NoAdapterError extends CodePerceptError {
  constructor() {
    super(
      'no-adapter',
      'The browser found no graphics adapter for WebGPU. Update the graphics driver, or turn hardware acceleration on in the browser settings.',
    )
  }
}

export class InsecureContextError extends CodePerceptError {
  constructor() {
    super('insecure-context', 'WebGPU works on secure pages only. Open this page over https or from localhost.')
  }
}

export class DeviceLostError extends CodePerceptError {
  constructor(reason: string) {
    super(
      'device-lost',
      `The graphics device stopped working (${reason}). Run the picture again: the model is loaded anew.`,
    )
  }
}

export class OutOfMemoryError extends CodePerceptError {
  /** What found no room: a buffer's name, or what it is for. */
  readonly what: string
  /** Bytes that it needs, and those that are allowed, where these are known. */
  readonly needed: number | undefined
  readonly allowed: number | undefined

  constructor(what: string, needed?: number, allowed?: number) {
    const limit = allowed === undefined ? '' : ` of at most ${mebibytes(allowed)} MiB`
    const numbers = needed === undefined ? '' : ` (${mebibytes(needed)} MiB${limit})`
    super(
      'out-of-memory',
      `The graphics device has no room for ${what}${numbers}. Close other tabs, or choose a smaller model or a shorter answer.`,
    )
    this.what = what
    this.needed = needed
    this.allowed = allowed
  }
}

export class BadPictureError extends CodePerceptError {
  constructor(why: string, cause?: unknown) {
    super('bad-picture', `The picture cannot be read: ${why}. Choose another file, or save it again as PNG.`, { cause })
  }
}

export class PictureTooLargeError extends CodePerceptError {
  constructor(width: number, height: number, maxPixels: number) {
    super(
      'picture-too-large',
      `The picture has ${width} × ${height} pixels; at most ${(maxPixels / 1e6).toFixed(0)} million can be read. Save a smaller version of it.`,
    )
  }
}

export class UnsupportedFormatError extends CodePerceptError {
  constructor(found: string) {
    super('unsupported-format', `This file is ${found}. Use a PNG, JPEG, WebP, GIF, BMP or AVIF picture.`)
  }
}

export class IntegrityError extends CodePerceptError {
  constructor(path: string) {
    super('integrity', `The file ${path} is damaged: its checksum is not the one of its manifest. Download it again.`)
  }
}

export class MissingFileError extends CodePerceptError {
  constructor(path: string) {
    super('missing-file', `The file ${path} is missing. Check that its whole folder was copied.`)
  }
}

export class BadManifestError extends CodePerceptError {
  constructor(why: string) {
    super(
      'bad-manifest',
      `The model's description cannot be used: ${why}. Convert the model again, or get a current copy of it.`,
    )
  }
}

/** Published files (Hugging Face form) that the converter or a test cannot read. */
export class BadCheckpointError extends CodePerceptError {
  constructor(why: string) {
    super(
      'bad-manifest',
      `The model's published files cannot be used: ${why}. Get a complete copy of the model's folder.`,
    )
  }
}

export class NetworkError extends CodePerceptError {
  constructor(url: string, why: string, cause?: unknown) {
    super('network', `${url} could not be loaded (${why}). Check the connection and try again.`, { cause })
  }
}

export class NoCodeError extends CodePerceptError {
  /** What the model wrote instead of a code block. */
  readonly answer: string

  constructor(why: 'missing' | 'unfinished' | 'empty', answer: string) {
    const what = {
      missing: 'The answer holds no code block',
      unfinished: 'The answer ended in the middle of its code block',
      empty: 'The code block of the answer is empty',
    }[why]
    super('no-code', `${what}. Run it again, or write the code yourself. It said: ${excerpt(answer)}`)
    this.answer = answer
  }
}

export class PythonError extends CodePerceptError {
  /** The Python traceback, cut to the program's own frames. */
  readonly traceback: string
  /** What Python said, as in "NameError: name 'x' is not defined". */
  readonly reason: string

  constructor(message: string, line: number | undefined, traceback = '') {
    super(
      'python',
      line === undefined ? `The program failed: ${message}` : `The program failed in line ${line}: ${message}`,
      {
        line,
      },
    )
    this.traceback = traceback
    this.reason = message
  }
}

export class TimeoutError extends CodePerceptError {
  constructor(seconds: number, line?: number) {
    super(
      'timeout',
      `The program took longer than ${seconds} s${line === undefined ? '' : ` (it was at line ${line})`} and was stopped. Shorten its loops, or allow more time.`,
      { line },
    )
  }
}

export class MemoryCapError extends CodePerceptError {
  constructor(mebibytes: number, line?: number) {
    super('memory', `The program needed more than ${mebibytes} MiB of memory and was stopped. Use smaller arrays.`, {
      line,
    })
  }
}

export class OutputError extends CodePerceptError {
  constructor(what: string) {
    super('output', `The program's output was cut: ${what}. Print or draw less.`)
  }
}

export class UnavailableImportError extends CodePerceptError {
  readonly module: string

  /** `pack`: an optional package that was out of reach when this page was made. */
  constructor(module: string, line?: number, why: 'unknown' | 'pack' = 'unknown') {
    const what =
      why === 'pack'
        ? `${module}, an optional package that this page was made without`
        : `${module}, which is not available here`
    super('unavailable-import', `The program imports ${what}. Use matplotlib and numpy.`, { line })
    this.module = module
  }
}

export class SandboxError extends CodePerceptError {
  constructor(why: string, cause?: unknown) {
    super('sandbox', `The Python sandbox does not work: ${why}. Reload the page; if it stays, use a current browser.`, {
      cause,
    })
  }
}

/** The record of anything that was thrown; what is not ours is a fault of the program and named as such. */
export function toErrorRecord(thrown: unknown): ErrorRecord {
  if (thrown instanceof CodePerceptError) return thrown.toRecord()
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return { code: 'sandbox', message: `Unexpected failure: ${message}` }
}

function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0)
}

function excerpt(text: string): string {
  const trimmed = text.trim()
  if (trimmed === '') return '(nothing)'
  return trimmed.length <= 200 ? trimmed : `${trimmed.slice(0, 200)}…`
}
