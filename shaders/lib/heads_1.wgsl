// One query head at once: a value of each.
alias Heads = f32;

fn gather(at: u32) -> Heads {
  return qkv[at];
}

fn scatter(at: u32, stride: u32, value: Heads) {
  out[at] = value;
}
