// Σ over the 32 weights of a group with a0 to a7: one 16-byte load and one scale.
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
  let words = weight[row * (KP / 32u) + group];
  var acc = unpack4(words.x) * a0;
  acc += unpack4(words.x >> 4u) * a1;
  acc += unpack4(words.y) * a2;
  acc += unpack4(words.y >> 4u) * a3;
  acc += unpack4(words.z) * a4;
  acc += unpack4(words.z >> 4u) * a5;
  acc += unpack4(words.w) * a6;
  acc += unpack4(words.w >> 4u) * a7;
  return (acc.x + acc.y + acc.z + acc.w) * group_scale(row, group);
}
