// y[N_OFFSET + n] (+)= activate(Σ_k x[k]·W[n][k] + bias) for one row of x.
// 64 threads make 8 rows: teams of 8 lanes a row, each lane 4 weights a step, so that a team reads one group of 32.
@group(0) @binding(1) var<storage, read> x: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
#include WEIGHT
#include BIAS
#include activation

var<workgroup> sums: array<f32, 64>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let lane = thread & 7u;
  let row = group.x * 8u + (thread >> 3u);
  var acc = vec4<f32>();
  if (row < N_PART) {
    for (var k4 = lane; k4 < K / 4u; k4 += 8u) {
      acc += w4(row, k4) * x[k4];
    }
  }
  sums[thread] = acc.x + acc.y + acc.z + acc.w;
  workgroupBarrier();
  if (lane != 0u || row >= N_PART) { return; }
  var total = 0.0;
  for (var i = 0u; i < 8u; i++) { total += sums[thread + i]; }
  let n = N_OFFSET + row;
  let result = activate(total + bias_of(n));
  if (ACCUMULATE == 1u) { y[n] += result; } else { y[n] = result; }
}
