// Dimension d of the row of `values` that begins at word `row`.
fn value_at(row: u32, d: u32) -> f32 {
  let value = in_word(values[row + word_of(d)], d);
  if (!SCALED) { return value; }
  return value * word_scale(values[row + scale_word(d)], d);
}
