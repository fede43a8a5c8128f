// Four query heads at once: a value of each.
alias Heads = vec4<f32>;

fn gather(at: u32) -> Heads {
  return vec4<f32>(qkv[at], qkv[at + HEAD], qkv[at + 2u * HEAD], qkv[at + 3u * HEAD]);
}

fn scatter(at: u32, stride: u32, value: Heads) {
  out[at] = value.x;
  out[at + stride] = value.y;
  out[at + 2u * stride] = value.z;
  out[at + 3u * stride] = value.w;
}
