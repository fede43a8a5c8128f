// Σ over the 32 weights of a group with a0 to a7, for formats that are read four at a time.
fn group_dot(
  row: u32,
  group: u32,
  a0: vec4<f32>,
  a1: vec4<f32>,
  a2: vec4<f32>,
  a3: vec4<f32>,
  a4: vec4<f32>,
  a5: vec4<f32>,
  a6: vec4<f32>,
  a7: vec4<f32>,
) -> f32 {
  let k = group * 8u;
  var acc = w4(row, k) * a0;
  acc += w4(row, k + 1u) * a1;
  acc += w4(row, k + 2u) * a2;
  acc += w4(row, k + 3u) * a3;
  acc += w4(row, k + 4u) * a4;
  acc += w4(row, k + 5u) * a5;
  acc += w4(row, k + 6u) * a6;
  acc += w4(row, k + 7u) * a7;
  return acc.x + acc.y + acc.z + acc.w;
}
