import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fetchOcr } from '../../../scripts/fetch-ocr.mjs'
import { openNetwork } from '../../../src/backends/onnx.ts'
import { Detector } from '../../../src/ocr/detector.ts'
import { makeTextReader, type OcrFiles, signsOf } from '../../../src/ocr/open.ts'
import { Recogniser } from '../../../src/ocr/recogniser.ts'
import type { TextReader } from '../../../src/ocr/text.ts'

/** The OCR as the page has it, in Node. */
export async function openOcr(): Promise<TextReader> {
  return makeTextReader(await readOcrFiles())
}

/** Its two networks alone. */
export async function openNetworks(): Promise<{ readonly detector: Detector; readonly recogniser: Recogniser }> {
  const { det, rec, program, dictionary } = await readOcrFiles()
  const detector = new Detector(await openNetwork(det, program))
  return { detector, recogniser: new Recogniser(await openNetwork(rec, program), signsOf(dictionary)) }
}

async function readOcrFiles(): Promise<OcrFiles> {
  const { dir } = await fetchOcr({ log: () => {} })
  const [det, rec, program, dictionary] = await Promise.all([
    readFile(join(dir, 'det.onnx')),
    readFile(join(dir, 'rec.onnx')),
    readFile(join(dir, 'ort-wasm-simd-threaded.wasm')),
    readFile(join(dir, 'ppocrv6_tiny_dict.txt'), 'utf8'),
  ])
  return { det, rec, program: new Uint8Array(program).buffer, dictionary }
}
