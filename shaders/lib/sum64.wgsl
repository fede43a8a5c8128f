// The sum of what the 64 threads of a workgroup have, in each of them; by eighths, so that a thread reads 16 numbers and
// not 64. All threads must call it.
var<workgroup> sum64_ones: array<f32, 64>;
var<workgroup> sum64_eighths: array<f32, 8>;

fn sum64(value: f32, thread: u32) -> f32 {
  sum64_ones[thread] = value;
  workgroupBarrier();
  if (thread < 8u) {
    var eighth = 0.0;
    for (var i = thread; i < 64u; i += 8u) { eighth += sum64_ones[i]; }
    sum64_eighths[thread] = eighth;
  }
  workgroupBarrier();
  var total = 0.0;
  for (var i = 0u; i < 8u; i++) { total += sum64_eighths[i]; }
  return total;
}
