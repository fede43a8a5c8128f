// Two query heads at once: a value of each.
alias Heads = vec2<f32>;

fn gather(at: u32) -> Heads {
  return vec2<f32>(qkv[at], qkv[at + HEAD]);
}

fn scatter(at: u32, stride: u32, value: Heads) {
  out[at] = value.x;
  out[at + stride] = value.y;
}
