// Axis (0 T, 1 H, 2 W) of frequency j: bit j of the masks H_AXIS and W_AXIS.
fn axis_of(j: u32) -> u32 {
  let bit = 1u << (j & 31u);
  let h = select(H_AXIS_LOW, H_AXIS_HIGH, j >= 32u);
  let w = select(W_AXIS_LOW, W_AXIS_HIGH, j >= 32u);
  return select(select(0u, 2u, (w & bit) != 0u), 1u, (h & bit) != 0u);
}
