// 4-bit weights in groups of 32, zero point 8. In a word the low nibbles of its bytes are elements 0 to 3, the high ones
// 4 to 7, so that one mask gives four in order.
@group(0) @binding(3) var<storage, read> weight: array<vec4<u32>>;
#include scale

fn unpack4(nibbles: u32) -> vec4<f32> {
  let raised = (vec4<u32>(nibbles) >> vec4<u32>(0u, 8u, 16u, 24u)) & vec4<u32>(15u);
  return vec4<f32>(raised) - 8.0;
}

fn w4(row: u32, k4: u32) -> vec4<f32> {
  let word = weight[row * (KP / 32u) + (k4 >> 3u)][(k4 >> 1u) & 3u];
  return unpack4(word >> ((k4 & 1u) * 4u)) * group_scale(row, k4 >> 3u);
}
