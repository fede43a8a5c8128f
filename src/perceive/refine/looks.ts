import type { PlacedEdit } from '../../python/edits.ts'
import type { Literal } from '../../python/protocol.ts'
import type { StepEdit } from '../protocol.ts'
import { Fit } from './fit.ts'
import { MissingInk } from './missing-ink.ts'
import { Program } from './program.ts'
import type { Drawing, Lab, Proposal, Proposer, Target } from './proposal.ts'
import { Sight } from './sight.ts'

/** A look is taken again after each of its proposals that was kept, this many times. */
const MOST_TURNS = 8
const SETTLED = 0.6

/** All that a look at a drawing needs; what is costly is made when it is asked for. */
export class Scene {
  readonly drawing: Drawing
  readonly target: Target
  readonly lab: Lab
  readonly program: Program
  readonly #supported: ReadonlySet<string>
  #sight: Sight | undefined
  #fit: Fit | undefined
  #base: number | undefined
  #missing: MissingInk | undefined
  #literals: Promise<readonly Literal[]> | undefined

  /** Null where the program cannot be read, or nothing was registered. */
  static of(drawing: Drawing, target: Target, lab: Lab): Scene | null {
    const program = Program.read(drawing.code)
    return program && drawing.score.registration ? new Scene(drawing, target, lab, program) : null
  }

  private constructor(drawing: Drawing, target: Target, lab: Lab, program: Program) {
    this.drawing = drawing
    this.target = target
    this.lab = lab
    this.program = program
    const elements = drawing.score.elements ?? []
    this.#supported = new Set(elements.filter(({ verdict }) => verdict === 'supported').map(({ id }) => id))
  }

  get sight(): Sight {
    this.#sight ??= new Sight(this.drawing, this.target)
    return this.#sight
  }

  get fit(): Fit {
    this.#fit ??= new Fit(this.drawing, this.target)
    return this.#fit
  }

  /** What the drawing itself explains. */
  get base(): number {
    this.#base ??= this.fit.value(this.drawing.trace)
    return this.#base
  }

  get missing(): MissingInk {
    this.#missing ??= new MissingInk(this.drawing, this.target, this.sight)
    return this.#missing
  }

  /** Most of what is drawn is where the source has it: what is missing is not merely elsewhere. */
  get isSettled(): boolean {
    const data = this.drawing.trace.artists.filter(
      ({ role, kind, path }) => role === 'data' && kind !== 'text' && path.box,
    )
    return data.filter(({ id }) => this.isSupported(id)).length >= SETTLED * data.length
  }

  literals(): Promise<readonly Literal[]> {
    this.#literals ??= this.lab.literals(this.drawing.code)
    return this.#literals
  }

  isSupported(id: string): boolean {
    return this.#supported.has(id)
  }
}

/** What a look at a drawing offers, likeliest first. */
export type Look = (scene: Scene) => Promise<readonly Proposal[]>

/** A proposer that takes looks, each until nothing of it is kept. */
export function proposerOf(looks: readonly Look[]): Proposer {
  return async function* (drawing, target, lab) {
    let scene = Scene.of(drawing, target, lab)
    for (const look of looks) {
      for (let turn = 0; scene && turn < MOST_TURNS; turn++) {
        let kept: Drawing | null = null
        for (const proposal of await look(scene)) {
          kept = yield proposal
          if (kept) break
        }
        if (!kept) break
        scene = Scene.of(kept, target, lab)
      }
    }
  }
}

export function styled(edits: readonly (PlacedEdit | null)[], detail: string): Proposal[] {
  return proposed('style', 'seen-style', edits, detail)
}

/** None where an edit could not be made. */
export function proposed(
  kind: Proposal['kind'],
  reason: StepEdit['reason'],
  edits: readonly (PlacedEdit | null)[],
  detail: string,
): Proposal[] {
  const made = edits.filter((edit) => edit !== null)
  if (made.length === 0 || made.length < edits.length) return []
  return [{ kind, edits: made.map((edit) => ({ ...edit, reason, detail })) }]
}
