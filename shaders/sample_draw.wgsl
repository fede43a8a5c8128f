// Draws ids[0] from the candidates of all tiles: merges their descending lists to the top_k, then top-p and the inverse
// of the cumulative sum in f32, as src/model/sampler.ts. The answer's length stands behind the ids' counts in `history`.
#include sampling
#include order
@group(0) @binding(1) var<storage, read> candidates: array<vec2<u32>>;
@group(0) @binding(2) var<storage, read_write> ids: array<u32>;
@group(0) @binding(3) var<storage, read_write> history: array<u32>;

var<workgroup> own: array<vec2<u32>, THREADS>;
var<workgroup> chosen: array<vec2<u32>, 64>;
var<workgroup> sums: array<f32, 64>;

fn pcg(x: u32) -> u32 {
  let s = x * 747796405u + 2891336453u;
  let w = ((s >> ((s >> 28u) + 4u)) ^ s) * 277803737u;
  return (w >> 22u) ^ w;
}

fn draw(count: u32) -> u32 {
  let first = chosen[0];
  // Nothing to weigh: every logit is −∞, or one is +∞.
  if (first.x == 0x007fffffu || first.x == 0xff800000u || count < 2u) { return first.y; }
  let best = key_value(first.x);
  var sum = 0.0;
  for (var i = 0u; i < count; i++) {
    if (chosen[i].x != 0x007fffffu) { sum += exp(key_value(chosen[i].x) - best); }
    sums[i] = sum;
  }
  var kept = count;
  if (sampling.top_p < 1.0) {
    let share = sampling.top_p * sum;
    for (var i = count; i > 0u; i--) { if (sums[i - 1u] >= share) { kept = i; } }
  }
  let u = f32(pcg(sampling.seed ^ pcg(history[VOCAB])) >> 8u) / 16777216.0;
  let limit = u * sums[kept - 1u];
  for (var i = 0u; i < kept; i++) { if (sums[i] > limit) { return chosen[i].y; } }
  return chosen[kept - 1u].y;
}

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) thread: u32) {
  var cursor = 0u;
  for (var i = 0u; i < sampling.top_k; i++) {
    var mine = vec2<u32>();
    if (thread < TILES && cursor < sampling.top_k) { mine = candidates[thread * MOST + cursor]; }
    own[thread] = mine;
    workgroupBarrier();
    if (thread == 0u) {
      var first = own[0];
      for (var j = 1u; j < TILES; j++) { first = better(first, own[j]); }
      chosen[i] = first;
    }
    workgroupBarrier();
    if (mine.x != 0u && mine.y == chosen[i].y) { cursor++; }
  }
  if (thread != 0u) { return; }
  var count = 0u;
  while (count < sampling.top_k && chosen[count].x != 0u) { count++; }
  let id = draw(count);
  ids[0] = id;
  history[id] += 2u;
  history[VOCAB]++;
}
