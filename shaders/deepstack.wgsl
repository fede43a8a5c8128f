// x[r] += D[i] at the picture's rows (positions[r].w = i + 1), after a complete decoder layer (qwen3-vl.md 5.4, 7).
@group(0) @binding(1) var<storage, read> positions: array<vec4<u32>>;
@group(0) @binding(2) var<storage, read_write> x: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read> features: array<vec4<f32>>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let k4 = group.x * 64u + thread;
  let index = positions[group.y].w;
  if (index == 0u || k4 >= D / 4u) { return; }
  x[group.y * (D / 4u) + k4] += features[(index - 1u) * (D / 4u) + k4];
}
