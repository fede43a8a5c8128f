// W·x of one row of x for a part of N_PART rows of W, with what comes before and after it in the decoder:
// NORM = 1 takes RMSNorm(x) instead of x: the gain on loading, the squares summed beside the products and the division
// at the end, so no pass over x comes first. EPILOGUE says what becomes of the sums.
// Teams of LANES threads make two rows together, each lane a group of 32 weights a step; 64 / LANES teams a workgroup.
// Real GPUs want 16 lanes (neighbouring lanes read neighbouring bytes), software adapters 1 (no barrier).
@group(0) @binding(1) var<storage, read> x: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
#include WEIGHT
#include DOT
#include ROW
#include GAIN
#include EPILOGUE
#include TEAM

@compute @workgroup_size(64)
fn main(group: Group, @builtin(local_invocation_index) thread: u32) {
  let lane = thread % LANES;
  let row = (group.id.x * (64u / LANES) + thread / LANES) * 2u;
  // The second of an odd number of rows repeats the first; nothing keeps it.
  let next = min(row + 1u, N_PART - 1u);
  let x0 = x_start();
  var sum = vec2<f32>();
  var squares = vec4<f32>();
  if (row < N_PART) {
    for (var g = lane; g < K / 32u; g += LANES) {
      let k = g * 8u;
      var a0 = x[x0 + k];
      var a1 = x[x0 + k + 1u];
      var a2 = x[x0 + k + 2u];
      var a3 = x[x0 + k + 3u];
      var a4 = x[x0 + k + 4u];
      var a5 = x[x0 + k + 5u];
      var a6 = x[x0 + k + 6u];
      var a7 = x[x0 + k + 7u];
      if (NORM == 1u) {
        squares += a0 * a0 + a1 * a1 + a2 * a2 + a3 * a3 + a4 * a4 + a5 * a5 + a6 * a6 + a7 * a7;
        a0 *= gain4(k);
        a1 *= gain4(k + 1u);
        a2 *= gain4(k + 2u);
        a3 *= gain4(k + 3u);
        a4 *= gain4(k + 4u);
        a5 *= gain4(k + 5u);
        a6 *= gain4(k + 6u);
        a7 *= gain4(k + 7u);
      }
      sum.x += group_dot(row, g, a0, a1, a2, a3, a4, a5, a6, a7);
      sum.y += group_dot(next, g, a0, a1, a2, a3, a4, a5, a6, a7);
    }
    if (K % 32u != 0u && lane == 0u) {
      // The last, incomplete group: nothing beyond K may be read, the row ends there.
      for (var k4 = K / 32u * 8u; k4 < K / 4u; k4++) {
        let a = x[x0 + k4];
        squares += a * a;
        sum += vec2<f32>(dot(w4(row, k4), a * gain4(k4)), dot(w4(next, k4), a * gain4(k4)));
      }
    }
  }
  var power = squares.x + squares.y + squares.z + squares.w;
  if (LANES > 1u) {
    // The sums of the two rows, and of the squares of x.
    let all = team_sum(vec3<f32>(sum, power), thread, group);
    sum = all.xy;
    power = all.z;
  }
  if (NORM == 1u) { sum *= inverseSqrt(power / f32(K) + EPS); }
  finish(lane == 0u && row < N_PART, row, sum, thread, group.id.x);
}
