import type { Observation, ReadMark, Side } from '../observation.ts'
import { Ocr } from '../ocr/ocr.ts'
import { decodePicture } from '../raster/decode.ts'
import type { Raster } from '../raster/raster.ts'

export interface ReadPicture {
  readonly observation: Observation
  readonly overlay: Blob | null
}

let ocr: Ocr | undefined

/** With the OCR of this page, which is loaded at the first call. */
export function observePicture(raster: Raster): Promise<Observation> {
  ocr ??= new Ocr(new URL('ocr/', location.href).href)
  return ocr.observe(raster, new AbortController().signal)
}

/** Reads a picture file with the OCR of this page; `overlay`: what was seen, drawn over the picture. */
export async function readPicture(picture: Blob, overlay: boolean): Promise<ReadPicture> {
  const { raster } = await decodePicture(picture)
  const observation = await observePicture(raster)
  return { observation, overlay: overlay ? await drawOverlay(picture, observation) : null }
}

const TEXT = '#d6006c'
const AXES = '#0060d6'
const MARKS = '#00a040'

async function drawOverlay(picture: Blob, { texts, axes, marks }: Observation): Promise<Blob> {
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
  context.strokeStyle = context.fillStyle = MARKS
  for (const mark of marks) drawMark(context, mark)
  return canvas.convertToBlob({ type: 'image/png' })
}

function drawMark(context: OffscreenCanvasRenderingContext2D, { kind, px, data }: ReadMark): void {
  const [x = 0, y = 0, third = 0, fourth = 0] = px
  if (kind === 'bar') context.strokeRect(x, y, third - x, fourth - y)
  else if (kind === 'wedge') {
    const turn = (-data[0]! * Math.PI) / 180
    context.beginPath()
    context.moveTo(x, y)
    context.lineTo(x + third * Math.cos(turn), y + third * Math.sin(turn))
    context.stroke()
  } else if (kind === 'vertex') context.strokeRect(x - 2, y - 2, 4, 4)
  else {
    context.fillRect(x - 4, y - 0.5, 8, 1)
    context.fillRect(x - 0.5, y - 4, 1, 8)
  }
}

function named(name: string, side: Side | null | undefined): string {
  return side ? `${name} ${side.kind} ±${side.residualPx.toFixed(2)} px` : ''
}
