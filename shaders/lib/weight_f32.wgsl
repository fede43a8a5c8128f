// f32 weights, [N][K]; K is a multiple of 4.
@group(0) @binding(3) var<storage, read> weight: array<vec4<f32>>;

fn w4(row: u32, k4: u32) -> vec4<f32> {
  return weight[row * (K / 4u) + k4];
}
