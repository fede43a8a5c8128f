// How ids are drawn (src/CONTRACTS.md, "Sampling order"); top_k is 1 to 64.
struct Sampling {
  temperature: f32,
  top_p: f32,
  repetition: f32,
  presence: f32,
  top_k: u32,
  seed: u32,
  spare0: u32,
  spare1: u32,
}
@group(0) @binding(0) var<uniform> sampling: Sampling;
const MOST: u32 = 64u;
