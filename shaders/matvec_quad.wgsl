// As matvec.wgsl for adapters whose vectors are quads of threads on a CPU (matmul_quad.wgsl says why): a thread makes two
// rows, and loads one number in four of x and of the gain.
@group(0) @binding(1) var<storage, read> x: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
#include WEIGHT
#include QUAD
#include ROW
#include GAIN
#include EPILOGUE

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let lane = thread & 3u;
  let order = quad_order(vec4<u32>(lane, lane ^ 1u, lane ^ 2u, lane ^ 3u));
  let row = (group.x * 64u + thread) * 2u;
  // Rows beyond the last repeat it; nothing keeps them.
  let row0 = min(row, N_PART - 1u);
  let row1 = min(row + 1u, N_PART - 1u);
  let x0 = x_start();
  var sum = vec2<f32>();
  var squares = 0.0;
  for (var g = 0u; g < K / 32u; g++) {
    let k = g * 8u;
    let words0 = quad_words(row0, g);
    let words1 = quad_words(row1, g);
    var part = vec2<f32>();
    #repeat s 8
    let own$s = x[x0 + k + $su][lane];
    if (NORM == 1u) { squares += own$s * own$s; }
    let scaled$s = own$s * gain1(k + $su, lane);
    let a$s = vec4<f32>(scaled$s, quadSwapX(scaled$s), quadSwapY(scaled$s), quadSwapDiagonal(scaled$s));
    part += vec2<f32>(dot(a$s, quad_step$s(words0, order)), dot(a$s, quad_step$s(words1, order)));
    #end
    sum += part * vec2<f32>(group_scale(row0, g), group_scale(row1, g));
  }
  // The last, incomplete group: nothing beyond K may be read, the row ends there.
  for (var k4 = K / 32u * 8u; k4 < K / 4u; k4++) {
    let a = x[x0 + k4];
    squares += a[lane] * a[lane];
    sum += vec2<f32>(dot(w4(row0, k4), a * gain4(k4)), dot(w4(row1, k4), a * gain4(k4)));
  }
  if (NORM == 1u) {
    let pair = squares + quadSwapX(squares);
    sum *= inverseSqrt((pair + quadSwapY(pair)) / f32(K) + EPS);
  }
  finish(row < N_PART, row, sum, thread, group.x);
}
