// The row `fresh` as kv_f32 stores it.
fn fresh_word(i: u32) -> u32 { return bitcast<u32>(fresh[i]); }
fn fresh_four(i: u32) -> Four {
  return vec4<u32>(fresh_word(4u * i), fresh_word(4u * i + 1u), fresh_word(4u * i + 2u), fresh_word(4u * i + 3u));
}
