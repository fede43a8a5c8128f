// Reads `data` once, as fast as the device can: what a kernel that moves bytes is measured against. Neighbouring
// threads read neighbouring words; every sum is written, so that no read can be left out.
@group(0) @binding(0) var<storage, read> data: array<vec4<u32>>;
@group(0) @binding(1) var<storage, read_write> sums: array<u32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  var sum = vec4<u32>();
  for (var i = 0u; i < EACH; i++) { sum += data[i * THREADS + id.x]; }
  sums[id.x] = sum.x ^ sum.y ^ sum.z ^ sum.w;
}
