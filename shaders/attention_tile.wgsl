// out[r][h] = softmax(q·Kᵀ/√HEAD)·V: a workgroup makes 16 query rows of one head over tiles of 64 positions (flash-style,
// online softmax, causal tiles beyond the last row left out). CAUSAL = 1: row r sees positions 0 to past + r; 0: all rows.
// Queries are f32; keys and values are rows of a format (KV), offsets and strides between them in words.
// 64 threads as 16 × 4: each has 4 rows (ty·4 …) × 4 positions (tx, tx + 16, …) of the scores, then 4 rows × the
// dimensions tx, tx + 16, … of the result. Neighbouring threads read neighbouring words or the same one.
#include params
@group(0) @binding(1) var<storage, read> q: array<f32>;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;
@group(0) @binding(3) var<storage, read> keys: array<u32>;
@group(0) @binding(4) var<storage, read> values: array<u32>;
#include KV
#include kv_key
#include kv_value

const SLICE: u32 = 16u;
const CHUNKS: u32 = (HEAD + 15u) / 16u;
// Keys [dimension][position], then the weights [row][position]; queries [row][dimension]; maxima, sums [row][thread].
var<workgroup> ks: array<f32, 1024>;
var<workgroup> qs: array<f32, 256>;
var<workgroup> tops: array<f32, 256>;

