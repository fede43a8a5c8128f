// The sum over a team of LANES neighbouring threads (a power of 2), in its first one: through workgroup memory.
struct Group {
  @builtin(workgroup_id) id: vec3<u32>,
}

var<workgroup> team_sums: array<vec3<f32>, 64>;

fn team_sum(value: vec3<f32>, thread: u32, group: Group) -> vec3<f32> {
  team_sums[thread] = value;
  workgroupBarrier();
  var sum = value;
  if (thread % LANES == 0u) {
    for (var i = 1u; i < LANES; i++) { sum += team_sums[thread + i]; }
  }
  return sum;
}
