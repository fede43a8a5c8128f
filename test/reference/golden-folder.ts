import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import type { Raster } from '../../src/raster/raster.ts'
import { argmax, type FormulaModel, greedy, type Model, textForward, visionForward } from './qwen3vl.ts'

interface Entry {
  readonly shape: readonly number[]
  readonly data: Float32Array | Int32Array | Uint8Array
}

/**
 * Writes a model with random weights and what the float64 reference makes of it, in the form of the fixture
 * (test/fixtures/qwen3vl-mini/README.md), so that parity can run on shapes that no published model has.
 */
export async function writeGoldenFolder(
  dir: string,
  model: FormulaModel,
  ids: readonly number[],
  pictures: readonly Raster[],
  count: number,
): Promise<void> {
  await mkdir(dir, { recursive: true })
  await writeGoldens(dir, model, ids, pictures, { forced: count, greedy: count })
  await writeFile(join(dir, 'config.json'), JSON.stringify(model.config))
  await writeFile(join(dir, 'preprocessor_config.json'), JSON.stringify(model.preprocessor))
  await writeFile(join(dir, 'model.safetensors'), safetensors(model.tensors))
}

/**
 * Writes the reference's stages alone. `forced` tokens cost little; each of `greedy` runs the reference again, and 0
 * leaves them out.
 */
export async function writeGoldens(
  dir: string,
  model: Model,
  ids: readonly number[],
  pictures: readonly Raster[],
  counts: { readonly forced: number; readonly greedy: number },
): Promise<void> {
  const v = model.config.vision_config
  const seen = pictures.map((picture) => visionForward(model, picture))
  const forced = Array.from({ length: counts.forced }, (_, i) => (i * 37 + 11) % 100)
  // No row sees a later one, so that the prompt's rows are those of the prompt alone.
  const all = textForward(model, [...ids, ...forced], seen)
  const answer = counts.greedy > 0 ? greedy(model, ids, seen, counts.greedy) : undefined
  const logits = all.logits.slice(0, ids.length)
  const last = ids.length - 1
  const flat = (rows: readonly Float64Array[]): Entry => {
    const data = new Float32Array(rows.length * rows[0]!.length)
    for (const [i, row] of rows.entries()) data.set(row, i * row.length)
    return { shape: [rows.length, rows[0]!.length], data }
  }
  const vector = (row: Float64Array): Entry => ({ shape: [row.length], data: Float32Array.from(row) })
  const positions = all.positions.slice(0, ids.length)
  const golden = new Map<string, Entry>([
    ['pixel_rows_head', flat(seen[0]!.pixels.slice(0, 8))],
    ['vision.block0_head', flat(seen[0]!.blocks[0]!.slice(0, 8))],
    ['vision.merged', flat(seen.flatMap((s) => s.merged))],
    ...v.deepstack_visual_indexes.map(
      (_, k) => [`vision.deepstack${k}`, flat(seen.flatMap((s) => s.deepstack[k]!))] as const,
    ),
    [
      'positions',
      {
        shape: [3, ids.length],
        data: Int32Array.from([0, 1, 2].flatMap((axis) => positions.map((position) => position[axis]!))),
      },
    ],
    ...all.layers.map((rows, l) => [`text.layer${l}_last`, vector(rows[last]!)] as const),
    ['logits_last', vector(logits[last]!)],
    ['logits_argmax', { shape: [ids.length], data: Int32Array.from(logits, argmax) }],
    ['forced_logits', flat(all.logits.slice(ids.length))],
    ...(answer ? [['greedy_logits', flat(answer.logits)] as const] : []),
  ])
  await writeFile(join(dir, 'golden.safetensors'), safetensors(golden))
  const images = pictures.map((p) => ({
    size: [p.width, p.height],
    resized: [p.width, p.height],
    grid: [1, p.height / v.patch_size, p.width / v.patch_size],
  }))
  // The reference's delta counts the forced tokens too, which go on by one each: it is the prompt's.
  const { delta } = all
  await writeFile(
    join(dir, 'golden.json'),
    JSON.stringify({
      images,
      prompt_ids: ids,
      rope_delta: delta,
      forced_ids: forced,
      ...(answer && { greedy: answer.ids }),
    }),
  )
  for (const [i, picture] of pictures.entries()) await writeFile(join(dir, `image${i}.png`), png(picture))
}

function safetensors(tensors: ReadonlyMap<string, Entry>): Buffer {
  const header: Record<string, unknown> = {}
  const bodies: Buffer[] = []
  let offset = 0
  for (const [name, { shape, data }] of tensors) {
    const body = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    const dtype = data instanceof Float32Array ? 'F32' : data instanceof Int32Array ? 'I32' : 'U8'
    header[name] = { dtype, shape, data_offsets: [offset, offset + body.length] }
    offset += body.length
    bodies.push(body)
  }
  // The data starts at a multiple of 8.
  const text = JSON.stringify(header)
  const json = Buffer.from(text.padEnd(Math.ceil(text.length / 8) * 8))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(json.length))
  return Buffer.concat([length, json, ...bodies])
}

/** 8-bit RGB, no filter. */
function png({ width, height, data }: Raster): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y++) rows.set(data.subarray(y * width * 3, (y + 1) * width * 3), y * (1 + width * 3) + 1)
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const chunk = (name: string, body: Buffer) => {
    const inner = Buffer.concat([Buffer.from(name, 'latin1'), body])
    const out = Buffer.alloc(inner.length + 8)
    out.writeUInt32BE(body.length, 0)
    out.set(inner, 4)
    out.writeUInt32BE(crc32(inner), inner.length + 4)
    return out
  }
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
