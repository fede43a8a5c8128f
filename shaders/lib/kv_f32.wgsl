// Keys and values as f32. A row is one position of one key–value head; a four is what holds four of its dimensions.
const ROW_WORDS: u32 = HEAD;
const ROW_FOURS: u32 = HEAD / 4u;
const SCALED: bool = false;
const GROUP: u32 = HEAD;
alias Four = vec4<u32>;

fn word_of(d: u32) -> u32 { return d; }
fn in_word(word: u32, d: u32) -> f32 { return bitcast<f32>(word); }
fn in_four(four: Four) -> vec4<f32> { return bitcast<vec4<f32>>(four); }
fn scale_word(d: u32) -> u32 { return 0u; }
fn word_scale(word: u32, d: u32) -> f32 { return 1.0; }
fn four_scale(four: Four, d: u32) -> f32 { return 1.0; }
