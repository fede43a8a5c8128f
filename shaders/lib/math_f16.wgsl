// Products of a group in f16, eight to a sum, those sums added in f32. Only for normed x: nothing else is sure to stay
// far below 65,504. Needs `enable f16`.
alias Four = vec4<f16>;
// A column holds the four sums of its products.
alias Parts = mat4x4<f16>;

fn multiply(sums: Parts, x: Four, w0: Four, w1: Four, w2: Four, w3: Four) -> Parts {
  return sums + Parts(x * w0, x * w1, x * w2, x * w3);
}

fn total(sums: Parts) -> vec4<f32> {
  let s = transpose(sums);
  return vec4<f32>(s[0]) + vec4<f32>(s[1]) + vec4<f32>(s[2]) + vec4<f32>(s[3]);
}
