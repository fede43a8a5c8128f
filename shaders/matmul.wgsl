// y[r][N_OFFSET + n] (+)= activate(Σ_k x[r][k]·W[n][k] + bias) for a part of N_PART rows of W, many rows of x.
// Tile: 32×32 outputs from 64 threads, 4×4 each, K in steps of 16 through 5 KiB of workgroup memory, f32 throughout.
// Each thread's rows and columns are 8 apart, so that a row of threads reads neighbouring tile lines.
#include params
@group(0) @binding(1) var<storage, read> x: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
#include WEIGHT
#include BIAS
#include activation

// One vec4 more a line keeps columns out of the same bank. Software adapters zero workgroup memory in unrolled code, so
// their compile time grows with it: 1.2 s for 18 KiB, a third of that for this.
const LINE: u32 = 5u;
var<workgroup> xs: array<vec4<f32>, 160>;
var<workgroup> ws: array<vec4<f32>, 160>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let rows = params.rows / ROW_DIVISOR;
  let row0 = group.y * 32u;
  let column0 = group.x * 32u;
  let tx = thread & 7u;
  let ty = thread >> 3u;
  var acc0 = vec4<f32>();
  var acc1 = vec4<f32>();
  var acc2 = vec4<f32>();
  var acc3 = vec4<f32>();
  for (var k0 = 0u; k0 < K / 4u; k0 += 4u) {
    for (var line = thread >> 2u; line < 32u; line += 16u) {
      let lane = thread & 3u;
      let k4 = k0 + lane;
      var xv = vec4<f32>();
      var wv = vec4<f32>();
      if (k4 < K / 4u) {
        if (row0 + line < rows) { xv = x[(row0 + line) * (K / 4u) + k4]; }
        if (column0 + line < N_PART) { wv = w4(column0 + line, k4); }
      }
      xs[line * LINE + lane] = xv;
      ws[line * LINE + lane] = wv;
    }
    workgroupBarrier();
    for (var k = 0u; k < 4u; k++) {
      let w0 = ws[tx * LINE + k];
      let w1 = ws[(tx + 8u) * LINE + k];
      let w2 = ws[(tx + 16u) * LINE + k];
      let w3 = ws[(tx + 24u) * LINE + k];
      let x0 = xs[ty * LINE + k];
      let x1 = xs[(ty + 8u) * LINE + k];
      let x2 = xs[(ty + 16u) * LINE + k];
      let x3 = xs[(ty + 24u) * LINE + k];
      acc0 += vec4<f32>(dot(x0, w0), dot(x0, w1), dot(x0, w2), dot(x0, w3));
      acc1 += vec4<f32>(dot(x1, w0), dot(x1, w1), dot(x1, w2), dot(x1, w3));
      acc2 += vec4<f32>(dot(x2, w0), dot(x2, w1), dot(x2, w2), dot(x2, w3));
      acc3 += vec4<f32>(dot(x3, w0), dot(x3, w1), dot(x3, w2), dot(x3, w3));
    }
    workgroupBarrier();
  }
  // A loop, not sixteen calls: they would be inlined with their activation, and pipelines would compile ten times longer.
  var tile = array<vec4<f32>, 4>(acc0, acc1, acc2, acc3);
  for (var i = 0u; i < 16u; i++) {
    let row = row0 + ty + (i >> 2u) * 8u;
    let column = column0 + tx + (i & 3u) * 8u;
    if (row < rows && column < N_PART) {
      let n = N_OFFSET + column;
      let result = activate(tile[i >> 2u][i & 3u] + bias_of(n));
      if (ACCUMULATE == 1u) { y[row * N + n] += result; } else { y[row * N + n] = result; }
    }
  }
}
