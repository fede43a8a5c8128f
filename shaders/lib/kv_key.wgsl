// Dimension d of the row of `keys` that begins at word `row`.
fn key_at(row: u32, d: u32) -> f32 {
  let key = in_word(keys[row + word_of(d)], d);
  if (!SCALED) { return key; }
  return key * word_scale(keys[row + scale_word(d)], d);
}
