// Of each TILE logits the top_k after penalties and temperature, as (key, id) in descending order, ties by the lower id;
// entries that a short tile lacks have key 0. A workgroup a tile; each thread holds the best of its ids that is behind
// the last choice, and only the chosen one's thread looks for another.
#include sampling
#include order
@group(0) @binding(1) var<storage, read> logits: array<f32>;
@group(0) @binding(2) var<storage, read_write> candidates: array<vec2<u32>>;
// Of each id: 1 if the prompt has it, + 2 for each time that the answer has.
@group(0) @binding(3) var<storage, read> history: array<u32>;

var<workgroup> own: array<vec2<u32>, THREADS>;
var<workgroup> choice: vec2<u32>;

fn score(id: u32) -> u32 {
  // The bits of NaN and infinity are looked at before arithmetic that may take them for impossible.
  var value = key_value(order_key(logits[id]));
  let seen = history[id];
  if (seen > 0u) { value = select(value / sampling.repetition, value * sampling.repetition, value < 0.0); }
  if (seen > 1u) { value -= sampling.presence; }
  return order_key(value / sampling.temperature);
}

fn best_behind(last: vec2<u32>, tile: u32, thread: u32) -> vec2<u32> {
  var best = vec2<u32>();
  let end = min((tile + 1u) * TILE, LIMIT);
  for (var id = tile * TILE + thread; id < end; id += THREADS) {
    let mine = vec2<u32>(score(id), id);
    if (before(last, mine)) { best = better(best, mine); }
  }
  return best;
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  var mine = best_behind(vec2<u32>(0xffffffffu, 0u), group.x, thread);
  for (var i = 0u; i < sampling.top_k; i++) {
    own[thread] = mine;
    workgroupBarrier();
    if (thread == 0u) {
      var first = own[0];
      for (var j = 1u; j < THREADS; j++) { first = better(first, own[j]); }
      choice = first;
      candidates[group.x * MOST + i] = first;
    }
    workgroupBarrier();
    let best = choice;
    if (best.x != 0u && best.y == mine.y && mine.x != 0u) { mine = best_behind(best, group.x, thread); }
  }
}
