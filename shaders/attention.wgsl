// out[h] = softmax(q·Kᵀ/√HEAD)·V of one row with an online softmax over tiles of 64 positions; a workgroup a query head.
// CAUSAL = 1: the row sees positions 0 to past; 0: all rows. Strides are in vec4.
// Threads: one position each for the scores; for the values HEAD/4 lanes × SLICES groups of positions.
#include params
@group(0) @binding(1) var<storage, read> q: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> out: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read> keys: array<vec4<f32>>;
@group(0) @binding(4) var<storage, read> values: array<vec4<f32>>;

const LANES: u32 = HEAD / 4u;
const SLICES: u32 = 64u / LANES;
var<workgroup> query: array<vec4<f32>, 32>;
var<workgroup> score: array<f32, 64>;
var<workgroup> sums: array<vec4<f32>, 64>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let head = group.x;
  let kv_head = head / QUERY_GROUP;
  var count = params.rows;
  if (CAUSAL == 1u) { count = params.past + 1u; }
  if (thread < LANES) { query[thread] = q[head * LANES + thread] * SCALE; }
  let key0 = K_OFFSET + kv_head * KV_HEAD_STRIDE;
  let value0 = V_OFFSET + kv_head * KV_HEAD_STRIDE;
  let lane = thread % LANES;
  let slice = thread / LANES;
  var top = -3.0e38;
  var total = 0.0;
  var acc = vec4<f32>();
  for (var base = 0u; base < count; base += 64u) {
    workgroupBarrier();
    let position = base + thread;
    var s = -3.0e38;
    if (position < count) {
      let at = key0 + position * KV_ROW;
      var d = vec4<f32>();
      for (var i = 0u; i < LANES; i++) { d += query[i] * keys[at + i]; }
      s = d.x + d.y + d.z + d.w;
    }
    score[thread] = s;
    workgroupBarrier();
    var next = top;
    for (var i = 0u; i < 64u; i++) { next = max(next, score[i]); }
    let shrink = exp(top - next);
    top = next;
    workgroupBarrier();
    score[thread] = select(0.0, exp(s - next), position < count);
    workgroupBarrier();
    var added = 0.0;
    for (var i = 0u; i < 64u; i++) { added += score[i]; }
    total = total * shrink + added;
    acc *= shrink;
    if (slice < SLICES) {
      let end = min(64u, count - base);
      for (var i = slice; i < end; i += SLICES) {
        acc += score[i] * values[value0 + (base + i) * KV_ROW + lane];
      }
    }
  }
  sums[thread] = acc;
  workgroupBarrier();
  if (thread >= LANES) { return; }
  var result = vec4<f32>();
  for (var i = 0u; i < SLICES; i++) { result += sums[i * LANES + thread]; }
  out[head * LANES + thread] = result / total;
}
