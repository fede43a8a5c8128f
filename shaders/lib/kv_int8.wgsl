// Keys and values as signed bytes, four dimensions a word, with an f16 scale for each 32 dimensions; a row's scales
// stand behind its bytes, two a word. Terms as in kv_f32.
const GROUP: u32 = 32u;
const ROW_WORDS: u32 = HEAD / 4u + ((HEAD + GROUP - 1u) / GROUP + 1u) / 2u;
const ROW_FOURS: u32 = ROW_WORDS;
const SCALED: bool = true;
alias Four = u32;

fn word_of(d: u32) -> u32 { return d / 4u; }
fn in_word(word: u32, d: u32) -> f32 { return f32(extractBits(bitcast<i32>(word), (d & 3u) * 8u, 8u)); }
fn in_four(four: Four) -> vec4<f32> {
  return vec4<f32>((vec4<i32>(bitcast<i32>(four)) << vec4<u32>(24u, 16u, 8u, 0u)) >> vec4<u32>(24u));
}
fn scale_word(d: u32) -> u32 { return HEAD / 4u + d / (2u * GROUP); }
fn word_scale(word: u32, d: u32) -> f32 {
  let pair = unpack2x16float(word);
  return select(pair.x, pair.y, ((d / GROUP) & 1u) == 1u);
}
fn four_scale(four: Four, d: u32) -> f32 { return word_scale(four, d); }
