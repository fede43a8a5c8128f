// As matmul_square.wgsl with x rounded to 8-bit integers a row and group of 32 (scale: the largest over 127), weights as
// the integers they are, and products four at a time in integers. Only for normed x: rounding costs about 1 % of a value.
// Needs the language feature packed_4x8_integer_dot_product.
#include params
@group(0) @binding(1) var<storage, read> x: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
#include WEIGHT
#include PACKED
#include BIAS
#include activation

// [k4][row or column] of four bytes, and the scales of rows and columns for this step.
var<workgroup> xs: array<u32, 512>;
var<workgroup> ws: array<u32, 512>;
var<workgroup> x_scales: array<f32, 64>;
var<workgroup> w_scales: array<f32, 64>;

// Threads that store the eight places of a row, and those that read neighbouring rows, all hit different banks.
fn place(k4: u32, line: u32) -> u32 {
  return k4 * 64u + (line ^ (k4 * 4u));
}

fn x4(row: u32, k4: u32, rows: u32) -> vec4<f32> {
  if (row < rows && k4 < K / 4u) { return x[row * (K / 4u) + k4]; }
  return vec4<f32>();
}

@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let rows = params.rows / ROW_DIVISOR;
  let row0 = group.y * 64u;
  let column0 = group.x * 64u;
  let tx = thread & 15u;
  let ty = thread >> 4u;
  // Four threads a row and a column to fill the tiles, each two places; all four look for the row's largest value.
  let line = thread >> 2u;
  let pair = (thread & 3u) * 2u;
  var sums = array<vec4<f32>, 4>();
  for (var k0 = 0u; k0 < K; k0 += 32u) {
    var most = vec4<f32>();
    for (var i = 0u; i < 8u; i++) { most = max(most, abs(x4(row0 + line, k0 / 4u + i, rows))); }
    let largest = max(max(most.x, most.y), max(most.z, most.w));
    let shrink = select(127.0 / largest, 0.0, largest == 0.0);
    let column = column0 + line;
    for (var i = pair; i < pair + 2u; i++) {
      xs[place(i, line)] = pack4xI8(vec4<i32>(round(x4(row0 + line, k0 / 4u + i, rows) * shrink)));
      var word = 0u;
      if (column < N_PART) { word = packed4(column, k0 / 4u + i); }
      ws[place(i, line)] = word;
    }
    if (pair == 0u) {
      x_scales[line] = largest / 127.0;
      var scale = 0.0;
      if (column < N_PART) { scale = group_scale(column, k0 / 32u); }
      w_scales[line] = scale;
    }
    workgroupBarrier();
    var parts = array<vec4<i32>, 4>();
    for (var k4 = 0u; k4 < 8u; k4++) {
      let w0 = ws[place(k4, tx)];
      let w1 = ws[place(k4, tx + 16u)];
      let w2 = ws[place(k4, tx + 32u)];
      let w3 = ws[place(k4, tx + 48u)];
      for (var i = 0u; i < 4u; i++) {
        let four = xs[place(k4, ty + i * 16u)];
        parts[i] += vec4<i32>(
          dot4I8Packed(four, w0),
          dot4I8Packed(four, w1),
          dot4I8Packed(four, w2),
          dot4I8Packed(four, w3),
        );
      }
    }
    let scales = vec4<f32>(w_scales[tx], w_scales[tx + 16u], w_scales[tx + 32u], w_scales[tx + 48u]);
    for (var i = 0u; i < 4u; i++) { sums[i] += vec4<f32>(parts[i]) * scales * x_scales[ty + i * 16u]; }
    workgroupBarrier();
  }
  for (var i = 0u; i < 16u; i++) {
    let row = row0 + ty + (i >> 2u) * 16u;
    let n = column0 + tx + (i & 3u) * 16u;
    if (row < rows && n < N_PART) {
      let result = activate(sums[i >> 2u][i & 3u] + bias_of(N_OFFSET + n));
      if (ACCUMULATE == 1u) { y[row * N + N_OFFSET + n] += result; } else { y[row * N + N_OFFSET + n] = result; }
    }
  }
}
