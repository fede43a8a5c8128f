fn bias_of(n: u32) -> f32 {
  return 0.0;
}
