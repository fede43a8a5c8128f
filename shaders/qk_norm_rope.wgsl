// From the raw qkv rows: RMSNorm a head of q and k, interleaved M-RoPE (half-split), q back in place, k and v into the
// cache [kv head][position] of rows. A workgroup a (head, row): q heads, then k heads, then v heads.
// Angles come from a table: sin and cos of large arguments are not precise in WGSL (kernels.md 2).
#include params
#include mrope
@group(0) @binding(1) var<storage, read_write> qkv: array<f32>;
@group(0) @binding(2) var<storage, read_write> k_cache: array<u32>;
@group(0) @binding(3) var<storage, read_write> v_cache: array<u32>;
@group(0) @binding(4) var<storage, read> q_gain: array<f32>;
@group(0) @binding(5) var<storage, read> k_gain: array<f32>;
@group(0) @binding(6) var<storage, read> positions: array<vec4<u32>>;
@group(0) @binding(7) var<storage, read> rope: array<vec2<f32>>;
#include KV
#include KV_WRITE
#include sum64

const HALF: u32 = HEAD / 2u;
var<workgroup> fresh: array<f32, HEAD>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) j: u32) {
  let head = group.x;
  let row = group.y;
  let live = j < HALF;
  let start = row * ((Q_HEADS + 2u * KV_HEADS) * HEAD) + head * HEAD + j;
  var a = 0.0;
  var b = 0.0;
  if (live) {
    a = qkv[start];
    b = qkv[start + HALF];
  }
  let is_q = head < Q_HEADS;
  let is_v = head >= Q_HEADS + KV_HEADS;
  if (!is_v) {
    let scale = inverseSqrt(sum64(a * a + b * b, j) / f32(HEAD) + EPS);
    if (live) {
      let low = a * scale * select(k_gain[j], q_gain[j], is_q);
      let high = b * scale * select(k_gain[j + HALF], q_gain[j + HALF], is_q);
      let angle = rope[positions[row][axis_of(j)] * HALF + j];
      a = low * angle.x - high * angle.y;
      b = high * angle.x + low * angle.y;
    }
  }
  if (is_q) {
    if (live) {
      qkv[start] = a;
      qkv[start + HALF] = b;
    }
    return;
  }
  // A word of the cache can hold what two threads made.
  if (live) {
    fresh[j] = a;
    fresh[j + HALF] = b;
  }
  workgroupBarrier();
  let to = ((head - Q_HEADS) % KV_HEADS * CAPACITY + params.past + row) * ROW_WORDS;
  for (var i = j; i < ROW_WORDS; i += 64u) {
    let word = fresh_word(i);
    if (is_v) { v_cache[to + i] = word; } else { k_cache[to + i] = word; }
  }
}
