// ids[0] = index of the largest of the first LIMIT logits, the lowest where several are equal; NaN counts as −∞.
@group(0) @binding(1) var<storage, read> logits: array<f32>;
@group(0) @binding(2) var<storage, read_write> ids: array<u32>;

var<workgroup> best_value: array<f32, 256>;
var<workgroup> best_index: array<u32, 256>;

@compute @workgroup_size(256)
fn main(@builtin(local_invocation_index) thread: u32) {
  var value = -3.4e38;
  var index = LIMIT;
  for (var i = thread; i < LIMIT; i += 256u) {
    let v = logits[i];
    // A comparison with NaN may be optimised away; its bits may not.
    let bits = bitcast<u32>(v) & 0x7fffffffu;
    if (bits <= 0x7f800000u && (v > value || index == LIMIT)) {
      value = v;
      index = i;
    }
  }
  best_value[thread] = value;
  best_index[thread] = index;
  workgroupBarrier();
  for (var half = 128u; half > 0u; half >>= 1u) {
    if (thread < half) {
      let v = best_value[thread + half];
      let i = best_index[thread + half];
      let better = i != LIMIT && (best_index[thread] == LIMIT || v > best_value[thread] || (v == best_value[thread] && i < best_index[thread]));
      if (better) {
        best_value[thread] = v;
        best_index[thread] = i;
      }
    }
    workgroupBarrier();
  }
  if (thread == 0u) { ids[0] = select(best_index[0], 0u, best_index[0] == LIMIT); }
}
