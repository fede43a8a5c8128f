/** 1-2-1 over both axes, each of the interleaved `channels` for itself; the border repeats. */
export function smooth(values: Uint8Array, width: number, height: number, channels: number): Uint8Array {
  const out = new Uint8Array(values.length)
  const stride = width * channels
  for (let y = 0; y < height; y++) {
    const rows = [Math.max(0, y - 1) * stride, y * stride, Math.min(height - 1, y + 1) * stride]
    for (let i = 0; i < stride; i++) {
      const [l, r] = [i < channels ? i : i - channels, i + channels < stride ? i + channels : i]
      let sum = 8
      for (let k = 0; k < 3; k++) {
        const row = rows[k]!
        sum += (k === 1 ? 2 : 1) * (values[row + l]! + 2 * values[row + i]! + values[row + r]!)
      }
      out[y * stride + i] = sum >> 4
    }
  }
  return out
}
