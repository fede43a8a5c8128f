/** The OCR's own worker, since its inference holds up the thread it runs on. It only ever sees pixels. */
import * as Comlink from 'comlink'
import { toErrorRecord } from '../errors.ts'
import type { Observation } from '../observation.ts'
import type { Raster } from '../raster/raster.ts'
import { observe } from './observe.ts'
import { openTextReader } from './open.ts'
import type { Observed, OcrApi } from './protocol.ts'
import type { TextReader } from './text.ts'

let opened: { readonly src: string; readonly reader: Promise<TextReader> } | undefined

const api: OcrApi = {
  async observe(src: string, picture: Raster): Promise<Observed> {
    try {
      if (opened?.src !== src) opened = { src, reader: openTextReader(src) }
      const observation: Observation = await observe(picture, await opened.reader)
      return { observation }
    } catch (thrown) {
      opened = undefined
      return { error: toErrorRecord(thrown) }
    }
  },
}

Comlink.expose(api)
