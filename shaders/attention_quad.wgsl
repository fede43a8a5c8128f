// As attention_tile.wgsl for adapters whose vectors are quads of threads on a CPU (matmul_quad.wgsl says why): a quad
// makes FOURS × 4 query rows of one head, four positions a step. Dimension 4d + lane of the queries and of the result is
// kept in lane `lane`, so that every key and value is loaded once and four neighbours at a time. Vectors hold four rows.
#include params
@group(0) @binding(1) var<storage, read> q: array<f32>;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;
@group(0) @binding(3) var<storage, read> keys: array<u32>;
@group(0) @binding(4) var<storage, read> values: array<u32>;
#include KV
#include kv_key
#include kv_value

const NONE: vec4<f32> = vec4<f32>(-3.0e38);

@compute @workgroup_size(4)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let head = group.x;
  let first = group.y * FOURS * 4u;
  let rows = params.rows;
  var count = rows;
  if (CAUSAL == 1u) { count = params.past + min(rows, first + FOURS * 4u); }
  let first_key = K_OFFSET + (head / QUERY_GROUP) * KV_HEAD_STRIDE;
  let first_value = V_OFFSET + (head / QUERY_GROUP) * KV_HEAD_STRIDE;
  #repeat r FOURS
  let row$r = vec4<u32>(first + $ru * 4u) + vec4<u32>(0u, 1u, 2u, 3u);
  // A row beyond the last repeats it; it is not stored.
  let q$r = min(row$r, vec4<u32>(rows - 1u)) * Q_ROW + head * HEAD + lane;
  // The position after the last that each row sees.
  let end$r = select(vec4<u32>(rows), row$r + params.past + 1u, CAUSAL == 1u);
  var top$r = NONE;
  var total$r = vec4<f32>();
  #repeat d QUADS
  let query$r_$d = vec4<f32>(q[q$r.x + $du * 4u], q[q$r.y + $du * 4u], q[q$r.z + $du * 4u], q[q$r.w + $du * 4u]) * SCALE;
  var acc$r_$d = vec4<f32>();
  #end
  #end
  for (var base = 0u; base < count; base += 4u) {
    // Scores: lane p gets those of position p.
    #repeat r FOURS
    var score$r = NONE;
    #end
    for (var p = 0u; p < 4u; p++) {
      let at = first_key + min(base + p, count - 1u) * KV_ROW;
      #repeat r FOURS
      var part$r = vec4<f32>();
      #end
      #repeat d QUADS
      let key$d = key_at(at, $du * 4u + lane);
      #repeat r FOURS
      part$r += query$r_$d * key$d;
      #end
      #end
      #repeat r FOURS
      let pair$r = part$r + quadSwapX(part$r);
      let whole$r = pair$r + quadSwapY(pair$r);
      score$r = select(score$r, whole$r, vec4<bool>(lane == p) & (vec4<u32>(base + p) < end$r));
      #end
    }
    #repeat r FOURS
    let two$r = max(score$r, quadSwapX(score$r));
    let next$r = max(top$r, max(two$r, quadSwapY(two$r)));
    let shrink$r = exp(top$r - next$r);
    top$r = next$r;
    // A hidden position has NONE, as has a row that has seen none: its weight must be 0, not exp(0).
    let own$r = select(exp(score$r - next$r), vec4<f32>(), score$r <= NONE);
    total$r = total$r * shrink$r + own$r;
    #repeat p 4
    let weight$r_$p = quadBroadcast(own$r, $pu);
    #end
    #end
    #repeat p 4
    let at$p = first_value + min(base + $pu, count - 1u) * KV_ROW;
    #end
    #repeat d QUADS
    #repeat p 4
    let value$p_$d = value_at(at$p, $du * 4u + lane);
    #end
    #repeat r FOURS
    acc$r_$d = acc$r_$d * shrink$r + weight$r_0 * value0_$d + weight$r_1 * value1_$d + weight$r_2 * value2_$d + weight$r_3 * value3_$d;
    #end
    #end
  }
  #repeat r FOURS
  let half$r = total$r + quadSwapX(total$r);
  let sum$r = half$r + quadSwapY(half$r);
  #end
  for (var i = 0u; i < 4u; i++) {
    #repeat r FOURS
    if (row$r[i] < rows) {
      #repeat d QUADS
      out[row$r[i] * OUT_ROW + head * HEAD + $du * 4u + lane] = acc$r_$d[i] / sum$r[i];
      #end
    }
    #end
  }
}
