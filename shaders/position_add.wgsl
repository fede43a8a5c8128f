// h[n] += Σ weight·row of the position table, four table rows a patch (align-corners bilinear, qwen3-vl.md 4.2), in f32.
@group(0) @binding(1) var<storage, read> corners: array<vec4<u32>>;
@group(0) @binding(2) var<storage, read_write> h: array<vec4<f32>>;
#include WEIGHT
@group(0) @binding(5) var<storage, read> shares: array<vec4<f32>>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let k4 = group.x * 64u + thread;
  let n = group.y;
  if (k4 >= K / 4u) { return; }
  let rows = corners[n];
  let share = shares[n];
  h[n * (K / 4u) + k4] += share.x * w4(rows.x, k4) + share.y * w4(rows.y, k4) + share.z * w4(rows.z, k4) + share.w * w4(rows.w, k4);
}
