// 4-bit weights in groups of 32, zero point 8. In a word the low nibbles of its bytes are elements 0 to 3, the high ones
// 4 to 7, so that one mask gives four in order. They stay where they are and become floats as signed integers, exactly;
// a power of two brings them down: software adapters have shifts and unsigned conversions one number at a time only.
@group(0) @binding(3) var<storage, read> weight: array<vec4<u32>>;
#include scale

const LOW = vec4<i32>(0xf, 0xf00, 0xf0000, 0xf000000);
const HIGH = vec4<i32>(0xf0, 0xf000, 0xf00000, -0x10000000);
// 2⁰, 2⁻⁸, 2⁻¹⁶, 2⁻²⁴.
const DOWN = vec4<f32>(1.0, 0.00390625, 0.0000152587890625, 0.000000059604644775390625);

fn low4(word: u32) -> vec4<f32> {
  return vec4<f32>(vec4<i32>(bitcast<i32>(word)) & LOW) * DOWN - 8.0;
}

// With its top bit turned the last nibble, a signed number there, has its zero point off already.
fn high4(word: u32) -> vec4<f32> {
  return vec4<f32>(vec4<i32>(bitcast<i32>(word ^ 0x80000000u)) & HIGH) * (DOWN * 0.0625) - vec4<f32>(8.0, 8.0, 8.0, 0.0);
}

fn w4(row: u32, k4: u32) -> vec4<f32> {
  let word = weight[row * (KP / 32u) + (k4 >> 3u)][(k4 >> 1u) & 3u];
  return select(low4(word), high4(word), (k4 & 1u) == 1u) * group_scale(row, k4 >> 3u);
}
