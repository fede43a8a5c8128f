/** What holds by the texts of programs that draw charts. Limits are matplotlib's margins of 5 %. */
export const EXPECTED_CHARTS: Readonly<Record<string, string>> = {
  // Quartiles as numpy's percentiles; whiskers reach 1.5 times their distance.
  boxes_named: `axis y Points (pt) 0.05..20.95
    chart box
    count 2 box
    box A 1 2.25 3.5 4.75 5 +1
    box B 2 4 6 8 10 +0`,
  boxes_lying: `chart box horizontal
    count 2 box
    box low 1 2.25 3.5 4.75 5 +1
    box high 2 4 6 8 10 +0`,
  violins: `chart violin
    count 2 violin
    violin x 1..5
    violin y 2..11`,
  error_points: `chart error bar
    count 3 point
    series run blue 3
    data run: 1=2 2=3 3=5
    highest run 3=5
    lowest run 1=2
    trend run rising
    error run 1=1.9..2.1
    error run 2=2.8..3.2
    error run 3=4.7..5.3`,
  bars_error: `chart bar
    count 2 bar
    count 2 category
    count 2 blue bar
    data : a=3 b=5
    highest  b=5
    lowest  a=3
    error  a=2.5..4
    error  b=4.6..5.2`,
  contours: `chart contour
    levels 1 2 3
    label 1 on level 1
    label 2 on level 2
    label 3 on level 3`,
  contours_filled: `title Hill
    colourbar Height (m) -4..4
    chart contour
    levels -4 -2 0 2 4 filled`,
  arrows_field: `chart vector field
    arrows 6 longest 5 direction 53.13`,
  radar: `chart polar
    count 1 series
    series Car blue 4
    data Car: Speed=4 Power=3 Range=5 Cost=2
    highest Car Range=5
    lowest Car Cost=2
    order Car Range>Speed>Power>Cost`,
  rose: `chart polar
    count 4 bar
    data : 0°=3 90°=1 180°=4 270°=2
    highest  180°=4
    lowest  90°=1
    order  180°>0°>270°>90°`,
  steps: `chart step
    count 1 series
    count 1 line
    series  blue 4
    data : 0=1 1=3 2=2 3=4
    highest  3=4
    lowest  0=1`,
  heat_named: `colourbar Score 1..6
    chart heat map
    grid 2x2 1..6
    data p: a=1 b=2
    data q: a=4 b=6`,
  table_rows: `chart table
    table 3x3 ,A,B;x,1,2;y,3,4`,
  events: `chart event
    count 2 series
    count 5 event`,
  dates: `chart line
    count 1 series
    series Visits blue 3
    data Visits: 2024-01-01=3 2024-02-01=5 2024-03-01=4
    highest Visits 2024-02-01=5
    lowest Visits 2024-01-01=3
    reference x=2024-02-10 Launch red dashed`,
  log_axes: `axis x n 0.79..125.89
    axis y time (ms) 1.59..251.79
    chart line
    count 1 series
    count 1 line
    series  blue 3
    datum  1=2 ms
    datum  10=20 ms
    datum  100=200 ms
    highest  100=200
    lowest  1=2
    trend  rising`,
  lollipops: `chart stem horizontal
    count 3 stem
    data : a=3 b=7 c=2
    highest  b=7
    lowest  c=2
    order  b>a>c`,
  // The legend's title names no series.
  legend_titled: `chart stacked bar
    count 4 bar
    count 2 series
    count 2 category
    series x blue 2
    series y orange 2
    data x: A=1 B=2
    data y: A=2 B=1
    highest x B=2
    lowest x A=1
    highest y A=2
    lowest y B=1`,
  // f(n) has no unit.
  legend_listed: `axis y f(n) 0.6..9.4
    chart line
    count 2 series
    count 2 line
    series quadratic green 3
    series other red 3
    data quadratic: 1=1 2=4 3=9
    data other: 1=1 2=2 3=4
    highest quadratic 3=9
    lowest quadratic 1=1
    highest other 3=4
    lowest other 1=1
    trend quadratic rising
    trend other rising`,
  money: `axis x Price ($) 0..12.6
    chart bar horizontal
    count 2 bar
    count 2 red bar
    count 3 category
    datum  Fig=12 $
    datum  Pear=7 $
    datum  None=0 $
    highest  Fig=12
    lowest  None=0
    order  Fig>Pear>None`,
  gantt: `chart bar horizontal
    count 3 bar`,
  // No function, though evenly sampled: sin 7.8 + .3 and sin 4.8 − .3.
  noise: `chart line
    count 1 series
    count 1 line
    series  blue 50
    highest  7.8=1.3
    lowest  4.8=-1.3`,
  backwards: `axis x Depth 3.15..-0.15
    chart line
    count 1 series
    count 1 line
    series  blue 4
    data : 0=8 1=4 2=2 3=1
    highest  0=8
    lowest  3=1
    trend  falling`,
  error_model: `chart error bar
    count 3 point
    series run blue 3
    series model red 2
    data run: 1=2 2=3 3=5
    highest run 3=5
    lowest run 1=2
    trend run rising
    trend model rising
    error run 1=1.5..2.5
    error run 2=2.5..3.5
    error run 3=4.5..5.5`,
  // Other numbers are written in the cells.
  cells_written: `chart heat map
    grid 2x2 0..2`,
  bars_space: `chart bar
    count 2 bar`,
}
