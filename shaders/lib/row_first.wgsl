fn x_start() -> u32 {
  return 0u;
}
