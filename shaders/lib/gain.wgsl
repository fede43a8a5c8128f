@group(0) @binding(5) var<storage, read> gain: array<vec4<f32>>;

fn gain4(k4: u32) -> vec4<f32> {
  return gain[k4];
}

fn gain1(k4: u32, lane: u32) -> f32 {
  return gain[k4][lane];
}
