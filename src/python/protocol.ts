/**
 * Engine ↔ sandbox, over one MessagePort. Plain data alone; nothing that comes from the sandbox is trusted
 * (validate.ts), because the program that runs there can send whatever it likes.
 */

import type { PlacedEdit } from './edits.ts'

/** Limits of one run. The host checks them too: the guest can switch its own checks off. */
export const LIMITS = {
  figures: 8,
  figureSide: 4096,
  figureBytes: 8 * 2 ** 20,
  outputLines: 10_000,
  outputChars: 250_000,
  notices: 50,
  /** Of one exchange: an honest one has a start, notices, figures and an end. */
  messages: 100,
  /** Characters of a message, a module's name, a notice. */
  text: 2000,
  traceback: 20_000,
  memoryMiB: 512,
  /** Of one repair, and characters of each of their texts. */
  edits: 500,
  editChars: 100_000,
  /** Characters of a trace's JSON. */
  traceChars: 16 * 2 ** 20,
  /** Of one program, and how deep they lie in lists. */
  literals: 2000,
  literalDepth: 8,
  /** Programs traced in one exchange. */
  programs: 50,
} as const

/** Long side of the scored figure in pixels. */
export const LONG_SIDE = { least: 200, most: 1600 } as const

/** Packages to install, in this order, and all their files by path. */
export interface PackFiles {
  readonly packages: readonly string[]
  readonly files: ReadonlyMap<string, Blob>
}

/** What the engine says. */
export type HostMessage =
  | {
      readonly type: 'boot'
      /** Files of the runtime folder by path; Blobs cross by reference. */
      readonly files: ReadonlyMap<string, Blob>
    }
  | {
      readonly type: 'run'
      /** Random; every message of the run carries it. */
      readonly run: number
      readonly program: string
      /** Soft limit, milliseconds. */
      readonly timeout: number
      /** Pixels. */
      readonly longSide: number
      /** What the program's imports need beside the boot, and is not there already. */
      readonly packs: PackFiles
    }
  | {
      readonly type: 'repair'
      /** Random; the answer carries it. */
      readonly run: number
      readonly program: string
      /** What Python said, and the line it said it of; 0 is unknown. */
      readonly message: string
      readonly line: number
    }
  | { readonly type: 'literals'; readonly run: number; readonly program: string }
  | {
      readonly type: 'trace'
      /** Random; each of the answers carries it. */
      readonly run: number
      readonly programs: readonly string[]
      /** Soft limit of each, milliseconds. */
      readonly timeout: number
      /** Pixels. */
      readonly longSide: number
      readonly packs: PackFiles
    }

/** Why a repair changes what it changes; the words for it are the page's. */
export const REPAIR_REASONS = [
  'array',
  'attribute',
  'bracket',
  'colon',
  'colour',
  'comma',
  'definition',
  'failing-statement',
  'formula',
  'import',
  'indentation',
  'keyword',
  'length',
  'name',
  'not-code',
  'number',
  'panel',
  'python-2',
  'quotes',
  'removed',
  'sign',
  'unavailable-import',
  'unfinished',
  'unpacking',
  'unreadable-line',
  'value',
] as const
export type RepairReason = (typeof REPAIR_REASONS)[number]

export interface RepairEdit extends PlacedEdit {
  readonly reason: RepairReason
}

/** A literal of a program that a change may replace, as `ast` finds it. */
export interface Literal {
  /** Where it begins: 1-based line, UTF-16 units from 0. */
  readonly line: number
  readonly column: number
  /** As it stands there; a sign before a number belongs to it. */
  readonly text: string
  readonly value: number | string
  /** What is known of it without running: see `LITERAL_ROLES`. */
  readonly role: LiteralRole
  /**
   * The call whose argument it is, or lies in, as a trace names it (`ax.bar`), with its line; null outside of calls.
   * What stands around data (`np.array`, `list`, …) is none: the list in it lies in the call or name outside.
   */
  readonly call: string | null
  readonly callLine: number | null
  /** Keyword, or place among the positional arguments. */
  readonly argument: string | number | null
  /** The variable that it is assigned to, or lies in, also by a loop over it; null elsewhere. */
  readonly name: string | null
  /** Indices in the lists, tuples and dicts around it, outermost first; a dict's keys count 0, 2, …, its values 1, 3, …. */
  readonly path: readonly number[]
}

/**
 * `count`: of samples, bins, levels, rows; `limit`: of an axis, ticks apart; `size`: marker, font, width of a line;
 * `figure`: figsize, dpi; `bar-width`; `angle`; `alpha`; `index`: of a list, a step, an exponent, a divisor; `value`: all other
 * numbers. Strings: `text` that is drawn, `colour`, `format` (`r--`), `option`: all other.
 */
export const LITERAL_ROLES = [
  'count',
  'limit',
  'tick',
  'size',
  'figure',
  'bar-width',
  'angle',
  'alpha',
  'index',
  'value',
  'text',
  'colour',
  'format',
  'option',
] as const
export type LiteralRole = (typeof LITERAL_ROLES)[number]

/** How a program ended; `line` is 1-based, in the program. */
export type Ending =
  | { readonly kind: 'done' }
  | { readonly kind: 'error'; readonly message: string; readonly line?: number; readonly traceback: string }
  | { readonly kind: 'unavailable-import'; readonly module: string; readonly line?: number }
  | { readonly kind: 'timeout' | 'memory'; readonly line?: number }
  | { readonly kind: 'output'; readonly what: string }
  /** The interpreter itself broke; it takes no other program. */
  | { readonly kind: 'fatal'; readonly message: string }

/** What the sandbox says. */
export type SandboxMessage =
  | { readonly type: 'hello' }
  | { readonly type: 'step'; readonly done: number; readonly total: number }
  | { readonly type: 'ready' }
  | { readonly type: 'failed'; readonly why: string }
  | { readonly type: 'started'; readonly run: number }
  | {
      readonly type: 'notice'
      readonly run: number
      readonly code: string
      readonly message: string
      readonly line?: number
    }
  | {
      readonly type: 'figure'
      readonly run: number
      readonly png: Uint8Array
      readonly width: number
      readonly height: number
    }
  | {
      readonly type: 'repaired'
      readonly run: number
      /** In the order of the text; null when no rule fits. */
      readonly edits: readonly RepairEdit[] | null
    }
  | {
      readonly type: 'literals'
      readonly run: number
      /** In the order of the text, none within another. */
      readonly literals: readonly Literal[]
    }
  | {
      readonly type: 'traced'
      readonly run: number
      /** Which of the programs; they come in order. */
      readonly index: number
      /** JSON of a trace of its scored figure alone; null when it fails, draws nothing or takes too long. */
      readonly trace: string | null
    }
  | {
      readonly type: 'end'
      readonly run: number
      readonly ending: Ending
      /** Which of the figures sent is the scored one; -1 when there is none. */
      readonly scored: number
      /** The scored figure shows nothing but empty axes. */
      readonly empty: boolean
      readonly stdout: string
      /** JSON of the trace; null when there is none, or it is too long. */
      readonly trace: string | null
    }
