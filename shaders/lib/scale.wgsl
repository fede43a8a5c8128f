// f16 scales of groups of 32 along K, stored [N/8][KP/32][8].
@group(0) @binding(4) var<storage, read> scales: array<u32>;

fn group_scale(row: u32, group: u32) -> f32 {
  let at = ((row >> 3u) * (KP / 32u) + group) * 8u + (row & 7u);
  let pair = unpack2x16float(scales[at >> 1u]);
  return select(pair.x, pair.y, (at & 1u) == 1u);
}
