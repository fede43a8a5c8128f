// 8-bit weights in groups of 32, [N][KP] signed bytes.
@group(0) @binding(3) var<storage, read> weight: array<vec4<u32>>;
#include scale

fn unpack8(word: u32) -> vec4<f32> {
  let raised = vec4<u32>(word << 24u, word << 16u, word << 8u, word);
  return vec4<f32>(bitcast<vec4<i32>>(raised) >> vec4<u32>(24u));
}

fn w4(row: u32, k4: u32) -> vec4<f32> {
  return unpack8(weight[row * (KP / 16u) + (k4 >> 2u)][k4 & 3u]) * group_scale(row, k4 >> 3u);
}
