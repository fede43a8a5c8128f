// Residual.
fn finish(live: bool, row: u32, sum: vec2<f32>, thread: u32, group: u32) {
  if (!live) { return; }
  y[N_OFFSET + row] += sum.x;
  if (row + 1u < N_PART) { y[N_OFFSET + row + 1u] += sum.y; }
}
