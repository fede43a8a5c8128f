/** Optional packages of the Python runtime, loaded only when a program imports them. Plain Node without dependencies. */

/**
 * Packages of Pyodide's lock by pack. `redistributed`: the wheel that `fetch-runtime.mjs` falls back to holds it.
 * `warm`: what usual programs import of it, compiled once at set-up.
 * @type {Record<string, { redistributed: boolean, warm: string }>}
 */
export const PACKS = {
  sympy: {
    redistributed: true,
    warm: 'import sympy, sympy.geometry, sympy.plotting, sympy.stats, sympy.utilities.lambdify, mpmath',
  },
  scipy: {
    redistributed: true,
    warm: `import scipy.cluster.hierarchy, scipy.constants, scipy.fft, scipy.integrate, scipy.interpolate, scipy.linalg
import scipy.ndimage, scipy.optimize, scipy.signal, scipy.sparse, scipy.spatial, scipy.special, scipy.stats`,
  },
  networkx: { redistributed: false, warm: 'import networkx' },
  shapely: { redistributed: false, warm: 'import shapely.geometry, shapely.ops' },
}

/**
 * A pack's packages in the order in which they are installed: itself and what it needs beside the base.
 * @param {string} pack
 * @param {Record<string, { depends: string[] }>} packages of the lock
 * @param {readonly string[]} base
 * @returns {string[]}
 */
export function packagesOf(pack, packages, base) {
  const found = new Set()
  /** @param {string} name */
  const visit = (name) => {
    if (found.has(name) || base.includes(name)) return
    for (const need of packages[name].depends) visit(need)
    found.add(name)
  }
  visit(pack)
  return [...found]
}

/** One line about the packs that no source serves; null when each has one. @param {readonly string[]} packs */
export function withoutSource(packs) {
  if (packs.length === 0) return null
  return `optional packs that no source serves: ${packs.join(', ')} (programs that import them are told so)`
}
