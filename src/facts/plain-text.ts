const GREEK =
  'alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω'
const SIGNS =
  'cdot · times × div ÷ pm ± leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ approx ≈ infty ∞ circ ° degree ° angle ∠ to → rightarrow → Rightarrow ⇒ in ∈ cup ∪ cap ∩ emptyset ∅ perp ⊥ parallel ∥ sum Σ int ∫ partial ∂ nabla ∇ ldots … land ∧ lor ∨ neg ¬'

const WORDS = new Map(
  `${GREEK} ${SIGNS}`.split(' ').flatMap((word, i, all) => (i % 2 === 0 ? [[word, all[i + 1] ?? '']] : [])) as [
    string,
    string,
  ][],
)

/** Takes mathtext's dollars, braces and simplest commands away: `$x_{1}$` → `x_1`, `$\\frac{1}{x-1}$` → `1/(x-1)`. */
export function plainText(text: string): string {
  const dollars = text.match(/(?<!\\)\$/g)?.length ?? 0
  // Dollars that make no pairs are money.
  if (dollars === 0 || dollars % 2 === 1) return text.replace(/\\\$/g, '$').trim()
  return text
    .split(/(?<!\\)\$/)
    .map((part, i) => (i % 2 === 1 ? plainMath(part) : part.replace(/\\\$/g, '$')))
    .join('')
    .trim()
}

function plainMath(text: string): string {
  let math = text
    .replace(
      /\\(?:,|;|!|:| |quad|qquad|left|right|mathrm|text|mathbf|mathit|mathdefault|vec|hat|bar|overline|boldsymbol|displaystyle)(?![a-z])/g,
      '',
    )
    .replace(/\\[dt]frac/g, '\\frac')
  for (let before = ''; before !== math; ) {
    before = math
    math = math
      .replace(/\\frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, (_, a: string, b: string) => `${grouped(a)}/${grouped(b)}`)
      .replace(/\\frac\s*(\w)\s*(\w)/g, '$1/$2')
      .replace(/\\sqrt\s*\{([^{}]*)\}/g, (_, a: string) => `sqrt(${a})`)
      .replace(/\^\{([^{}]*)\}/g, (_, a: string) => `^${grouped(a)}`)
      .replace(/(?<!frac|sqrt|\})\{([^{}]*)\}/g, '$1')
  }
  return math
    .replace(/\^\s*\\(?:circ|degree)/g, '°')
    .replace(/\\([A-Za-z]+)/g, (_, word: string) => WORDS.get(word) ?? word)
    .replace(/[{}\\]/g, '')
}

/** In brackets where it is more than one number or name. */
const grouped = (text: string): string =>
  /^(?:[\w.]+|\\[A-Za-z]+)$/.test(text.trim()) ? text.trim() : `(${text.trim()})`
