import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { IntegrityError, MissingFileError, NetworkError } from '../../../src/errors.ts'
import { convertTensors } from '../../../src/weights/convert.ts'
import { type Consume, loadFile, loadShards } from '../../../src/weights/load.ts'
import { type Manifest, parseManifest } from '../../../src/weights/manifest.ts'
import { httpSource, memorySource, type WeightSource } from '../../../src/weights/source.ts'
import { fixture, joinShards, MemorySink, memoryFolder } from './model-folder.ts'

const SHARD = 65536
const never = new AbortController().signal

/** nano in shards of 64 KiB and parts of 20 kB, its files as bytes. */
async function smallModel(): Promise<{ manifest: Manifest; files: Map<string, Uint8Array<ArrayBuffer>> }> {
  const config = JSON.parse(Buffer.from(fixture('nano-v0/config.json')).toString())
  const folder = memoryFolder({ 'model.safetensors': fixture('nano-v0/model.safetensors') })
  const sink = new MemorySink()
  const options = { recipe: 'default', shardBytes: SHARD, partBytes: 20000 } as const
  const { tensors, shards } = await convertTensors(config, folder, sink, options)
  const prompts = { code: { text: 'Draw.', order: ['text', 'image'] } }
  const json = { format: 1, id: 'x', license: 'x', config, preprocessor: {}, prompts, tensors, shards }
  sink.files.set('model.json', new TextEncoder().encode(JSON.stringify(json)))
  return { manifest: parseManifest(json), files: sink.files }
}

const model = await smallModel()
const { manifest } = model
let files: Map<string, Uint8Array<ArrayBuffer>>
beforeEach(() => {
  files = new Map(model.files)
})

/** A consumer that puts every piece where it says it belongs in one image of all shards. */
function assemble() {
  const image = new Uint8Array(manifest.shards.reduce((sum, { size }) => sum + size, 0))
  const covered = new Uint8Array(image.length)
  const consume: Consume = (_tensor, part, kind, offset, bytes) => {
    const range = kind === 'data' ? part.data : part.scales!
    expect(offset + bytes.length).toBeLessThanOrEqual(range.length)
    image.set(bytes, range.offset + offset)
    for (let i = 0; i < bytes.length; i++) covered[range.offset + offset + i]!++
  }
  return { image, covered, consume }
}

