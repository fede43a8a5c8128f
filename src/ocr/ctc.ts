export interface Candidate {
  /** Classes without blanks and repeats. */
  readonly signs: readonly number[]
  /** Mean probability of the signs, 0–1; 0 without signs. */
  readonly confidence: number
}

/** Readings kept at each step, and classes looked at. */
const BEAM = 8
const CLASSES = 6

interface Path {
  readonly signs: readonly number[]
  /** Log probability of the paths that end in a blank and in the last sign. */
  blank: number
  sign: number
  /** Highest probability at which each sign stood. */
  readonly heights: readonly number[]
}

/**
 * Connectionist temporal classification, likeliest readings first: prefix beam search over `data`, probabilities
 * [steps, classes] with the blank as class 0 (Hannun et al., First-Pass Large Vocabulary Continuous Speech Recognition, 2014).
 * `priors`: log of a factor for each class.
 */
export function readCtc(data: Float32Array, steps: number, classes: number, priors: Float32Array): Candidate[] {
  let beam: Path[] = [{ signs: [], blank: 0, sign: -Infinity, heights: [] }]
  for (let step = 0; step < steps; step++) {
    const top = topClasses(data, step * classes, classes)
    if (top.length === 1 && top[0]!.id === 0) {
      // Nothing but blank here: no reading changes, but the next sign may be the last one again.
      beam = beam.map((path) => ({ ...path, blank: addLogs(path.blank, path.sign), sign: -Infinity }))
      continue
    }
    const next = new Map<string, Path>()
    const at = (signs: readonly number[], heights: readonly number[]) => {
      const key = signs.join(' ')
      let path = next.get(key)
      if (!path) {
        path = { signs, blank: -Infinity, sign: -Infinity, heights }
        next.set(key, path)
      }
      return path
    }
    for (const path of beam) {
      const last = path.signs.at(-1)
      const both = addLogs(path.blank, path.sign)
      for (const { id, p } of top) {
        const log = Math.log(p) + priors[id]!
        if (id === 0) {
          const same = at(path.signs, path.heights)
          same.blank = addLogs(same.blank, both + log)
        } else if (id === last) {
          const raised = [...path.heights.slice(0, -1), Math.max(path.heights.at(-1)!, p)]
          const same = at(path.signs, raised)
          same.sign = addLogs(same.sign, path.sign + log)
          const longer = at([...path.signs, id], [...path.heights, p])
          longer.sign = addLogs(longer.sign, path.blank + log)
        } else {
          const longer = at([...path.signs, id], [...path.heights, p])
          longer.sign = addLogs(longer.sign, both + log)
        }
      }
    }
    beam = [...next.values()].sort((a, b) => addLogs(b.blank, b.sign) - addLogs(a.blank, a.sign)).slice(0, BEAM)
  }
  return beam.map(({ signs, heights }) => ({
    signs,
    confidence: heights.length === 0 ? 0 : heights.reduce((sum, height) => sum + height, 0) / heights.length,
  }))
}

/** The likeliest classes of a step, those above .001 of probability. */
function topClasses(data: Float32Array, from: number, classes: number): { id: number; p: number }[] {
  const top: { id: number; p: number }[] = []
  for (let id = 0; id < classes; id++) {
    const p = data[from + id]!
    if (p < 1e-3 || (top.length === CLASSES && p <= top[CLASSES - 1]!.p)) continue
    top.push({ id, p })
    top.sort((a, b) => b.p - a.p)
    if (top.length > CLASSES) top.pop()
  }
  return top
}

function addLogs(a: number, b: number): number {
  if (a === -Infinity) return b
  if (b === -Infinity) return a
  const most = Math.max(a, b)
  return most + Math.log(Math.exp(a - most) + Math.exp(b - most))
}
