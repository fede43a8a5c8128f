// Logits as (key, id): keys compare as unsigned integers in the order of the values, NaN as −∞, −0 as 0. A comparison
// with NaN or infinity may be optimised away; that of integers may not. Key 0 is no value.

fn order_key(value: f32) -> u32 {
  var bits = bitcast<u32>(value);
  if ((bits & 0x7fffffffu) > 0x7f800000u) { bits = 0xff800000u; }
  if (bits == 0x80000000u) { bits = 0u; }
  return select(bits | 0x80000000u, ~bits, bits >= 0x80000000u);
}

// The value of a key that is not 0.
fn key_value(key: u32) -> f32 {
  return bitcast<f32>(select(~key, key & 0x7fffffffu, key >= 0x80000000u));
}

fn before(a: vec2<u32>, b: vec2<u32>) -> bool {
  return a.x > b.x || (a.x == b.x && a.y < b.y);
}

fn better(a: vec2<u32>, b: vec2<u32>) -> vec2<u32> {
  return select(a, b, before(b, a));
}
