// As matmul.wgsl for GPUs: 64 rows × 64 columns from 256 threads, 4×4 each, K in steps of one group of 32. Both tiles
// hold four neighbours along K a place, so that every thread writes whole vectors; 16 KiB in f32, 8 in f16. MATH says in
// what the tiles are kept and multiplied; sums over groups are f32.
#include params
@group(0) @binding(1) var<storage, read> x: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
#include WEIGHT
#include BIAS
#include activation
#include MATH

// [k4][row or column], 512 places each.
var<workgroup> xs: array<Four, 512>;
var<workgroup> ws: array<Four, 512>;

// Threads that store the eight places of a row, and those that read neighbouring rows, all hit different banks.
fn place(k4: u32, line: u32) -> u32 {
  return k4 * 64u + (line ^ k4);
}

@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let rows = params.rows / ROW_DIVISOR;
  let row0 = group.y * 64u;
  let column0 = group.x * 64u;
  let tx = thread & 15u;
  let ty = thread >> 4u;
  var sum0 = vec4<f32>();
  var sum1 = vec4<f32>();
  var sum2 = vec4<f32>();
  var sum3 = vec4<f32>();
  for (var k0 = 0u; k0 < K; k0 += 32u) {
    for (var i = thread; i < 512u; i += 256u) {
      let k4 = k0 / 4u + (i & 7u);
      let row = row0 + (i >> 3u);
      var four = vec4<f32>();
      if (row < rows && k4 < K / 4u) { four = x[row * (K / 4u) + k4]; }
      xs[place(i & 7u, i >> 3u)] = Four(four);
    }
    // Two neighbours from one thread: with 4 bits a weight they are of one word.
    for (var i = thread * 2u; i < thread * 2u + 2u; i++) {
      let k4 = k0 / 4u + (i & 7u);
      let column = column0 + (i >> 3u);
      var four = vec4<f32>();
      if (column < N_PART && k4 < K / 4u) { four = w4(column, k4); }
      ws[place(i & 7u, i >> 3u)] = Four(four);
    }
    workgroupBarrier();
    var part0 = Parts();
    var part1 = Parts();
    var part2 = Parts();
    var part3 = Parts();
    for (var k4 = 0u; k4 < 8u; k4++) {
      let w0 = ws[place(k4, tx)];
      let w1 = ws[place(k4, tx + 16u)];
      let w2 = ws[place(k4, tx + 32u)];
      let w3 = ws[place(k4, tx + 48u)];
      part0 = multiply(part0, xs[place(k4, ty)], w0, w1, w2, w3);
      part1 = multiply(part1, xs[place(k4, ty + 16u)], w0, w1, w2, w3);
      part2 = multiply(part2, xs[place(k4, ty + 32u)], w0, w1, w2, w3);
      part3 = multiply(part3, xs[place(k4, ty + 48u)], w0, w1, w2, w3);
    }
    sum0 += total(part0);
    sum1 += total(part1);
    sum2 += total(part2);
    sum3 += total(part3);
    workgroupBarrier();
  }
  var sums = array<vec4<f32>, 4>(sum0, sum1, sum2, sum3);
  for (var i = 0u; i < 16u; i++) {
    let row = row0 + ty + (i >> 2u) * 16u;
    let column = column0 + tx + (i & 3u) * 16u;
    if (row < rows && column < N_PART) {
      let n = N_OFFSET + column;
      let result = activate(sums[i >> 2u][i & 3u] + bias_of(n));
      if (ACCUMULATE == 1u) { y[row * N + n] += result; } else { y[row * N + n] = result; }
    }
  }
}
