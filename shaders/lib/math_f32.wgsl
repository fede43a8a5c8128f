// Products of a group in f32: one sum a column.
alias Four = vec4<f32>;
alias Parts = vec4<f32>;

fn multiply(sums: Parts, x: Four, w: array<Four, 4>) -> Parts {
  return sums + vec4<f32>(dot(x, w[0]), dot(x, w[1]), dot(x, w[2]), dot(x, w[3]));
}

fn total(sums: Parts) -> vec4<f32> {
  return sums;
}
