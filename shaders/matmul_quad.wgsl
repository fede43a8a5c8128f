// As matmul.wgsl for adapters whose vectors are quads of threads on a CPU: there a load costs as much as some 26 products
// and a swap within the quad as 3, so nothing goes through workgroup memory. A thread makes ROWS rows × 4 columns, K in
// groups of 32. Of x it loads one number in four and gets the others from its quad, which leaves the four numbers of a
// step in another order in each thread (lane, lane ^ 1, lane ^ 2, lane ^ 3); the weights are taken in that order too.
// Loops are written out, for variables that a loop carries are dear.
#include params
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
#include WEIGHT
#include QUAD
#include BIAS
#include activation

@compute @workgroup_size(32)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let rows = params.rows / ROW_DIVISOR;
  let row0 = group.y * ROWS;
  let column0 = group.x * 128u + thread;
  let lane = thread & 3u;
  let order = quad_order(vec4<u32>(lane, lane ^ 1u, lane ^ 2u, lane ^ 3u));
  // Rows and columns beyond the last repeat it; they are not stored.
  #repeat r ROWS
  let x$r = min(row0 + $ru, rows - 1u) * K;
  #repeat c 4
  var sum$r_$c = 0.0;
  #end
  #end
  #repeat c 4
  let n$c = min(column0 + $cu * 32u, N_PART - 1u);
  #end
  for (var g = 0u; g < K / 32u; g++) {
    #repeat c 4
    let words$c = quad_words(n$c, g);
    #end
    #repeat r ROWS
    #repeat c 4
    var part$r_$c = 0.0;
    #end
    #end
    let k = g * 32u + lane;
    #repeat s 8
    {
      #repeat c 4
      let w$c = quad_step$s(words$c, order);
      #end
      #repeat r ROWS
      let own$r = x[x$r + k + $su * 4u];
      let a$r = vec4<f32>(own$r, quadSwapX(own$r), quadSwapY(own$r), quadSwapDiagonal(own$r));
      #repeat c 4
      part$r_$c += dot(a$r, w$c);
      #end
      #end
    }
    #end
    #repeat c 4
    let scale$c = group_scale(n$c, g);
    #repeat r ROWS
    sum$r_$c += scale$c * part$r_$c;
    #end
    #end
  }
  // The last, incomplete group: nothing beyond K may be read, the row ends there.
  for (var k4 = K / 32u * 8u; k4 < K / 4u; k4++) {
    #repeat c 4
    let w$c = w4(n$c, k4);
    #end
    #repeat r ROWS
    let at$r = x$r + k4 * 4u;
    let a$r = vec4<f32>(x[at$r], x[at$r + 1u], x[at$r + 2u], x[at$r + 3u]);
    #repeat c 4
    sum$r_$c += dot(a$r, w$c);
    #end
    #end
  }
  // A loop, not one call a place: they would be inlined with their activation, and pipelines would compile much longer.
  var tile: array<vec4<f32>, ROWS>;
  #repeat r ROWS
  tile[$r] = vec4<f32>(sum$r_0, sum$r_1, sum$r_2, sum$r_3);
  #end
  for (var i = 0u; i < ROWS * 4u; i++) {
    let row = row0 + (i >> 2u);
    let column = column0 + (i & 3u) * 32u;
    if (row < rows && column < N_PART) {
      let n = N_OFFSET + column;
      let result = activate(tile[i >> 2u][i & 3u] + bias_of(n));
      if (ACCUMULATE == 1u) { y[row * N + n] += result; } else { y[row * N + n] = result; }
    }
  }
}
