// Σ over the 32 weights of a group: two 16-byte loads and one scale.
fn group_dot(row: u32, group: u32) -> f32 {
  let k = group * 8u;
  let low = weight[row * (KP / 16u) + group * 2u];
  let high = weight[row * (KP / 16u) + group * 2u + 1u];
  var acc = unpack8(low.x) * x[k];
  acc += unpack8(low.y) * x[k + 1u];
  acc += unpack8(low.z) * x[k + 2u];
  acc += unpack8(low.w) * x[k + 3u];
  acc += unpack8(high.x) * x[k + 4u];
  acc += unpack8(high.y) * x[k + 5u];
  acc += unpack8(high.z) * x[k + 6u];
  acc += unpack8(high.w) * x[k + 7u];
  return (acc.x + acc.y + acc.z + acc.w) * group_scale(row, group);
}
