// ACT: 0 none, 1 GELU with tanh (vision blocks), 2 GELU with erf (mergers). qwen3-vl.md 4.4, 4.5.

fn gelu_tanh(u: f32) -> f32 {
  // Some drivers return NaN for tanh of large arguments.
  let inner = clamp(0.7978845608028654 * (u + 0.044715 * u * u * u), -15.0, 15.0);
  return 0.5 * u * (1.0 + tanh(inner));
}

// erfc for x >= 0 by its Chebyshev fit (relative error below 1.2e-7), so that the tail keeps its relative precision.
fn erfc_positive(x: f32) -> f32 {
  let t = 1.0 / (1.0 + 0.5 * x);
  let poly = -1.26551223 + t * (1.00002368 + t * (0.37409196 + t * (0.09678418 + t * (-0.18628806 + t * (0.27886807 +
    t * (-1.13520398 + t * (1.48851587 + t * (-0.82215223 + t * 0.17087277))))))));
  return t * exp(-x * x + poly);
}

fn gelu_erf(u: f32) -> f32 {
  let tail = 0.5 * erfc_positive(abs(u) * 0.7071067811865476);
  return u * select(tail, 1.0 - tail, u >= 0.0);
}

fn activate(u: f32) -> f32 {
  if (ACT == 1u) { return gelu_tanh(u); }
  if (ACT == 2u) { return gelu_erf(u); }
  return u;
}
