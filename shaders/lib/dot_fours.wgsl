// Σ over the 32 weights of a group, for formats that are read four at a time.
fn group_dot(row: u32, group: u32) -> f32 {
  let k = group * 8u;
  var acc = w4(row, k) * x[k];
  acc += w4(row, k + 1u) * x[k + 1u];
  acc += w4(row, k + 2u) * x[k + 2u];
  acc += w4(row, k + 3u) * x[k + 3u];
  acc += w4(row, k + 4u) * x[k + 4u];
  acc += w4(row, k + 5u) * x[k + 5u];
  acc += w4(row, k + 6u) * x[k + 6u];
  acc += w4(row, k + 7u) * x[k + 7u];
  return acc.x + acc.y + acc.z + acc.w;
}
