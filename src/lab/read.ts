import type { Observation, Side } from '../observation.ts'
import { Ocr } from '../ocr/ocr.ts'
import { decodePicture } from '../raster/decode.ts'

export interface ReadPicture {
  readonly observation: Observation
  readonly overlay: Blob | null
}

let ocr: Ocr | undefined

/** Reads a picture file with the OCR of this page; `overlay`: what was seen, drawn over the picture. */
export async function readPicture(picture: Blob, overlay: boolean): Promise<ReadPicture> {
  ocr ??= new Ocr(new URL('ocr/', location.href).href)
  const { raster } = await decodePicture(picture)
  const observation = await ocr.observe(raster, new AbortController().signal)
  return { observation, overlay: overlay ? await drawOverlay(picture, observation) : null }
}

const TEXT = '#d6006c'
const AXES = '#0060d6'

async function drawOverlay(picture: Blob, { texts, axes }: Observation): Promise<Blob> {
  const bitmap = await createImageBitmap(picture)
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
  const context = canvas.getContext('2d')!
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.globalAlpha = 0.5
  context.drawImage(bitmap, 0, 0)
  context.globalAlpha = 1
  context.font = '10px sans-serif'
  context.strokeStyle = context.fillStyle = TEXT
  for (const { text, box } of texts) {
    const [x0, y0, x1, y1] = box
    context.strokeRect(x0, y0, x1 - x0, y1 - y0)
    context.fillText(text, x0, y0 - 2)
  }
  context.strokeStyle = context.fillStyle = AXES
  for (const one of axes) {
    const [x0, y0, x1, y1] = one.box
    context.strokeRect(x0, y0, x1 - x0, y1 - y0)
    for (const { px } of one.x?.ticks ?? []) context.fillRect(px - 0.5, y1 - 6, 1, 12)
    for (const { px } of one.y?.ticks ?? []) context.fillRect(x0 - 6, px - 0.5, 12, 1)
    for (const { px } of one.twin?.ticks ?? []) context.fillRect(x1 - 6, px - 0.5, 12, 1)
    context.fillText(
      [named('x', one.x), named('y', one.y), named('y₂', one.twin)].filter(Boolean).join(', '),
      x0 + 3,
      y0 + 11,
    )
  }
  return canvas.convertToBlob({ type: 'image/png' })
}

function named(name: string, side: Side | null | undefined): string {
  return side ? `${name} ${side.kind} ±${side.residualPx.toFixed(2)} px` : ''
}
