// Σ over the 32 weights of a group with a0 to a7: two 16-byte loads and one scale.
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
  let low = weight[row * (KP / 16u) + group * 2u];
  let high = weight[row * (KP / 16u) + group * 2u + 1u];
  var acc = unpack8(low.x) * a0;
  acc += unpack8(low.y) * a1;
  acc += unpack8(low.z) * a2;
  acc += unpack8(low.w) * a3;
  acc += unpack8(high.x) * a4;
  acc += unpack8(high.y) * a5;
  acc += unpack8(high.z) * a6;
  acc += unpack8(high.w) * a7;
  return (acc.x + acc.y + acc.z + acc.w) * group_scale(row, group);
}
