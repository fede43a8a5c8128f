/** `npm run parity -- DIR`: compares every stage of a Hugging Face folder with the golden tensors that lie in it. */
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { runMain, SetupError } from '../../scripts/log.mjs'
import { ROOT } from '../../scripts/process.mjs'
import type { ParityStage } from '../lab/parity.ts'
import { openPage } from './browser.ts'
import { convertFolder } from './convert-folder.ts'

const HELP = `npm run parity -- DIR [DIR …]

Runs the model of each folder in the browser, unquantised, and compares every stage with its golden tensors:
config.json, preprocessor_config.json, model.safetensors, golden.json, golden.safetensors, image0.png, image1.png, …
(test/fixtures/qwen3vl-mini is such a folder). One line a stage: relative root mean square and largest difference, or
how many ids, bytes or positions differ. Exit status: 0 when every stage is within its tolerance, else 1.`

await runMain(async () => {
  const folders = process.argv.slice(2)
  if (folders.length === 0 || folders.includes('--help')) {
    console.log(HELP)
    return folders.length === 0 ? 1 : 0
  }
  let failed = 0
  for (const folder of folders) {
    const stages = await compare(resolve(folder))
    failed += stages.filter((stage) => !stage.ok).length
    const bad = stages.filter((stage) => !stage.ok).map((stage) => stage.name)
    console.log(`${folder}: ${stages.length - bad.length} stages agree${bad.length ? `, not ${bad.join(', ')}` : ''}`)
  }
  return failed === 0 ? 0 : 1
})

async function compare(folder: string): Promise<readonly ParityStage[]> {
  for (const name of ['config.json', 'golden.json', 'golden.safetensors']) {
    await stat(join(folder, name)).catch(() => {
      throw new SetupError(`${join(folder, name)} is missing: the folder must hold a model and its golden tensors.`)
    })
  }
  const model = await mkdtemp(join(tmpdir(), 'codepercept-parity-'))
  try {
    await convertFolder(folder, model, { recipe: 'keep' })
    const { page, url, errors, close } = await openPage({
      dir: join(ROOT, 'dist-lab'),
      mounts: [
        { prefix: '/mnt/model/', dir: model },
        { prefix: '/mnt/golden/', dir: folder },
      ],
    })
    try {
      page.on('console', (message) => {
        if (message.type() === 'log') console.log(line(JSON.parse(message.text()) as ParityStage))
      })
      return await page.evaluate(([modelUrl, goldenUrl]) => lab.parity(modelUrl, goldenUrl), [
        `${url}mnt/model/model.json`,
        `${url}mnt/golden/`,
      ] as const)
    } catch (error) {
      throw new SetupError([error instanceof Error ? error.message : String(error), ...errors].join('\n'))
    } finally {
      await close()
    }
  } finally {
    await rm(model, { recursive: true, force: true })
  }
}

function line({ name, rms, max, differing, compared, ok }: ParityStage): string {
  const exact = rms === 0 && max === 0
  const figures = exact
    ? `${differing} of ${compared} differ`
    : `rms ${rms.toExponential(2)}  max ${max.toExponential(2)}`
  return `${ok ? 'ok  ' : 'FAIL'}  ${name.padEnd(24)}  ${figures}`
}
