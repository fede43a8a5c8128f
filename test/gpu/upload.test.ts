import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseManifest } from '../../src/weights/manifest.ts'
import { httpSource } from '../../src/weights/source.ts'
import { uploadWeights } from '../../src/weights/upload.ts'

const ADDRESS = new URL('/models/nano/model.json', location.href).href
const { signal } = new AbortController()

let device: GPUDevice
beforeAll(async () => {
  const adapter = await navigator.gpu.requestAdapter()
  device = await adapter!.requestDevice()
})
afterAll(() => device.destroy())

async function readBack(buffer: GPUBuffer): Promise<Uint8Array> {
  const staging = device.createBuffer({ size: buffer.size, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ })
  const encoder = device.createCommandEncoder()
  encoder.copyBufferToBuffer(buffer, 0, staging, 0, buffer.size)
  device.queue.submit([encoder.finish()])
  await staging.mapAsync(GPUMapMode.READ)
  const bytes = new Uint8Array(staging.getMappedRange().slice(0))
  staging.destroy()
  return bytes
}

test('the buffers of the embedded model hold the bytes of its shards', async () => {
  const source = httpSource(ADDRESS)
  const manifest = parseManifest(await source.manifest(signal))
  const weights = await uploadWeights(device, manifest, source, { signal })
  const shards = await Promise.all(
    manifest.shards.map(async ({ path }) => (await fetch(new URL(path, ADDRESS))).arrayBuffer()),
  )
  const all = new Uint8Array(await new Blob(shards).arrayBuffer())
  for (const { name, parts } of manifest.tensors) {
    for (const [i, { data, scales }] of parts.entries()) {
      const part = weights.get(name).parts[i]!
      for (const [range, buffer] of [[data, part.data] as const, [scales, part.scales] as const]) {
        if (!range || !buffer) continue
        const wanted = all.subarray(range.offset, range.offset + range.length)
        const found = await readBack(buffer)
        expect(found.length).toBe(wanted.length)
        const wrong = found.findIndex((byte, at) => byte !== wanted[at])
        expect(wrong, name).toBe(-1)
      }
    }
  }
  expect(weights.bytes).toBe(all.length)
  weights.dispose()
})
