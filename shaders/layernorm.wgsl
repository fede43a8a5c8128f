// y[r] = g · (x[r] − mean) / sqrt(variance + EPS) + b with the biased variance, a workgroup a row of D values.
@group(0) @binding(1) var<storage, read> x: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> y: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read> gain: array<vec4<f32>>;
@group(0) @binding(4) var<storage, read> bias: array<vec4<f32>>;

#include sum64

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let start = group.x * (D / 4u);
  var sum = 0.0;
  for (var i = thread; i < D / 4u; i += 64u) {
    let v = x[start + i];
    sum += v.x + v.y + v.z + v.w;
  }
  let mean = sum64(sum, thread) / f32(D);
  // Two passes: the one-pass form loses the variance of rows with a large mean.
  var squares = 0.0;
  for (var i = thread; i < D / 4u; i += 64u) {
    let v = x[start + i] - mean;
    squares += dot(v, v);
  }
  let scale = inverseSqrt(sum64(squares, thread) / f32(D) + EPS);
  for (var i = thread; i < D / 4u; i += 64u) {
    y[start + i] = gain[i] * (x[start + i] - mean) * scale + bias[i];
  }
}
