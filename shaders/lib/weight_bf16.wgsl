// bf16 weights, [N][K], two a word: the upper half of an f32.
@group(0) @binding(3) var<storage, read> weight: array<vec2<u32>>;

fn w4(row: u32, k4: u32) -> vec4<f32> {
  let pair = weight[row * (K / 4u) + k4];
  return bitcast<vec4<f32>>(vec4<u32>(pair.x << 16u, pair.x & 0xffff0000u, pair.y << 16u, pair.y & 0xffff0000u));
}
