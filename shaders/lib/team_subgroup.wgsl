// The sum over a team of LANES neighbouring threads (a power of 2), in its first one: by shuffles as far as a subgroup
// reaches, through workgroup memory from there on. Subgroups have 4 to 128 threads and their size is known here alone;
// that neighbours in a workgroup are neighbours in a subgroup is no promise of WGSL, so the variant is compared with
// team_shared before it is used.
// Nothing but what is the same for all threads, or the barrier and the shuffles would not be allowed.
struct Group {
  @builtin(workgroup_id) id: vec3<u32>,
  @builtin(subgroup_size) size: u32,
}

var<workgroup> team_sums: array<vec3<f32>, 64>;

fn team_sum(value: vec3<f32>, thread: u32, group: Group) -> vec3<f32> {
  var sum = value;
  if (LANES > 1u && group.size > 1u) { sum += subgroupShuffleXor(sum, 1u); }
  if (LANES > 2u && group.size > 2u) { sum += subgroupShuffleXor(sum, 2u); }
  if (LANES > 4u && group.size > 4u) { sum += subgroupShuffleXor(sum, 4u); }
  if (LANES > 8u && group.size > 8u) { sum += subgroupShuffleXor(sum, 8u); }
  if (LANES > 16u && group.size > 16u) { sum += subgroupShuffleXor(sum, 16u); }
  if (LANES > 32u && group.size > 32u) { sum += subgroupShuffleXor(sum, 32u); }
  if (group.size < LANES) {
    team_sums[thread] = sum;
    workgroupBarrier();
    if (thread % LANES == 0u) {
      for (var i = group.size; i < LANES; i += group.size) { sum += team_sums[thread + i]; }
    }
  }
  return sum;
}
