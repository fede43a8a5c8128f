@group(0) @binding(5) var<storage, read> bias: array<f32>;

fn bias_of(n: u32) -> f32 {
  return bias[n];
}
