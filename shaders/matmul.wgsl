// y[r][N_OFFSET + n] (+)= activate(Σ_k x[r][k]·W[n][k] + bias) for a part of N_PART rows of W, many rows of x.
// Tile: 32×32 outputs from 64 threads, 4×4 each, K in steps of 32 through 8 KiB of workgroup memory, f32 throughout.
// Each thread's rows and columns are 8 apart, so that a row of threads reads neighbouring tile lines.
#include params
@group(0) @binding(1) var<storage, read> x: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
#include WEIGHT
#include BIAS
#include activation

// One vec4 more a line keeps columns out of the same bank.
const LINE: u32 = 9u;
var<workgroup> xs: array<vec4<f32>, 288>;
var<workgroup> ws: array<vec4<f32>, 288>;

fn store(row: u32, column: u32, rows: u32, value: f32) {
  if (row >= rows || column >= N_PART) { return; }
  let n = N_OFFSET + column;
  let at = row * N + n;
  let result = activate(value + bias_of(n));
  if (ACCUMULATE == 1u) { y[at] += result; } else { y[at] = result; }
}

fn store4(row: u32, column: u32, rows: u32, values: vec4<f32>) {
  store(row, column, rows, values.x);
  store(row, column + 8u, rows, values.y);
  store(row, column + 16u, rows, values.z);
  store(row, column + 24u, rows, values.w);
}

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
  for (var k0 = 0u; k0 < K / 4u; k0 += 8u) {
    for (var line = ty; line < 32u; line += 8u) {
      let k4 = k0 + tx;
      var xv = vec4<f32>();
      var wv = vec4<f32>();
      if (k4 < K / 4u) {
        if (row0 + line < rows) { xv = x[(row0 + line) * (K / 4u) + k4]; }
        if (column0 + line < N_PART) { wv = w4(column0 + line, k4); }
      }
      xs[line * LINE + tx] = xv;
      ws[line * LINE + tx] = wv;
    }
    workgroupBarrier();
    for (var k = 0u; k < 8u; k++) {
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
  let column = column0 + tx;
  store4(row0 + ty, column, rows, acc0);
  store4(row0 + ty + 8u, column, rows, acc1);
  store4(row0 + ty + 16u, column, rows, acc2);
  store4(row0 + ty + 24u, column, rows, acc3);
}
