import { basename, extname, join, resolve } from 'node:path'

/**
 * The name under which each picture's files are written: its own without the ending, with `-2`, `-3` … where two
 * pictures share it or where a file that is written would replace a picture that is read.
 */
export function outputNames(pictures: readonly string[], out: string): string[] {
  const sources = new Set(pictures.map((path) => fold(resolve(path))))
  const taken = new Set<string>()
  return pictures.map((path) => {
    const base = basename(path, extname(path))
    let name = base
    for (let count = 2; taken.has(fold(name)) || replacesSource(name); count++) name = `${base}-${count}`
    taken.add(fold(name))
    return name
  })

  function replacesSource(name: string): boolean {
    const written = fold(resolve(out, `${name}.figure`))
    return [...sources].some(
      (source) => source.startsWith(written) && /^(-\d+)?\.png$/.test(source.slice(written.length)),
    )
  }
}

/** Paths of the files of one picture. `figure` counts from 0. */
export function outputPaths(out: string, name: string) {
  return {
    code: join(out, `${name}.py`),
    result: join(out, `${name}.json`),
    figure: (index: number) => join(out, index === 0 ? `${name}.figure.png` : `${name}.figure-${index + 1}.png`),
  }
}

/** File systems of Windows and macOS take `Plot` and `plot` for one name. */
function fold(path: string): string {
  return path.toLowerCase()
}
