// y[r] = g · x[r] / sqrt(mean(x[r]²) + EPS), a workgroup a row.
@group(0) @binding(1) var<storage, read> x: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> y: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read> gain: array<vec4<f32>>;

#include sum64

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let start = group.x * (D / 4u);
  var sum = 0.0;
  for (var i = thread; i < D / 4u; i += 64u) {
    let v = x[start + i];
    sum += dot(v, v);
  }
  let scale = inverseSqrt(sum64(sum, thread) / f32(D) + EPS);
  for (var i = thread; i < D / 4u; i += 64u) {
    y[start + i] = gain[i] * x[start + i] * scale;
  }
}
