// The row `fresh` as kv_int8 stores it. The scale puts a group's largest value on ±127.
fn group_scale(group: u32) -> f32 {
  var top = 0.0;
  for (var d = group * GROUP; d < min((group + 1u) * GROUP, HEAD); d++) { top = max(top, abs(fresh[d])); }
  return min(top / 127.0, 65504.0);
}
fn fresh_word(i: u32) -> u32 {
  if (i >= HEAD / 4u) {
    let group = (i - HEAD / 4u) * 2u;
    return pack2x16float(vec2<f32>(group_scale(group), group_scale(group + 1u)));
  }
  // What readers multiply with is the rounded scale.
  let scale = unpack2x16float(pack2x16float(vec2<f32>(group_scale(4u * i / GROUP), 0.0))).x;
  let four = vec4<f32>(fresh[4u * i], fresh[4u * i + 1u], fresh[4u * i + 2u], fresh[4u * i + 3u]);
  if (scale == 0.0) { return 0u; }
  let level = vec4<i32>(clamp(round(four / scale), vec4<f32>(-127.0), vec4<f32>(127.0))) & vec4<i32>(255);
  return bitcast<u32>(level.x | (level.y << 8u) | (level.z << 16u) | (level.w << 24u));
}
fn fresh_four(i: u32) -> Four { return fresh_word(i); }
