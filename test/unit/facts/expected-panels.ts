/** What holds by the texts of programs with several axes. */
export const EXPECTED_PANELS: Readonly<Record<string, string>> = {
  twin_bars: `title Pareto
    axis y Count 0..52.5 left
    axis y Cumulative (%) 47.5..102.5 right
    chart bar
    chart line
    count 3 bar
    count 3 blue bar
    count 3 category
    series Count 3 left Count
    series Cumulative red 3 right Cumulative (%)
    data Count: D=50 B=30 E=20
    datum Cumulative D=50 %
    datum Cumulative B=80 %
    datum Cumulative E=100 %
    highest Count D=50
    lowest Count E=20
    order Count D>B>E
    highest Cumulative E=100
    lowest Cumulative D=50
    trend Cumulative rising
    reference y=80 grey dashed`,
  twin_lines: `axis y Sales 9.9..12.1 left
    axis y Profit 78..122 right
    chart line
    count 2 series
    count 2 line
    series Sales blue 3 left Sales
    series Profit red 3 right Profit
    data Sales: 1=10 2=12 3=11
    data Profit: 1=100 2=80 3=120
    highest Sales 2=12
    lowest Sales 1=10
    highest Profit 3=120
    lowest Profit 2=80`,
  panels_four: `title Four
    count 4 panel
    @ upper left
    chart line
    count 1 series
    count 1 line
    series  blue 3
    data : 0=2 1=1 2=3
    highest  2=3
    lowest  1=1
    @ upper right
    chart bar
    count 2 bar
    count 2 blue bar
    count 2 category
    data : a=1 b=2
    highest  b=2
    lowest  a=1
    @ lower left
    chart scatter
    count 3 point
    @ lower right
    chart pie
    count 2 slice
    share u 25 blue
    share v 75 orange
    highest  v=75
    lowest  u=25`,
  panel_inset: `count 2 panel
    @ main
    chart line
    count 1 series
    count 1 line
    series whole blue 4
    data whole: 0=0 1=5 2=2 3=4
    highest whole 1=5
    lowest whole 0=0
    @ inset
    chart line
    count 1 series
    count 1 line
    series  red 3
    data : 1=1 2=4 3=9
    highest  3=9
    lowest  1=1
    trend  rising`,
  axes_within: `count 2 panel
    @ main
    chart line
    count 1 series
    count 1 line
    series  blue 3
    data : 1=1 2=3 3=2
    highest  2=3
    lowest  1=1
    @ inset
    chart bar
    count 2 bar
    count 2 blue bar
    count 2 category
    data : p=1 q=2
    highest  q=2
    lowest  p=1`,
}