// 0 beyond the head.
fn padded_value(row: u32, d: u32) -> f32 {
  if (d >= HEAD) { return 0.0; }
  return value_at(row, d);
}

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let head = group.x;
  let row0 = group.y * 16u;
  let tx = thread & 15u;
  let ty = thread >> 4u;
  let rows = params.rows;
  var count = rows;
  if (CAUSAL == 1u) { count = min(params.past + rows, params.past + row0 + 16u); }
  let key0 = K_OFFSET + (head / QUERY_GROUP) * KV_HEAD_STRIDE;
  let value0 = V_OFFSET + (head / QUERY_GROUP) * KV_HEAD_STRIDE;
  // The position after the last that each of the thread's rows sees.
  var ends = vec4<u32>(rows);
  if (CAUSAL == 1u) { ends = vec4<u32>(params.past + row0 + ty * 4u + 1u) + vec4<u32>(0u, 1u, 2u, 3u); }
  var top = vec4<f32>(-3.0e38);
  var total = vec4<f32>();
  // A vector holds the four rows at one dimension.
  var acc0 = vec4<f32>();
  var acc1 = vec4<f32>();
  var acc2 = vec4<f32>();
  var acc3 = vec4<f32>();
  var acc4 = vec4<f32>();
  var acc5 = vec4<f32>();
  var acc6 = vec4<f32>();
  var acc7 = vec4<f32>();
  for (var base = 0u; base < count; base += 64u) {
    // Scores: a vector holds the four rows at one position.
    var s0 = vec4<f32>();
    var s1 = vec4<f32>();
    var s2 = vec4<f32>();
    var s3 = vec4<f32>();
    for (var d0 = 0u; d0 < HEAD; d0 += SLICE) {
      workgroupBarrier();
      let inside = d0 + tx < HEAD;
      for (var line = ty; line < 64u; line += 4u) {
        var k = 0.0;
        if (inside && base + line < count) { k = key_at(key0 + (base + line) * KV_ROW, d0 + tx); }
        ks[tx * 64u + line] = k;
      }
      for (var line = ty; line < 16u; line += 4u) {
        var value = 0.0;
        if (inside && row0 + line < rows) { value = q[(row0 + line) * Q_ROW + head * HEAD + d0 + tx] * SCALE; }
        qs[line * SLICE + tx] = value;
      }
      workgroupBarrier();
      let line = ty * 4u * SLICE;
      for (var d = 0u; d < SLICE; d++) {
        let four = vec4<f32>(qs[line + d], qs[line + SLICE + d], qs[line + 2u * SLICE + d], qs[line + 3u * SLICE + d]);
        let at = d * 64u + tx;
        s0 += four * ks[at];
        s1 += four * ks[at + 16u];
        s2 += four * ks[at + 32u];
        s3 += four * ks[at + 48u];
      }
    }
    let none = vec4<f32>(-3.0e38);
    s0 = select(none, s0, vec4<u32>(base + tx) < ends);
    s1 = select(none, s1, vec4<u32>(base + tx + 16u) < ends);
    s2 = select(none, s2, vec4<u32>(base + tx + 32u) < ends);
    s3 = select(none, s3, vec4<u32>(base + tx + 48u) < ends);
    let own = max(max(s0, s1), max(s2, s3));
    for (var i = 0u; i < 4u; i++) { tops[(ty * 4u + i) * 16u + tx] = own[i]; }
    workgroupBarrier();
    var next = top;
    for (var i = 0u; i < 16u; i++) {
      let at = ty * 64u + i;
      next = max(next, vec4<f32>(tops[at], tops[at + 16u], tops[at + 32u], tops[at + 48u]));
    }
    let shrink = exp(top - next);
    top = next;
    // A hidden position has −3e38, as has a row that has seen none: its weight must be 0, not exp(0).
    let p0 = select(exp(s0 - next), vec4<f32>(), s0 <= none);
    let p1 = select(exp(s1 - next), vec4<f32>(), s1 <= none);
    let p2 = select(exp(s2 - next), vec4<f32>(), s2 <= none);
    let p3 = select(exp(s3 - next), vec4<f32>(), s3 <= none);
    total = total * shrink + p0 + p1 + p2 + p3;
    for (var i = 0u; i < 4u; i++) {
      let at = (ty * 4u + i) * 64u + tx;
      ks[at] = p0[i];
      ks[at + 16u] = p1[i];
      ks[at + 32u] = p2[i];
      ks[at + 48u] = p3[i];
    }
    workgroupBarrier();
    acc0 *= shrink;
    acc1 *= shrink;
    acc2 *= shrink;
    acc3 *= shrink;
    acc4 *= shrink;
    acc5 *= shrink;
    acc6 *= shrink;
    acc7 *= shrink;
    let last = min(64u, count - base);
    for (var i = 0u; i < last; i++) {
      let at = ty * 256u + i;
      let p = vec4<f32>(ks[at], ks[at + 64u], ks[at + 128u], ks[at + 192u]);
      let v = value0 + (base + i) * KV_ROW;
      acc0 += p * padded_value(v, tx);
      if (CHUNKS > 1u) { acc1 += p * padded_value(v, tx + 16u); }
      if (CHUNKS > 2u) { acc2 += p * padded_value(v, tx + 32u); }
      if (CHUNKS > 3u) { acc3 += p * padded_value(v, tx + 48u); }
      if (CHUNKS > 4u) { acc4 += p * padded_value(v, tx + 64u); }
      if (CHUNKS > 5u) { acc5 += p * padded_value(v, tx + 80u); }
      if (CHUNKS > 6u) { acc6 += p * padded_value(v, tx + 96u); }
      if (CHUNKS > 7u) { acc7 += p * padded_value(v, tx + 112u); }
    }
  }
  // Each thread has the sum of its own positions.
  workgroupBarrier();
  for (var i = 0u; i < 4u; i++) { tops[(ty * 4u + i) * 16u + tx] = total[i]; }
  workgroupBarrier();
  var sum = vec4<f32>();
  for (var i = 0u; i < 16u; i++) {
    let at = ty * 64u + i;
    sum += vec4<f32>(tops[at], tops[at + 16u], tops[at + 32u], tops[at + 48u]);
  }
  var result = array<vec4<f32>, 8>(acc0, acc1, acc2, acc3, acc4, acc5, acc6, acc7);
  for (var c = 0u; c < CHUNKS; c++) {
    let dimension = c * 16u + tx;
    let values4 = result[c] / sum;
    for (var i = 0u; i < 4u; i++) {
      let row = row0 + ty * 4u + i;
      if (row < rows && dimension < HEAD) { out[row * OUT_ROW + head * HEAD + dimension] = values4[i]; }
    }
  }
}
