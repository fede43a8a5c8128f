import { describe, expect, it } from 'vitest'
import { OnnxGraph } from '../../src/lab/peers/onnx.ts'
import { peerQ4, type Q4, randomQ4 } from '../../src/lab/peers/q4.ts'
import { dequantise } from '../../src/weights/quantise.ts'

/** Fields of a protobuf message, read without the writer: numbers, or the bytes of what has a length. */
function read(bytes: Uint8Array): [field: number, value: bigint | Uint8Array][] {
  const fields: [number, bigint | Uint8Array][] = []
  let at = 0
  const varint = () => {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++]!
      value |= BigInt(byte & 127) << shift
      if (byte < 128) return value
    }
  }
  while (at < bytes.length) {
    const key = Number(varint())
    if ((key & 7) === 0) fields.push([key >> 3, varint()])
    else {
      const length = (key & 7) === 5 ? 4 : Number(varint())
      fields.push([key >> 3, bytes.subarray(at, at + length)])
      at += length
    }
  }
  return fields
}

const only = (bytes: Uint8Array, field: number) => read(bytes).find(([f]) => f === field)![1] as Uint8Array
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

describe('the ONNX writer', () => {
  const graph = new OnnxGraph()
  graph.input('x', 'float', [1, 'rows', 300])
  graph.constant('c', 'int64', [2], BigInt64Array.of(5n, -1n))
  graph.node('Foo', ['x', '', 'c'], ['y'], { axis: -1, epsilon: { float: 0.5 } }, 'com.microsoft')
  graph.output('y', 'float', [1])
  const body = only(graph.finish(), 7)

  it('writes a node with its names, attributes and domain', () => {
    const node = read(only(body, 1))
    expect(node.filter(([f]) => f === 1).map(([, v]) => text(v as Uint8Array))).toEqual(['x', '', 'c'])
    expect(text(node.find(([f]) => f === 4)![1] as Uint8Array)).toBe('Foo')
    expect(text(node.find(([f]) => f === 7)![1] as Uint8Array)).toBe('com.microsoft')
    const [axis, epsilon] = node.filter(([f]) => f === 5).map(([, v]) => read(v as Uint8Array))
    expect(BigInt.asIntN(64, axis!.find(([f]) => f === 3)![1] as bigint)).toBe(-1n)
    const float = epsilon!.find(([f]) => f === 2)![1] as Uint8Array
    expect(new DataView(float.slice().buffer).getFloat32(0, true)).toBe(0.5)
  })

  it('writes shapes of numbers and names', () => {
    const shape = only(only(only(only(body, 11), 2), 1), 2)
    const dims = read(shape).map(([, v]) => read(v as Uint8Array)[0]!)
    expect(dims.map(([, v]) => (typeof v === 'bigint' ? Number(v) : text(v)))).toEqual([1, 'rows', 300])
  })

  it('writes constants as raw bytes', () => {
    const tensor = only(body, 5)
    expect(new BigInt64Array(only(tensor, 9).slice().buffer)).toEqual(BigInt64Array.of(5n, -1n))
  })
})

describe('the layout of MatMulNBits', () => {
  /** The value of an element as the operator defines it. */
  function peerValue({ data, scales }: ReturnType<typeof peerQ4>, cols: number, row: number, col: number): number {
    const byte = new Uint8Array(data.buffer)[(row * cols + col) >> 1]!
    return (((byte >> (4 * (col & 1))) & 15) - 8) * scales[(row * cols + col) >> 5]!
  }

  const source: Q4 = randomQ4(16, 64, 7)
  const ours = dequantise(
    'q4g32',
    { data: new Uint8Array(source.data.buffer), scales: source.scales },
    source.rows,
    source.cols,
  )

  it.each([undefined, [3, 9, 15]])('stands for the same values, rows %j', (pick) => {
    const peer = peerQ4(source, pick)
    for (const [r, row] of (pick ?? ours.keys().take(16).toArray()).entries()) {
      for (let col = 0; col < 64; col++) expect(peerValue(peer, 64, r, col)).toBe(ours[row * 64 + col])
    }
  })
})
