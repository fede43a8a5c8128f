/** Which modules a program's text names in imports; a help to load what it needs, never a matter of safety. */

/**
 * Top names of the modules that lines of the program import, wherever these lines stand: in a function, a `try`, even
 * in a text. One too many costs a download; one that hides (`__import__`) fails in the program as any missing module.
 */
export function importedModules(program: string): ReadonlySet<string> {
  const names = new Set<string>()
  const take = (name: string | undefined) => {
    const [top = ''] = name?.trim().split(/[.\s]/) ?? []
    if (top !== '') names.add(top)
  }
  // A statement begins a line or follows a colon or semicolon.
  for (const [, plain, from] of program.matchAll(
    /(?:^|[:;])[ \t]*(?:import[ \t]+([^\n;#]+)|from[ \t]+([\w.]+)[ \t]+import\b)/gm,
  )) {
    if (from !== undefined) take(from)
    for (const name of plain?.split(',') ?? []) take(name)
  }
  return names
}
