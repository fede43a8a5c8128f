// Three query heads at once: a value of each.
alias Heads = vec3<f32>;

fn gather(at: u32) -> Heads {
  return vec3<f32>(qkv[at], qkv[at + HEAD], qkv[at + 2u * HEAD]);
}

fn scatter(at: u32, stride: u32, value: Heads) {
  out[at] = value.x;
  out[at + stride] = value.y;
  out[at + 2u * stride] = value.z;
}
