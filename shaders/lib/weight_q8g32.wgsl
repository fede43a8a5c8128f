// 8-bit weights in groups of 32, [N][KP] signed bytes.
@group(0) @binding(3) var<storage, read> weight: array<u32>;
#include scale

fn w4(row: u32, k4: u32) -> vec4<f32> {
  let word = weight[row * (KP / 4u) + k4];
  let signed = vec4<i32>(bitcast<i32>(word << 24u), bitcast<i32>(word << 16u), bitcast<i32>(word << 8u), bitcast<i32>(word));
  return vec4<f32>(signed >> vec4<u32>(24u)) * group_scale(row, k4 >> 3u);
}
