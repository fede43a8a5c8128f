/** Writes ONNX models: the few fields of onnx.proto that the benches need, protobuf by hand. */

/** A protobuf message: a list of pieces, joined once at the end, for weights may be hundreds of megabytes. */
class Message {
  readonly #pieces: Uint8Array[] = []
  #bytes = 0

  get bytes(): number {
    return this.#bytes
  }

  /** A varint field; an integer between −2^53 and 2^53. */
  number(field: number, value: number): this {
    return this.#push(varint(field * 8)).#push(varint(value))
  }

  float(field: number, value: number): this {
    return this.#push(varint(field * 8 + 5)).#push(new Uint8Array(new Float32Array([value]).buffer))
  }

  data(field: number, value: string | Uint8Array | Message): this {
    const content = typeof value === 'string' ? new TextEncoder().encode(value) : value
    const length = content instanceof Message ? content.bytes : content.length
    this.#push(varint(field * 8 + 2)).#push(varint(length))
    if (content instanceof Message) for (const piece of content.#pieces) this.#push(piece)
    else this.#push(content)
    return this
  }

  join(): Uint8Array<ArrayBuffer> {
    const all = new Uint8Array(this.#bytes)
    let at = 0
    for (const piece of this.#pieces) {
      all.set(piece, at)
      at += piece.length
    }
    return all
  }

  #push(piece: Uint8Array): this {
    this.#pieces.push(piece)
    this.#bytes += piece.length
    return this
  }
}

function varint(value: number): Uint8Array {
  const bytes: number[] = []
  // Negative integers are written as 64 bits.
  let rest = BigInt.asUintN(64, BigInt(value))
  while (rest >= 128n) {
    bytes.push(Number(rest & 127n) + 128)
    rest >>= 7n
  }
  bytes.push(Number(rest))
  return Uint8Array.from(bytes)
}

/** TensorProto.DataType. */
const TYPES = { float: 1, uint8: 2, int32: 6, int64: 7 } as const
export type OnnxType = keyof typeof TYPES
/** A name stands for a size that is known only when the model runs. */
export type OnnxShape = readonly (number | string)[]
/** `{float}` a float, a number an integer. */
export type OnnxAttribute = number | { readonly float: number }

/** Version of the standard operators; everything here exists since long before. */
const OPSET = 17
const IR_VERSION = 8
export const MICROSOFT = 'com.microsoft'

/** Collects the nodes of one graph; `finish` gives the model's bytes. */
export class OnnxGraph {
  readonly #graph = new Message()

  input(name: string, type: OnnxType, shape: OnnxShape): string {
    this.#graph.data(11, valueInfo(name, type, shape))
    return name
  }

  output(name: string, type: OnnxType, shape: OnnxShape): void {
    this.#graph.data(12, valueInfo(name, type, shape))
  }

  /** A constant tensor, row-major. */
  constant(name: string, type: OnnxType, shape: readonly number[], values: ArrayBufferView): string {
    const tensor = new Message()
    for (const size of shape) tensor.number(1, size)
    tensor.number(2, TYPES[type]).data(8, name)
    tensor.data(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    this.#graph.data(5, tensor)
    return name
  }

  /** A node; an empty name leaves an optional input or output out. Gives its first output. */
  node(
    operator: string,
    inputs: readonly string[],
    outputs: readonly string[],
    attributes: Readonly<Record<string, OnnxAttribute>> = {},
    domain = '',
  ): string {
    const node = new Message()
    for (const name of inputs) node.data(1, name)
    for (const name of outputs) node.data(2, name)
    const first = outputs[0]!
    node.data(3, first).data(4, operator)
    for (const [name, value] of Object.entries(attributes)) {
      const attribute = new Message().data(1, name)
      if (typeof value === 'number') attribute.number(3, value).number(20, 2)
      else attribute.float(2, value.float).number(20, 1)
      node.data(5, attribute)
    }
    if (domain !== '') node.data(7, domain)
    this.#graph.data(1, node)
    return first
  }

  finish(): Uint8Array<ArrayBuffer> {
    const operators = (domain: string, version: number) => new Message().data(1, domain).number(2, version)
    return new Message()
      .number(1, IR_VERSION)
      .data(7, this.#graph.data(2, 'bench'))
      .data(8, operators('', OPSET))
      .data(8, operators(MICROSOFT, 1))
      .join()
  }
}

function valueInfo(name: string, type: OnnxType, shape: OnnxShape): Message {
  const dims = new Message()
  for (const size of shape) {
    dims.data(1, typeof size === 'number' ? new Message().number(1, size) : new Message().data(2, size))
  }
  const tensor = new Message().number(1, TYPES[type]).data(2, dims)
  return new Message().data(1, name).data(2, new Message().data(1, tensor))
}
