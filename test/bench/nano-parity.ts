import { join } from 'node:path'
import { ROOT } from '../../scripts/process.mjs'
import { openPage } from '../../src/cli/browser.ts'
import { convertFolder } from '../../src/cli/convert-folder.ts'
import { driveElement } from '../../src/cli/element.ts'
import { adapterOf } from './adapter.ts'
import type { Measured } from './bench.ts'

const SOURCE = join(ROOT, 'test/fixtures/nano-v0')
const PLAIN = join(ROOT, '.cache/bench/nano-keep')

/** nano against its golden answers: unquantised from the picture files on, shipped weights token by token and run. */
export async function benchNanoParity(): Promise<Measured> {
  await convertFolder(SOURCE, PLAIN, { recipe: 'keep' })
  const opened = await openPage({
    dir: join(ROOT, 'dist-lab'),
    mounts: [
      { prefix: '/mnt/plain/', dir: PLAIN },
      { prefix: '/mnt/goldens/', dir: join(SOURCE, 'goldens') },
    ],
  })
  const compare = (model: string, parts: { answers: boolean; forced: boolean }) =>
    opened.page.evaluate(([modelUrl, goldens, what]) => lab.answers(modelUrl, goldens, what), [
      `${opened.url}${model}`,
      `${opened.url}mnt/goldens/`,
      parts,
    ] as const)
  const adapter = await adapterOf(opened.page)
  const plain = await compare('mnt/plain/model.json', { answers: true, forced: false })
  const shipped = await compare('models/nano/model.json', { answers: true, forced: true })
  await opened.close()

  const equal = plain.filter((a) => a.answerEqual).length
  const different = plain.filter((a) => !a.answerEqual).map((a) => a.picture)
  const agree = shipped.reduce((sum, a) => sum + a.forcedAgree, 0)
  const total = shipped.reduce((sum, a) => sum + a.forcedTotal, 0)
  const runs = await runCodes(shipped.map((a) => a.picture))
  const failed = runs.filter((run) => run.error !== null).map((run) => `${run.picture} (${run.error})`)
  return {
    adapter,
    metrics: [
      {
        name: 'nano-parity: unquantised answers equal to the golden text',
        value: equal,
        unit: `of ${plain.length}`,
        goal: plain.length,
        better: 'higher',
        ...(different.length > 0 ? { note: `not ${different.join(', ')}` } : {}),
      },
      {
        name: 'nano-parity: forced top-1 of the shipped weights',
        value: (100 * agree) / total,
        unit: '%',
        goal: 99,
        better: 'higher',
        note: `${agree} of ${total} tokens; ${shipped.filter((a) => a.answerEqual).length} of ${shipped.length} greedy answers are the golden text`,
      },
      {
        name: 'nano-parity: codes of the shipped weights that run',
        value: runs.length - failed.length,
        unit: `of ${runs.length}`,
        goal: runs.length,
        better: 'higher',
        ...(failed.length > 0 ? { note: `not ${failed.join(', ')}` } : {}),
      },
    ],
  }
}

/** The product on each golden picture: does the code of the shipped model run? */
async function runCodes(pictures: readonly string[]): Promise<{ picture: string; error: string | null }[]> {
  const { page, close } = await openPage({ dir: join(ROOT, 'dist'), query: '?sample=off' })
  try {
    const reconstruct = await driveElement(page, { refine: '0' }, () => {})
    const runs: { picture: string; error: string | null }[] = []
    for (const picture of pictures) {
      const path = join(SOURCE, 'goldens', picture)
      const result = await reconstruct(path)
      runs.push({ picture, error: result.error?.code ?? (result.figures.length > 0 ? null : 'no figure') })
    }
    return runs
  } finally {
    await close()
  }
}
