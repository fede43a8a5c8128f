// One uniform a plan: rows of this submission, cached positions before them.
struct Params {
  rows: u32,
  past: u32,
  // Rows of the matrix that a step works on are rows / ROW_DIVISOR where a constant of that name exists.
  spare0: u32,
  spare1: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
