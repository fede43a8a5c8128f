import { killSandbox, openSandbox } from '../../src/python/frame.ts'
import { PythonHost } from '../../src/python/host.ts'

declare global {
  interface Window {
    /** Boots one sandbox and runs the programs in it; what each printed. */
    runPrograms(patience: number, programs: readonly string[]): Promise<string[]>
  }
}

window.runPrograms = async (patience, programs) => {
  const { signal } = new AbortController()
  const broker = { open: () => openSandbox({ src: '/sandbox.html', patience }), kill: killSandbox }
  const host = new PythonHost(broker, new URL('/runtime/', location.href).href)
  await host.boot({ signal })
  const printed: string[] = []
  for (const program of programs) {
    printed.push((await host.run(program, { timeout: 10, longSide: 640, signal })).stdout)
    // Time for what a program started without waiting for it.
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
  host.dispose()
  return printed
}
