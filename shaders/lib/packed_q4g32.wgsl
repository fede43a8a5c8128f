// Four weights as signed bytes, without their scale: nibble − 8 in each byte, kept from borrowing by its top bit.
fn packed4(row: u32, k4: u32) -> u32 {
  let word = weight[row * (KP / 32u) + (k4 >> 3u)][(k4 >> 1u) & 3u];
  let nibbles = (word >> ((k4 & 1u) * 4u)) & 0x0f0f0f0fu;
  return ((nibbles | 0x80808080u) - 0x08080808u) ^ 0x80808080u;
}
