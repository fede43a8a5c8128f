import { openNetwork } from '../backends/onnx.ts'
import { MissingFileError } from '../errors.ts'
import { areIndexedFiles, fetchIndexedFile, requestFile } from '../indexed-files.ts'
import { Detector } from './detector.ts'
import { Recogniser } from './recogniser.ts'
import { TextReader } from './text.ts'

/** Loads the OCR from its folder; `src` ends in a slash. Throws NetworkError, MissingFileError, IntegrityError. */
export async function openTextReader(src: string): Promise<TextReader> {
  const index = (await (await requestFile(src, 'ocr.json')).json().catch(() => null)) as { files?: unknown } | null
  const files = index?.files
  if (!areIndexedFiles(files)) throw new MissingFileError('ocr.json')
  const load = async (name: string) => {
    const file = files.find(({ path }) => path === name)
    if (!file) throw new MissingFileError(name)
    return fetchIndexedFile(src, file)
  }
  const bytes = async (name: string) => (await load(name)).arrayBuffer()
  const [det, rec, program, dictionary] = await Promise.all([
    bytes('det.onnx'),
    bytes('rec.onnx'),
    bytes('ort-wasm-simd-threaded.wasm'),
    load('ppocrv6_tiny_dict.txt').then((file) => file.text()),
  ])
  return makeTextReader({ det: new Uint8Array(det), rec: new Uint8Array(rec), program, dictionary })
}

export interface OcrFiles {
  readonly det: Uint8Array
  readonly rec: Uint8Array
  /** onnxruntime-web's. */
  readonly program: ArrayBuffer
  /** A sign a line. */
  readonly dictionary: string
}

export async function makeTextReader({ det, rec, program, dictionary }: OcrFiles): Promise<TextReader> {
  // One after the other, as the second session starts in the program that the first one has started.
  const detector = new Detector(await openNetwork(det, program))
  const recogniser = new Recogniser(await openNetwork(rec, program), signsOf(dictionary))
  return new TextReader(detector, recogniser)
}

/** A dictionary's signs in order. */
export function signsOf(dictionary: string): string[] {
  // Only the line end is cut: a line may hold a space that is a sign.
  return dictionary.replace(/\r?\n$/, '').split(/\r?\n/)
}
