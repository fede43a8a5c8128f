import { BadPictureError, NetworkError } from '../errors.ts'

/** A picture as it is shown and read: an address or the bytes of a file. */
export type Picture = string | Blob

/** The bytes of a picture; an address is fetched. */
export async function pictureBytes(picture: Picture, baseURI: string, signal: AbortSignal): Promise<Blob> {
  return picture instanceof Blob ? picture : fetchPicture(new URL(picture, baseURI).href, signal)
}

/** Pixels as a PNG. */
export async function bitmapToPng(bitmap: ImageBitmap): Promise<Blob> {
  try {
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
    canvas.getContext('2d')!.drawImage(bitmap, 0, 0)
    return await canvas.convertToBlob({ type: 'image/png' })
  } catch (error) {
    throw new BadPictureError('its pixels are gone or cannot be copied', error)
  }
}

async function fetchPicture(url: string, signal: AbortSignal): Promise<Blob> {
  let response: Response
  try {
    response = await fetch(url, { signal })
  } catch (error) {
    signal.throwIfAborted()
    throw new NetworkError(url, 'no answer', error)
  }
  if (!response.ok) throw new NetworkError(url, `status ${response.status}`)
  return response.blob()
}

/** Name for the files made from a picture: that of its file without the ending, or `picture`. */
export function pictureName(picture: Picture | null): string {
  const path = typeof picture === 'string' && !picture.startsWith('data:') ? picture.split(/[?#]/)[0]! : ''
  const file = picture instanceof File ? picture.name : (path.split('/').at(-1) ?? '')
  return file.replace(/\.[^.]+$/, '') || 'picture'
}
