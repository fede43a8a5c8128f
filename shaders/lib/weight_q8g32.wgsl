// 8-bit weights in groups of 32, [N][KP] signed bytes.
@group(0) @binding(3) var<storage, read> weight: array<vec4<u32>>;
#include scale

// Bytes stay where they are and a power of two brings them down, as in weight_q4g32. The top bit of the three lower ones
// is turned, which makes them unsigned and 128 too large.
const BYTES = vec4<i32>(0xff, 0xff00, 0xff0000, -0x1000000);
// 2⁰, 2⁻⁸, 2⁻¹⁶, 2⁻²⁴.
const DOWN = vec4<f32>(1.0, 0.00390625, 0.0000152587890625, 0.000000059604644775390625);

fn unpack8(word: u32) -> vec4<f32> {
  let bytes = vec4<i32>(bitcast<i32>(word ^ 0x808080u)) & BYTES;
  return vec4<f32>(bytes) * DOWN - vec4<f32>(128.0, 128.0, 128.0, 0.0);
}

fn w4(row: u32, k4: u32) -> vec4<f32> {
  return unpack8(weight[row * (KP / 16u) + (k4 >> 2u)][k4 & 3u]) * group_scale(row, k4 >> 3u);
}
