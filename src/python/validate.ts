/** Host side: what the sandbox sends, checked by type and size and copied into fresh objects. */
import {
  type Ending,
  LIMITS,
  LITERAL_ROLES,
  type Literal,
  type LiteralRole,
  REPAIR_REASONS,
  type RepairEdit,
  type RepairReason,
  type SandboxMessage,
} from './protocol.ts'

type Fields = Readonly<Record<string, unknown>>

/** A message of the sandbox, or null when it is not one that an honest sandbox sends. */
export function parseMessage(data: unknown): SandboxMessage | null {
  if (!isFields(data)) return null
  const { type } = data
  switch (type) {
    case 'hello':
    case 'ready':
      return { type }
    case 'step': {
      const { done, total } = data
      return isCount(done, 100) && isCount(total, 100) && done <= total ? { type, done, total } : null
    }
    case 'failed':
      return isText(data.why, LIMITS.text) ? { type, why: data.why } : null
    case 'started':
      return isRun(data.run) ? { type, run: data.run } : null
    case 'notice':
      return parseNotice(data)
    case 'figure':
      return parseFigure(data)
    case 'repaired':
      return parseRepair(data)
    case 'literals':
      return parseLiterals(data)
    case 'traced': {
      const { run, index } = data
      if (!isRun(run) || !isCount(index, LIMITS.programs - 1)) return null
      return { type, run, index, trace: isText(data.trace, LIMITS.traceChars) ? data.trace : null }
    }
    case 'end':
      return parseEnd(data)
    default:
      return null
  }
}

function parseNotice(data: Fields): SandboxMessage | null {
  const { run, code, message } = data
  const line = parseLine(data)
  if (!isRun(run) || !isText(code, 40) || !isText(message, LIMITS.text) || line === null) return null
  return { type: 'notice', run, code, message, ...line }
}

function parseFigure(data: Fields): SandboxMessage | null {
  const { run, png, width, height } = data
  if (!isRun(run) || !isSide(width) || !isSide(height)) return null
  if (!(png instanceof Uint8Array) || png.length > LIMITS.figureBytes) return null
  const size = pngSize(png)
  if (size === null || size.width !== width || size.height !== height) return null
  return { type: 'figure', run, png: png.slice(), width, height }
}

function parseRepair(data: Fields): SandboxMessage | null {
  const { run, edits } = data
  if (!isRun(run)) return null
  if (edits === null) return { type: 'repaired', run, edits }
  if (!Array.isArray(edits) || edits.length === 0 || edits.length > LIMITS.edits) return null
  const parsed = edits.map(parseEdit)
  return parsed.every((edit) => edit !== null) ? { type: 'repaired', run, edits: parsed } : null
}

const reasons: ReadonlySet<unknown> = new Set(REPAIR_REASONS)

function parseEdit(data: unknown): RepairEdit | null {
  if (!isFields(data)) return null
  const { column, from, to, reason } = data
  const { line } = parseLine(data) ?? {}
  if (line === undefined || !isCount(column, 1_000_000) || !reasons.has(reason)) return null
  if (!isText(from, LIMITS.editChars) || !isText(to, LIMITS.editChars)) return null
  return { line, column, from, to, reason: reason as RepairReason }
}

function parseLiterals(data: Fields): SandboxMessage | null {
  const { run, literals } = data
  if (!isRun(run) || !Array.isArray(literals) || literals.length > LIMITS.literals) return null
  const parsed = literals.map(parseLiteral)
  return parsed.every((literal) => literal !== null) ? { type: 'literals', run, literals: parsed } : null
}

const roles: ReadonlySet<unknown> = new Set(LITERAL_ROLES)

function parseLiteral(data: unknown): Literal | null {
  if (!isFields(data)) return null
  const { column, text, value, role, call, callLine, argument, name, path } = data
  const { line } = parseLine(data) ?? {}
  if (line === undefined || !isCount(column, 1_000_000) || !roles.has(role)) return null
  if (!isText(text, LIMITS.text) || text === '') return null
  // What a number's text says is what is changed; a string's is Python's to read.
  const isNumber = typeof value === 'number' && Number.isFinite(value) && numberOf(text) === value
  if (!isNumber && !isText(value, LIMITS.text)) return null
  if (!(call === null || isText(call, 400)) || !(callLine === null || isCount(callLine, 1_000_000))) return null
  if (!(argument === null || isText(argument, 400) || isCount(argument, 1_000_000))) return null
  if (!(name === null || isText(name, 400))) return null
  if (!Array.isArray(path) || path.length > LIMITS.literalDepth) return null
  if (!path.every((at): at is number => isCount(at, 1_000_000))) return null
  return { line, column, text, value, role: role as LiteralRole, call, callLine, argument, name, path: [...path] }
}

/** A number as Python writes it; NaN when it is none. */
function numberOf(text: string): number {
  const [, sign, digits] = /^([+-]?)\s*([\d.][\w.+-]*)$/.exec(text) ?? []
  if (digits === undefined) return Number.NaN
  const value = Number(digits.replaceAll('_', ''))
  return sign === '-' ? -value : value
}

function parseEnd(data: Fields): SandboxMessage | null {
  const { run, scored, empty, stdout } = data
  if (!isRun(run) || typeof empty !== 'boolean' || !isText(stdout, LIMITS.outputChars)) return null
  if (typeof scored !== 'number' || !Number.isInteger(scored) || scored < -1 || scored >= LIMITS.figures) return null
  // A trace that is no text of a fair length costs the trace and nothing else.
  const trace = isText(data.trace, LIMITS.traceChars) ? data.trace : null
  const ending = parseEnding(data.ending)
  return ending && { type: 'end', run, ending, scored, empty, stdout, trace }
}

function parseEnding(data: unknown): Ending | null {
  if (!isFields(data)) return null
  const line = parseLine(data)
  if (line === null) return null
  const { kind, message, traceback, module, what } = data
  switch (kind) {
    case 'done':
      return { kind }
    case 'timeout':
    case 'memory':
      return { kind, ...line }
    case 'error':
      if (!isText(message, LIMITS.text) || !isText(traceback, LIMITS.traceback)) return null
      return { kind, message, traceback, ...line }
    case 'unavailable-import':
      return isText(module, LIMITS.text) ? { kind, module, ...line } : null
    case 'output':
      return isText(what, LIMITS.text) ? { kind, what } : null
    case 'fatal':
      return isText(message, LIMITS.text) ? { kind, message } : null
    default:
      return null
  }
}

/** Width and height of a PNG in pixels, read from its header; null when the bytes are no PNG. */
export function pngSize(bytes: Uint8Array): { width: number; height: number } | null {
  if (bytes.length < 33 || PNG_START.some((byte, i) => bytes[i] !== byte)) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return { width: view.getUint32(16), height: view.getUint32(20) }
}

/** Signature, then length and name of the IHDR chunk. */
const PNG_START = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]

function isFields(data: unknown): data is Fields {
  return typeof data === 'object' && data !== null && !Array.isArray(data)
}

function isText(value: unknown, most: number): value is string {
  return typeof value === 'string' && value.length <= most
}

function isCount(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most
}

function isRun(value: unknown): value is number {
  return isCount(value, 2 ** 32)
}

function isSide(value: unknown): value is number {
  return isCount(value, LIMITS.figureSide) && value > 0
}

/** The optional line of a record: no field when it is absent, null when it is not a line number. */
function parseLine(data: Fields): { line?: number } | null {
  const { line } = data
  if (line === undefined) return {}
  return isCount(line, 1_000_000) && line > 0 ? { line } : null
}
