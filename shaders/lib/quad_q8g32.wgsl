// As quad_q4g32 for signed bytes.
struct Order {
  mask: vec4<i32>,
  down: vec4<f32>,
  zero: vec4<f32>,
}
struct Words {
  first: vec4<i32>,
  second: vec4<i32>,
}

fn quad_order(lanes: vec4<u32>) -> Order {
  let down = vec4<f32>(1.0) / vec4<f32>(vec4<u32>(1u) << (lanes * 8u));
  let zero = select(vec4<f32>(128.0), vec4<f32>(), lanes == vec4<u32>(3u));
  return Order(bitcast<vec4<i32>>(vec4<u32>(255u) << (lanes * 8u)), down, zero);
}

// The top bit of the three lower bytes is turned, which makes them unsigned and 128 too large (weight_q8g32.wgsl).
fn quad_words(row: u32, group: u32) -> Words {
  let at = row * (KP / 16u) + group * 2u;
  let turned = vec4<u32>(0x808080u);
  return Words(bitcast<vec4<i32>>(weight[at] ^ turned), bitcast<vec4<i32>>(weight[at + 1u] ^ turned));
}

fn quad_bytes(word: i32, order: Order) -> vec4<f32> {
  return vec4<f32>(vec4<i32>(word) & order.mask) * order.down - order.zero;
}

fn quad_step0(words: Words, order: Order) -> vec4<f32> { return quad_bytes(words.first.x, order); }
fn quad_step1(words: Words, order: Order) -> vec4<f32> { return quad_bytes(words.first.y, order); }
fn quad_step2(words: Words, order: Order) -> vec4<f32> { return quad_bytes(words.first.z, order); }
fn quad_step3(words: Words, order: Order) -> vec4<f32> { return quad_bytes(words.first.w, order); }
fn quad_step4(words: Words, order: Order) -> vec4<f32> { return quad_bytes(words.second.x, order); }
fn quad_step5(words: Words, order: Order) -> vec4<f32> { return quad_bytes(words.second.y, order); }
fn quad_step6(words: Words, order: Order) -> vec4<f32> { return quad_bytes(words.second.z, order); }
fn quad_step7(words: Words, order: Order) -> vec4<f32> { return quad_bytes(words.second.w, order); }
