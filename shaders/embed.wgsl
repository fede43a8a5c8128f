// x[r] = row ids[r] of the embedding, or the picture's row where positions[r].w is not 0 (its index + 1).
// One dispatch a part of the table; each writes the rows whose id lies in it, the first also the picture's.
@group(0) @binding(1) var<storage, read> ids: array<u32>;
@group(0) @binding(2) var<storage, read_write> x: array<vec4<f32>>;
#include WEIGHT
@group(0) @binding(5) var<storage, read> positions: array<vec4<u32>>;
@group(0) @binding(6) var<storage, read> picture: array<vec4<f32>>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let row = group.y;
  let k4 = group.x * 64u + thread;
  if (k4 >= K / 4u) { return; }
  let at = row * (K / 4u) + k4;
  let index = positions[row].w;
  if (index != 0u) {
    if (N_OFFSET == 0u) { x[at] = picture[(index - 1u) * (K / 4u) + k4]; }
    return;
  }
  let id = ids[row];
  if (id >= N_OFFSET && id < N_OFFSET + N_PART) { x[at] = w4(id - N_OFFSET, k4); }
}
