import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fetchOcr } from '../../../scripts/fetch-ocr.mjs'
import { makeTextReader } from '../../../src/ocr/open.ts'
import type { TextReader } from '../../../src/ocr/text.ts'

/** The OCR as the page has it, in Node. */
export async function openOcr(): Promise<TextReader> {
  const { dir } = await fetchOcr({ log: () => {} })
  const [det, rec, program, dictionary] = await Promise.all([
    readFile(join(dir, 'det.onnx')),
    readFile(join(dir, 'rec.onnx')),
    readFile(join(dir, 'ort-wasm-simd-threaded.wasm')),
    readFile(join(dir, 'ppocrv6_tiny_dict.txt'), 'utf8'),
  ])
  return makeTextReader({ det, rec, program: new Uint8Array(program).buffer, dictionary })
}
