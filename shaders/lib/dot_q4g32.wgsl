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
  var acc = low4(words.x) * a0;
  acc += high4(words.x) * a1;
  acc += low4(words.y) * a2;
  acc += high4(words.y) * a3;
  acc += low4(words.z) * a4;
  acc += high4(words.z) * a5;
  acc += low4(words.w) * a6;
  acc += high4(words.w) * a7;
  return (acc.x + acc.y + acc.z + acc.w) * group_scale(row, group);
}
