// Logits, and of each workgroup the largest of those below LIMIT with its id, for the greedy choice.
#include order
@group(0) @binding(6) var<storage, read_write> largest: array<vec2<u32>>;

var<workgroup> own: array<vec2<u32>, 64>;

fn entry(value: f32, id: u32, there: bool) -> vec2<u32> {
  return vec2<u32>(select(0u, order_key(value), there && id < LIMIT), id);
}

fn finish(live: bool, row: u32, sum: vec2<f32>, thread: u32, group: u32) {
  let n = N_OFFSET + row;
  if (live) {
    y[n] = sum.x;
    if (row + 1u < N_PART) { y[n + 1u] = sum.y; }
  }
  var best = better(entry(sum.x, n, live), entry(sum.y, n + 1u, live && row + 1u < N_PART));
  own[thread] = best;
  workgroupBarrier();
  if (thread != 0u) { return; }
  for (var i = LANES; i < 64u; i += LANES) { best = better(best, own[i]); }
  largest[LARGEST_OFFSET + group] = best;
}
