// Σ over the 32 weights of a group: one 16-byte load and one scale.
fn group_dot(row: u32, group: u32) -> f32 {
  let k = group * 8u;
  let words = weight[row * (KP / 32u) + group];
  var acc = unpack4(words.x) * x[k];
  acc += unpack4(words.x >> 4u) * x[k + 1u];
  acc += unpack4(words.y) * x[k + 2u];
  acc += unpack4(words.y >> 4u) * x[k + 3u];
  acc += unpack4(words.z) * x[k + 4u];
  acc += unpack4(words.z >> 4u) * x[k + 5u];
  acc += unpack4(words.w) * x[k + 6u];
  acc += unpack4(words.w >> 4u) * x[k + 7u];
  return (acc.x + acc.y + acc.z + acc.w) * group_scale(row, group);
}
