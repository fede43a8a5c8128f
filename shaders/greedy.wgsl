// ids[0] = id of the largest of COUNT (key, id) of the head's workgroups, the lowest id of equals.
#include order
@group(0) @binding(1) var<storage, read> largest: array<vec2<u32>>;
@group(0) @binding(2) var<storage, read_write> ids: array<u32>;

var<workgroup> own: array<vec2<u32>, 64>;

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) thread: u32) {
  var best = vec2<u32>();
  for (var i = thread; i < COUNT; i += 64u) { best = better(best, largest[i]); }
  own[thread] = best;
  workgroupBarrier();
  if (thread != 0u) { return; }
  for (var i = 1u; i < 64u; i++) { best = better(best, own[i]); }
  ids[0] = best.y;
}
