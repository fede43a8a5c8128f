// The last row of this submission.
#include params

fn x_start() -> u32 {
  return (params.rows - 1u) * (K / 4u);
}
