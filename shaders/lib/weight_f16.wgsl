// f16 weights, [N][K], two a word; read without the shader-f16 feature.
@group(0) @binding(3) var<storage, read> weight: array<vec2<u32>>;

fn w4(row: u32, k4: u32) -> vec4<f32> {
  let pair = weight[row * (K / 4u) + k4];
  return vec4<f32>(unpack2x16float(pair.x), unpack2x16float(pair.y));
}
