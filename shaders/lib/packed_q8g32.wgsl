// Four weights as signed bytes, without their scale.
fn packed4(row: u32, k4: u32) -> u32 {
  return weight[row * (KP / 16u) + (k4 >> 2u)][k4 & 3u];
}
