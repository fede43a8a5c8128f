// y[N_OFFSET + n] (+)= activate(Σ_k x[k]·W[n][k] + bias) for one row of x.
// Teams of LANES threads a row of W, each lane a group of 32 weights a step; 64 / LANES rows a workgroup. Real GPUs want
// 16 lanes (neighbouring lanes read neighbouring bytes), software adapters 1 (no barrier: 4 to 7 times faster there).
@group(0) @binding(1) var<storage, read> x: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
#include WEIGHT
#include DOT
#include BIAS
#include activation

#include TEAM

fn finish(row: u32, sum: f32) {
  let n = N_OFFSET + row;
  let result = activate(sum + bias_of(n));
  if (ACCUMULATE == 1u) { y[n] += result; } else { y[n] = result; }
}

// Σ over the last, incomplete group: nothing beyond K may be read, the row ends there.
fn tail_dot(row: u32) -> f32 {
  var acc = vec4<f32>();
  for (var k4 = K / 32u * 8u; k4 < K / 4u; k4++) { acc += w4(row, k4) * x[k4]; }
  return acc.x + acc.y + acc.z + acc.w;
}

@compute @workgroup_size(64)
fn main(group: Group, @builtin(local_invocation_index) thread: u32) {
  let lane = thread % LANES;
  let row = group.id.x * (64u / LANES) + thread / LANES;
  var sum = 0.0;
  if (row < N_PART) {
    for (var g = lane; g < K / 32u; g += LANES) { sum += group_dot(row, g); }
    if (K % 32u != 0u && lane == 0u) { sum += tail_dot(row); }
  }
  if (LANES > 1u) { sum = team_sum(vec3<f32>(sum, 0.0, 0.0), thread, group).x; }
  if (lane == 0u && row < N_PART) { finish(row, sum); }
}