describe('loadShards', () => {
  test('hands every byte of every tensor on once, across shards', async () => {
    const { image, covered, consume } = assemble()
    const progress: number[] = []
    const verified: number[] = []
    const total = image.length
    await loadShards(
      manifest,
      memorySource(files),
      {
        signal: never,
        onProgress: (loaded, all) => progress.push(loaded, all),
        onVerify: (done, all) => verified.push(done, all),
      },
      consume,
    )
    expect(Buffer.compare(image, joinShards(manifest, files))).toBe(0)
    expect(covered.every((count) => count === 1)).toBe(true)
    expect(progress.slice(-2)).toEqual([total, total])
    expect(verified.slice(-2)).toEqual([total, total])
    expect(verified.length).toBe(2 * manifest.shards.length)
  })

  test('never holds more than two shards, and reads ahead while one is consumed', async () => {
    const events: string[] = []
    const inner = memorySource(files)
    const index = (path: string) => manifest.shards.findIndex((shard) => shard.path === path)
    const source: WeightSource = {
      ...inner,
      file: async (path, options) => {
        events.push(`fetch ${index(path)}`)
        return inner.file(path, options)
      },
    }
    await loadShards(manifest, source, { signal: never }, async (_tensor, part, kind, offset) => {
      const range = kind === 'data' ? part.data : part.scales!
      events.push(`use ${Math.floor((range.offset + offset) / SHARD)}`)
      await Promise.resolve()
    })
    for (let i = 2; i < manifest.shards.length; i++) {
      expect(events.indexOf(`fetch ${i}`)).toBeGreaterThan(events.lastIndexOf(`use ${i - 2}`))
      expect(events.indexOf(`fetch ${i}`)).toBeLessThan(events.indexOf(`use ${i - 1}`))
    }
  })

  const spoilt: [string, (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>][] = [
    ['one flipped bit', (bytes) => bytes.map((byte, i) => (i === 777 ? byte ^ 1 : byte))],
    ['a byte too few', (bytes) => bytes.subarray(1)],
    ['bytes too many', (bytes) => new Uint8Array([...bytes, 0])],
    ['no bytes', () => new Uint8Array()],
  ]
  test.each(spoilt)('refuses a shard with %s and hands none of it on', async (_name, spoil) => {
    const { path } = manifest.shards[3]!
    files.set(path, spoil(files.get(path)!))
    const { covered, consume } = assemble()
    const attempt = loadShards(manifest, memorySource(files), { signal: never }, consume)
    await expect(attempt).rejects.toThrow(IntegrityError)
    await expect(attempt).rejects.toThrow(path)
    expect(covered.subarray(3 * SHARD).every((count) => count === 0)).toBe(true)
    expect(covered.subarray(0, 3 * SHARD).every((count) => count === 1)).toBe(true)
  })

  test('names the shard that is missing', async () => {
    const { path } = manifest.shards[2]!
    files.delete(path)
    const attempt = loadShards(manifest, memorySource(files), { signal: never }, () => {})
    await expect(attempt).rejects.toThrow(MissingFileError)
    await expect(attempt).rejects.toThrow(path)
  })

  test('stops when aborted, with the reason of the signal', async () => {
    const controller = new AbortController()
    let pieces = 0
    const reason = new Error('enough')
    const attempt = loadShards(manifest, memorySource(files), { signal: controller.signal }, () => {
      if (++pieces === 20) controller.abort(reason)
    })
    await expect(attempt).rejects.toBe(reason)
    expect(pieces).toBe(20)
  })

  test('passes the failure of the consumer on and ends the download that runs ahead', async () => {
    const inner = memorySource(files)
    const ahead: AbortSignal[] = []
    const source: WeightSource = {
      ...inner,
      file: (path, options) => {
        ahead.push(options.signal)
        return inner.file(path, options)
      },
    }
    const failure = new RangeError('no room')
    const consume = () => Promise.reject(failure)
    await expect(loadShards(manifest, source, { signal: never }, consume)).rejects.toBe(failure)
    expect(ahead.map(({ aborted }) => aborted)).toEqual([true, true])
  })

  test('refuses a shard of another size than the manifest says, even with the right checksum', async () => {
    const [first, ...rest] = manifest.shards
    const lying = { ...manifest, shards: [{ ...first!, size: 2 * SHARD }, ...rest] }
    await expect(loadShards(lying, memorySource(files), { signal: never }, () => {})).rejects.toThrow(IntegrityError)
  })
})

describe('httpSource', () => {
  let server: Server
  let base: string
  /** What the server does with a path other than to serve it. */
  const tricks = new Map<string, 'status-500' | 'hang' | 'cut'>()

  beforeAll(async () => {
    server = createServer((request, response) => {
      const path = new URL(request.url!, 'http://x').pathname.replace('/models/x/', '')
      const bytes = files.get(path)
      const trick = tricks.get(path)
      if (trick === 'status-500') response.writeHead(500).end()
      else if (!bytes) response.writeHead(404).end('not here')
      else if (trick === 'hang') response.writeHead(200).write(bytes.subarray(0, 100))
      else if (trick === 'cut') {
        response.writeHead(200, { 'content-length': bytes.length })
        response.write(bytes.subarray(0, 100), () => response.destroy())
      } else response.writeHead(200).end(bytes)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  beforeEach(() => tricks.clear())

  const source = () => httpSource(`${base}/models/x/model.json?v=1`)
  const second = manifest.shards[1]!

  test('serves manifest and shards', async () => {
    const served = parseManifest(await source().manifest(never))
    const { image, consume } = assemble()
    let loaded = 0
    const onProgress = (now: number) => {
      expect(now).toBeGreaterThanOrEqual(loaded)
      loaded = now
    }
    await loadShards(served, source(), { signal: never, onProgress }, consume)
    expect(Buffer.compare(image, joinShards(manifest, files))).toBe(0)
    expect(loaded).toBe(image.length)
  })

  test('reads a file of unknown size whole', async () => {
    const bytes = await source().file(second.path, { signal: never })
    expect(Buffer.compare(bytes, files.get(second.path)!)).toBe(0)
  })

  test('a missing file, a broken server and a connection that is cut have their own errors', async () => {
    files.delete(second.path)
    await expect(loadFile(second, source(), never)).rejects.toThrow(MissingFileError)
    files.set(second.path, new Uint8Array(SHARD))
    await expect(loadFile(second, source(), never)).rejects.toThrow(IntegrityError)
    tricks.set(second.path, 'status-500')
    await expect(loadFile(second, source(), never)).rejects.toThrow(NetworkError)
    tricks.set(second.path, 'cut')
    await expect(loadFile(second, source(), never)).rejects.toThrow(NetworkError)
    const nobody = httpSource('http://127.0.0.1:1/model.json')
    await expect(nobody.manifest(never)).rejects.toThrow(NetworkError)
  })

  test('a file longer than the manifest says is refused while it comes in', async () => {
    files.set(second.path, new Uint8Array(4 * SHARD))
    let loaded = 0
    const attempt = loadFile(second, source(), never, (bytes) => {
      loaded += bytes
    })
    await expect(attempt).rejects.toThrow(IntegrityError)
    expect(loaded).toBeLessThanOrEqual(SHARD)
  })

  test('a page in place of the manifest is a bad manifest', async () => {
    files.set('model.json', new TextEncoder().encode('<!doctype html>'))
    await expect(source().manifest(never)).rejects.toThrow(/not JSON/)
  })

  test('abort ends a download that hangs', async () => {
    tricks.set(second.path, 'hang')
    const controller = new AbortController()
    const reason = new Error('stop')
    const attempt = loadFile(second, source(), controller.signal, () => controller.abort(reason))
    await expect(attempt).rejects.toBe(reason)
  })
})
