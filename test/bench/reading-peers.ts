import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Observation, ReadText } from '../../src/observation.ts'
import type { Raster } from '../../src/raster/raster.ts'
import { compareTexts } from '../reference/reading/compare.ts'
import { readPlainly } from '../reference/reading/plain.ts'
import type { PictureTruth } from '../reference/reading/truth.ts'
import { openNetworks } from '../unit/ocr/files.ts'
import type { Metric } from './record.ts'

/** Of the pictures, each so many-th is shown to the peers. */
export const PEER_STEP = 3

interface Peer {
  readonly name: string
  read(picture: Raster, png: Buffer): Promise<readonly ReadText[]>
  close(): Promise<void>
}

interface Count {
  total: number
  right: number
}

/** Other readers of texts on the same pictures, compared in the same way. */
export class ReadingPeers {
  readonly #peers: readonly Peer[]
  readonly #counts = new Map<string, { ticks: Count; names: Count }>()

  private constructor(peers: readonly Peer[]) {
    this.#peers = peers
    for (const { name } of peers)
      this.#counts.set(name, { ticks: { total: 0, right: 0 }, names: { total: 0, right: 0 } })
  }

  static async open(): Promise<ReadingPeers> {
    const networks = await openNetworks()
    const plain: Peer = {
      name: 'plain detector and recogniser',
      read: (picture) => readPlainly(picture, networks),
      close: async () => {},
    }
    const tesseract = await openTesseract()
    return new ReadingPeers(tesseract ? [plain, tesseract] : [plain])
  }

  /** Reads one picture with all of them. `png`: its file. */
  async read(picture: Raster, png: Buffer, truth: PictureTruth): Promise<void> {
    for (const peer of this.#peers) {
      const texts = await peer.read(picture, png)
      const seen: Observation = { version: 1, width: picture.width, height: picture.height, texts, axes: [], marks: [] }
      const counts = this.#counts.get(peer.name)!
      for (const [role, { total, right }] of compareTexts(seen, truth).roles) {
        const count = role === 'tick' ? counts.ticks : role === 'title' || role === 'label' ? counts.names : null
        if (!count) continue
        count.total += total
        count.right += right
      }
    }
  }

  async close(): Promise<Metric[]> {
    for (const peer of this.#peers) await peer.close()
    return [...this.#counts].flatMap(([name, { ticks, names }]) =>
      [
        { of: 'tick labels', ...ticks },
        { of: 'titles and axis labels', ...names },
      ].map(({ of, total, right }): Metric => {
        return {
          name: `reading: ${of}, ${name}`,
          value: (100 * right) / total,
          unit: '%',
          goal: null,
          better: 'higher',
        }
      }),
    )
  }
}

/** tesseract.js for sparse text, with its English data from its package; `null` where that is missing. */
async function openTesseract(): Promise<Peer | null> {
  try {
    const { createWorker, PSM } = await import('tesseract.js')
    const data = fileURLToPath(import.meta.resolve('@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz'))
    const worker = await createWorker('eng', 1, { langPath: dirname(data), cacheMethod: 'none', gzip: true })
    await worker.setParameters({ tessedit_pageseg_mode: PSM.SPARSE_TEXT, user_defined_dpi: '100' })
    return {
      name: 'tesseract.js',
      read: async (_picture, png) => {
        const { data: page } = await worker.recognize(png, {}, { blocks: true })
        const lines = (page.blocks ?? []).flatMap(({ paragraphs }) => paragraphs.flatMap((one) => one.lines))
        return lines.map(({ text, confidence, bbox: { x0, y0, x1, y1 } }, i): ReadText => {
          return {
            id: `t${i + 1}`,
            text: text.trim(),
            alternatives: [],
            box: [x0, y0, x1, y1],
            angle: 0,
            confidence: confidence / 100,
          }
        })
      },
      close: async () => {
        await worker.terminate()
      },
    }
  } catch (error) {
    console.log(`reading: tesseract.js left out, ${error instanceof Error ? error.message : error}`)
    return null
  }
}
