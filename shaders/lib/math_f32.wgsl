// Products of a group in f32: one sum a column.
alias Four = vec4<f32>;
alias Parts = vec4<f32>;

fn multiply(sums: Parts, x: Four, w0: Four, w1: Four, w2: Four, w3: Four) -> Parts {
  return sums + vec4<f32>(dot(x, w0), dot(x, w1), dot(x, w2), dot(x, w3));
}

fn total(sums: Parts) -> vec4<f32> {
  return sums;
}
