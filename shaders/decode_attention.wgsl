// Attention of the one new row over the cache, from its raw qkv. Prologue: RMSNorm a head of q and k, M-RoPE (half-split;
// angles from a table, see kernels.md 2), k and v into the cache. A workgroup makes the HEADS_AT_ONCE query heads of a
// group, so that keys and values are read once for all of them, over SPLIT positions, with an online softmax over tiles
// of 64. With one split the result goes to the front of `out`; else each leaves (O, m, l) behind it for the combination.
// Threads: one position each for the scores; for the values one dimension each, of SLICES groups of positions.
#include params
#include mrope
@group(0) @binding(1) var<storage, read> qkv: array<f32>;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;
@group(0) @binding(3) var<storage, read_write> keys: array<Four>;
@group(0) @binding(4) var<storage, read_write> values: array<u32>;
@group(0) @binding(5) var<storage, read> q_gain: array<f32>;
@group(0) @binding(6) var<storage, read> k_gain: array<f32>;
@group(0) @binding(7) var<storage, read> positions: array<vec4<u32>>;
@group(0) @binding(8) var<storage, read> rope: array<vec2<f32>>;
#include HEADS
#include KV
#include KV_WRITE
#include kv_value

const HALF: u32 = HEAD / 2u;
const QUERY_GROUP: u32 = Q_HEADS / KV_HEADS;
const BATCHES: u32 = QUERY_GROUP / HEADS_AT_ONCE;
const WIDTH: u32 = min(HEAD, 64u);
const SLICES: u32 = 64u / WIDTH;
var<workgroup> query: array<Heads, HEAD>;
// The new position's key, then its value.
var<workgroup> fresh: array<f32, HEAD>;
var<workgroup> score: array<Heads, 64>;
var<workgroup> squares: array<f32, 64>;

fn over_slices(thread: u32, value: Heads) -> Heads {
  if (SLICES == 1u) { return value; }
  workgroupBarrier();
  score[thread] = value;
  workgroupBarrier();
  var sum = Heads();
  for (var i = 0u; i < SLICES; i++) { sum += score[i * WIDTH + thread % WIDTH]; }
  return sum;
}

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let kv_head = group.x / BATCHES;
  let head0 = group.x * HEADS_AT_ONCE;
  let past = params.past;
  let start = group.y * SPLIT;
  // The last split has the new row.
  let owner = past / SPLIT == group.y;
  let k_raw = (Q_HEADS + kv_head) * HEAD;
  let v_raw = k_raw + KV_HEADS * HEAD;
  // First row of the head in the cache.
  let cache = kv_head * CAPACITY;

  var a = Heads();
  var b = Heads();
  var ka = 0.0;
  var kb = 0.0;
  if (thread < HALF) {
    a = gather(head0 * HEAD + thread);
    b = gather(head0 * HEAD + thread + HALF);
    ka = qkv[k_raw + thread];
    kb = qkv[k_raw + thread + HALF];
  }
  score[thread] = a * a + b * b;
  squares[thread] = ka * ka + kb * kb;
  workgroupBarrier();
  if (thread < HALF) {
    var q_power = Heads();
    var k_power = 0.0;
    for (var i = 0u; i < HALF; i++) {
      q_power += score[i];
      k_power += squares[i];
    }
    let q_scale = inverseSqrt(q_power / f32(HEAD) + EPS) * SCALE;
    let k_scale = inverseSqrt(k_power / f32(HEAD) + EPS);
    a *= q_scale * q_gain[thread];
    b *= q_scale * q_gain[thread + HALF];
    ka *= k_scale * k_gain[thread];
    kb *= k_scale * k_gain[thread + HALF];
    let angle = rope[positions[0][axis_of(thread)] * HALF + thread];
    query[thread] = a * angle.x - b * angle.y;
    query[thread + HALF] = b * angle.x + a * angle.y;
    fresh[thread] = ka * angle.x - kb * angle.y;
    fresh[thread + HALF] = kb * angle.x + ka * angle.y;
  }
  workgroupBarrier();

  let d = thread % WIDTH;
  let slice = thread / WIDTH;
  let upper = HEAD == 128u || d + 64u < HEAD;
  var top = Heads(-3.0e38);
  var total = Heads();
  var low = Heads();
  var high = Heads();
  if (owner) {
    // The new position starts the softmax, so that nobody reads from the cache what this dispatch writes.
    top = Heads();
    for (var i = 0u; i < HEAD; i++) { top += query[i] * fresh[i]; }
    if (slice == 0u) {
      total = Heads(1.0);
      low = Heads(qkv[v_raw + d]);
      if (HEAD > 64u && upper) { high = Heads(qkv[v_raw + d + 64u]); }
    }
    if (group.x % BATCHES == 0u) {
      for (var i = thread; i < ROW_FOURS; i += 64u) { keys[(cache + past) * ROW_FOURS + i] = fresh_four(i); }
      workgroupBarrier();
      for (var i = thread; i < HEAD; i += 64u) { fresh[i] = qkv[v_raw + i]; }
      workgroupBarrier();
      for (var i = thread; i < ROW_WORDS; i += 64u) { values[(cache + past) * ROW_WORDS + i] = fresh_word(i); }
    }
  }
  let end = min(start + SPLIT, past);
  for (var base = start; base < end; base += 64u) {
    let count = min(64u, end - base);
    var s = Heads(-3.0e38);
    if (thread < count) {
      let at = (cache + base + thread) * ROW_FOURS;
      s = Heads();
      for (var d0 = 0u; d0 < HEAD; d0 += GROUP) {
        var part = Heads();
        for (var d = d0; d < min(d0 + GROUP, HEAD); d += 4u) {
          let k = in_four(keys[at + d / 4u]);
          part += query[d] * k.x + query[d + 1u] * k.y + query[d + 2u] * k.z + query[d + 3u] * k.w;
        }
        if (SCALED) { part *= four_scale(keys[at + scale_word(d0)], d0); }
        s += part;
      }
    }
    workgroupBarrier();
    score[thread] = s;
    workgroupBarrier();
    var next = top;
    for (var i = 0u; i < count; i++) { next = max(next, score[i]); }
    workgroupBarrier();
    score[thread] = exp(s - next);
    workgroupBarrier();
    let shrink = exp(top - next);
    top = next;
    total *= shrink;
    low *= shrink;
    high *= shrink;
    if (slice < SLICES) {
      var at = (cache + base + slice) * ROW_WORDS;
      for (var i = slice; i < count; i += SLICES) {
        let p = score[i];
        total += p;
        low += p * value_at(at, d);
        if (HEAD > 64u && upper) { high += p * value_at(at, d + 64u); }
        at += SLICES * ROW_WORDS;
      }
    }
  }
  total = over_slices(thread, total);
  low = over_slices(thread, low);
  if (slice > 0u) { return; }
  if (past < SPLIT) {
    scatter(head0 * HEAD + d, HEAD, low / total);
    if (HEAD > 64u && upper) { scatter(head0 * HEAD + d + 64u, HEAD, high / total); }
    return;
  }
  let to = Q_HEADS * HEAD + (group.y * Q_HEADS + head0) * (HEAD + 2u);
  scatter(to + d, HEAD + 2u, low);
  if (HEAD > 64u && upper) { scatter(to + d + 64u, HEAD + 2u, high); }
  if (thread == 0u) {
    scatter(to + HEAD, HEAD + 2u, top);
    scatter(to + HEAD + 1u, HEAD + 2u, total);
  }
}
