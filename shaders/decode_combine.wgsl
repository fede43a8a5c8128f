// The result of all splits of decode_attention.wgsl, a workgroup a query head: out[h] = Σ e^(m − M)·O / Σ e^(m − M)·l.
#include params
@group(0) @binding(2) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let splits = params.past / SPLIT + 1u;
  let first = Q_HEADS * HEAD + group.x * (HEAD + 2u);
  let stride = Q_HEADS * (HEAD + 2u);
  var top = -3.0e38;
  for (var i = 0u; i < splits; i++) { top = max(top, out[first + i * stride + HEAD]); }
  for (var d = thread; d < HEAD; d += 64u) {
    var sum = 0.0;
    var total = 0.0;
    for (var i = 0u; i < splits; i++) {
      let at = first + i * stride;
      let share = exp(out[at + HEAD] - top);
      sum += share * out[at + d];
      total += share * out[at + HEAD + 1u];
    }
    out[group.x * HEAD + d] = sum / total;
  }
}
