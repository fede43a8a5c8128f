// Rotates q and k of every patch in place (half-split), angles a patch given as a table [N][HEAD/2] of cos and sin.
@group(0) @binding(1) var<storage, read_write> qkv: array<f32>;
@group(0) @binding(2) var<storage, read> angles: array<vec2<f32>>;

const HALF: u32 = HEAD / 2u;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let row = group.y;
  // 2·HEADS heads of HALF pairs: q's heads, then k's.
  let pair = group.x * 64u + thread;
  if (pair >= 2u * HEADS * HALF) { return; }
  let head = pair / HALF;
  let j = pair % HALF;
  let at = row * (3u * HEADS * HEAD) + head * HEAD + j;
  let angle = angles[row * HALF + j];
  let a = qkv[at];
  let b = qkv[at + HALF];
  qkv[at] = a * angle.x - b * angle.y;
  qkv[at + HALF] = b * angle.x + a * angle.y;
}
