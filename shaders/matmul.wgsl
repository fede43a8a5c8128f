// y[r][N_OFFSET + n] (+)= activate(Σ_k x[r][k]·W[n][k] + bias) for a part of N_PART rows of W, many rows of x.
// Tile: 32 rows × 64 columns from 64 threads, 8×4 each, K in steps of 16 through 6 KiB of workgroup memory, f32
// throughout. Neighbouring threads have neighbouring columns: they read one word of x together and four neighbouring
// words of W, which GPUs and software adapters both load at once.
#include params
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
#include WEIGHT
#include BIAS
#include activation

const TILE_K: u32 = 16u;
// [row][k] and [k][column]. Software adapters zero workgroup memory in unrolled code, so their compile time grows with it.
var<workgroup> xs: array<f32, 512>;
var<workgroup> ws: array<f32, 1024>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let rows = params.rows / ROW_DIVISOR;
  let row0 = group.y * 32u;
  let column0 = group.x * 64u;
  let tx = thread & 15u;
  let ty = thread >> 4u;
  var acc0 = vec4<f32>();
  var acc1 = vec4<f32>();
  var acc2 = vec4<f32>();
  var acc3 = vec4<f32>();
  var acc4 = vec4<f32>();
  var acc5 = vec4<f32>();
  var acc6 = vec4<f32>();
  var acc7 = vec4<f32>();
  for (var k0 = 0u; k0 < K; k0 += TILE_K) {
    for (var line = ty; line < 32u; line += 4u) {
      var value = 0.0;
      if (row0 + line < rows && k0 + tx < K) { value = x[(row0 + line) * K + k0 + tx]; }
      xs[line * TILE_K + tx] = value;
    }
    for (var k4 = 0u; k4 < 4u; k4++) {
      var four = vec4<f32>();
      if (column0 + thread < N_PART && k0 + k4 * 4u < K) { four = w4(column0 + thread, k0 / 4u + k4); }
      ws[k4 * 256u + thread] = four.x;
      ws[k4 * 256u + 64u + thread] = four.y;
      ws[k4 * 256u + 128u + thread] = four.z;
      ws[k4 * 256u + 192u + thread] = four.w;
    }
    workgroupBarrier();
    for (var k = 0u; k < TILE_K; k++) {
      let at = k * 64u + tx;
      let w = vec4<f32>(ws[at], ws[at + 16u], ws[at + 32u], ws[at + 48u]);
      let line = ty * 8u * TILE_K + k;
      acc0 += xs[line] * w;
      acc1 += xs[line + TILE_K] * w;
      acc2 += xs[line + 2u * TILE_K] * w;
      acc3 += xs[line + 3u * TILE_K] * w;
      acc4 += xs[line + 4u * TILE_K] * w;
      acc5 += xs[line + 5u * TILE_K] * w;
      acc6 += xs[line + 6u * TILE_K] * w;
      acc7 += xs[line + 7u * TILE_K] * w;
    }
    workgroupBarrier();
  }
  // A loop, not 32 calls: they would be inlined with their activation, and pipelines would compile much longer.
  var tile = array<vec4<f32>, 8>(acc0, acc1, acc2, acc3, acc4, acc5, acc6, acc7);
  for (var i = 0u; i < 32u; i++) {
    let row = row0 + ty * 8u + (i >> 2u);
    let column = column0 + tx + (i & 3u) * 16u;
    if (row < rows && column < N_PART) {
      let n = N_OFFSET + column;
      let result = activate(tile[i >> 2u][i & 3u] + bias_of(n));
      if (ACCUMULATE == 1u) { y[row * N + n] += result; } else { y[row * N + n] = result; }
    }
  }
}
