// The row `fresh` as kv_f16 stores it: beyond the range of f16 the largest value, not infinity.
fn fresh_word(i: u32) -> u32 {
  return pack2x16float(clamp(vec2<f32>(fresh[2u * i], fresh[2u * i + 1u]), vec2<f32>(-65504.0), vec2<f32>(65504.0)));
}
fn fresh_four(i: u32) -> Four { return vec2<u32>(fresh_word(2u * i), fresh_word(2u * i + 1u)); }
