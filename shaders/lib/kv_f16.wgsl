// Keys and values as f16, two dimensions a word: core WGSL, no feature needed. Terms as in kv_f32.
const ROW_WORDS: u32 = HEAD / 2u;
const ROW_FOURS: u32 = HEAD / 4u;
const SCALED: bool = false;
const GROUP: u32 = HEAD;
alias Four = vec2<u32>;

fn word_of(d: u32) -> u32 { return d / 2u; }
fn in_word(word: u32, d: u32) -> f32 {
  let pair = unpack2x16float(word);
  return select(pair.x, pair.y, (d & 1u) == 1u);
}
fn in_four(four: Four) -> vec4<f32> { return vec4<f32>(unpack2x16float(four.x), unpack2x16float(four.y)); }
fn scale_word(d: u32) -> u32 { return 0u; }
fn word_scale(word: u32, d: u32) -> f32 { return 1.0; }
fn four_scale(four: Four, d: u32) -> f32 { return 1.0; }
