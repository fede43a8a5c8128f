// y[r][i] = silu(gate)·up from rows in which gate and up alternate: [r][2·I].
@group(0) @binding(1) var<storage, read> gate_up: array<vec2<f32>>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let i = group.x * 64u + thread;
  if (i >= INTERMEDIATE) { return; }
  let at = group.y * INTERMEDIATE + i;
  let pair = gate_up[at];
  y[at] = pair.x / (1.0 + exp(-pair.x)) * pair.y;
}
