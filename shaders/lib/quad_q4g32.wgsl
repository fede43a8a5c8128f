// The weights of a group of 32, four at a step in the order of the asking thread (matmul_quad.wgsl), without their scale.
struct Order {
  low: vec4<i32>,
  high: vec4<i32>,
  down: vec4<f32>,
  zero: vec4<f32>,
}
alias Words = vec4<i32>;

fn quad_order(lanes: vec4<u32>) -> Order {
  let low = vec4<u32>(15u) << (lanes * 8u);
  let down = vec4<f32>(1.0) / vec4<f32>(vec4<u32>(1u) << (lanes * 8u));
  // The last nibble of a word is a signed number without zero point once the top bit is turned (weight_q4g32.wgsl).
  let zero = select(vec4<f32>(8.0), vec4<f32>(), lanes == vec4<u32>(3u));
  return Order(bitcast<vec4<i32>>(low), bitcast<vec4<i32>>(low << vec4<u32>(4u)), down, zero);
}

fn quad_words(row: u32, group: u32) -> Words {
  return bitcast<vec4<i32>>(weight[row * (KP / 32u) + group] ^ vec4<u32>(0x80000000u));
}

fn quad_low(word: i32, order: Order) -> vec4<f32> {
  return vec4<f32>(vec4<i32>(word) & order.low) * order.down - 8.0;
}

fn quad_high(word: i32, order: Order) -> vec4<f32> {
  return vec4<f32>(vec4<i32>(word) & order.high) * (order.down * 0.0625) - order.zero;
}

fn quad_step0(words: Words, order: Order) -> vec4<f32> { return quad_low(words.x, order); }
fn quad_step1(words: Words, order: Order) -> vec4<f32> { return quad_high(words.x, order); }
fn quad_step2(words: Words, order: Order) -> vec4<f32> { return quad_low(words.y, order); }
fn quad_step3(words: Words, order: Order) -> vec4<f32> { return quad_high(words.y, order); }
fn quad_step4(words: Words, order: Order) -> vec4<f32> { return quad_low(words.z, order); }
fn quad_step5(words: Words, order: Order) -> vec4<f32> { return quad_high(words.z, order); }
fn quad_step6(words: Words, order: Order) -> vec4<f32> { return quad_low(words.w, order); }
fn quad_step7(words: Words, order: Order) -> vec4<f32> { return quad_high(words.w, order); }
