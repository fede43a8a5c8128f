import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Trace } from '../../../src/trace.ts'
import { EXPECTED_CHARTS } from './expected-charts.ts'
import { EXPECTED_CURVES } from './expected-curves.ts'
import { EXPECTED_DRAWINGS } from './expected-drawings.ts'
import { EXPECTED_PANELS } from './expected-panels.ts'
import type { Picture } from './pictures.ts'

const FOLDER = join(import.meta.dirname, '../../fixtures/programs/facts')

/** What holds by the programs' texts. Limits are matplotlib's margins of 5 %. */
const EXPECTED: Readonly<Record<string, string>> = {
  bar: `title Sales
    axis y Items 0..7.35
    chart bar
    count 3 bar
    count 3 red bar
    count 3 category
    data : Mon=3 Tue=7 Wed=5
    highest  Tue=7
    lowest  Mon=3
    order  Tue>Wed>Mon`,
  barh: `axis x Cups 0..9.45
    chart bar horizontal
    count 2 bar
    count 2 red bar
    count 2 category
    data : Tea=6 Coffee=9
    highest  Coffee=9
    lowest  Tea=6`,
  loop_bars: `chart bar
    count 3 bar
    count 3 green bar
    count 3 category
    data : 2020=10 2021=20 2022=30
    highest  2022=30
    lowest  2020=10
    trend  rising`,
  grouped: `chart grouped bar
    count 6 bar
    count 2 series
    count 3 category
    series Anna blue 3
    series Ben orange 3
    data Anna: Mon=3 Tue=4 Wed=5
    data Ben: Mon=6 Tue=2 Wed=8
    highest Anna Wed=5
    lowest Anna Mon=3
    order Anna Wed>Tue>Mon
    highest Ben Wed=8
    lowest Ben Tue=2
    order Ben Wed>Mon>Tue`,
  stacked: `chart stacked bar
    count 4 bar
    count 2 series
    count 2 category
    series old blue 2
    series new orange 2
    data old: N=3 S=4
    data new: N=2 S=5
    highest old S=4
    lowest old N=3
    highest new S=5
    lowest new N=2`,
  pie: `title Fruit
    chart pie
    count 3 slice
    share Apples 50 blue
    share Pears 30 orange
    share Plums 20 green
    highest  Apples=50
    lowest  Plums=20
    order  Apples>Pears>Plums`,
  lines: `chart line
    count 2 series
    count 2 line
    series Oslo red 3
    series Rome blue 3
    data Oslo: Jan=5 Feb=3 Mar=1
    data Rome: Jan=4 Feb=6 Mar=5
    highest Oslo Jan=5
    lowest Oslo Mar=1
    trend Oslo falling
    highest Rome Feb=6
    lowest Rome Jan=4`,
  err: `chart line
    count 1 series
    count 1 line
    series  blue 3
    data : 1=2 2=3 3=5
    highest  3=5
    lowest  1=2
    trend  rising
    error  1=1.9..2.1
    error  2=2.8..3.2
    error  3=4.7..5.3`,
  hist: `chart histogram
    count 5 bin
    data : 1–1.8=1 1.8–2.6=2 2.6–3.4=3 3.4–4.2=2 4.2–5=1
    highest  2.6–3.4=3`,
  heat: `chart heat map
    colourbar  0..11
    grid 3x4 0..11`,
  box: `chart box
    count 2 box
    box 1 1 1.75 2.5 3.25 4 +0
    box 2 2 2.75 3.5 5.25 9 +0`,
  stem: `chart stem
    count 4 stem
    data : 0=1 1=3 2=2 3=4
    highest  3=4
    lowest  0=1`,
  scatter: `chart scatter
    count 4 point`,
  parabola: `chart function
    count 1 curve
    expression y = x^2 - 4 red
    zero y = x^2 - 4 -2
    zero y = x^2 - 4 2
    minimum y = x^2 - 4 (0,-4)
    symmetry y = x^2 - 4 vertical 0
    intercept y = x^2 - 4 -4`,
  sine: `chart function
    count 1 curve
    expression f(x) = 2sin(x) green
    zero f(x) = 2sin(x) 0
    zero f(x) = 2sin(x) 3.14
    zero f(x) = 2sin(x) 6.28
    zero f(x) = 2sin(x) 9.42
    zero f(x) = 2sin(x) 12.57
    maximum f(x) = 2sin(x) (1.57,2)
    minimum f(x) = 2sin(x) (4.71,-2)
    maximum f(x) = 2sin(x) (7.85,2)
    minimum f(x) = 2sin(x) (11,-2)
    intercept f(x) = 2sin(x) 0
    period f(x) = 2sin(x) 6.28`,
  fill: `chart function
    count 1 curve
    zero curve 0
    intercept curve 0
    region  curve|y = 0 0..2 blue
    label peak on point (2, 4)`,
  triangle: `chart geometry
    polygon ABC triangle blue
    count 1 triangle
    point A (0,0)
    point B (4,0)
    point C (0,3)
    right A AB AC`,
  sides: `chart geometry
    count 3 segment
    count 3 point
    point A (0,0)
    point B (6,0)
    point C (3,4)
    segment AB (0,0) (6,0) 6
    segment BC (6,0) (3,4) 5
    segment AC (3,4) (0,0) 5
    equal AC BC 5`,
  circle: `chart geometry
    count 1 circle
    circle O (4,4) 3 green
    point O (4,4)
    point P (0,1)
    point Q (8,1)
    segment PQ (0,1) (8,1) 8
    tangent PQ O (4,1)`,
  circles: `chart geometry
    count 2 circle
    count 1 red circle
    count 1 blue circle
    circle 1 (1,4) 1 red
    circle 2 (6,4) 2 blue
    red circle left of blue circle`,
  square: `chart geometry
    count 1 circle
    polygon  square yellow
    circle  (2,2) 1 purple
    circle inside square
    layers yellow square < purple circle`,
  rects: `chart geometry
    count 2 rectangle
    count 2 polygon
    polygon  rectangle blue
    polygon  rectangle orange
    segment (1, 6)–(5, 7) (1,6) (5,7) 4.12 arrow
    blue rectangle overlaps orange rectangle
    cross (2, 1)–(7, 1) (4, 0)–(4, 3) (4,1)
    cross (0, 3)–(4, 3) (2, 1)–(2, 5) (2,3)
    layers blue rectangle < orange rectangle`,
  graph: `chart graph
    graph A B C D 4
    count 4 node
    count 4 edge
    edge A-B
    edge B-C
    edge A-C
    edge C-D
    degree A 2
    degree B 2
    degree C 3
    degree D 1
    A left of B
    C above A
    C above B
    C left of D`,
  cuboid: `chart solid
    solid cuboid 8 9+3
    count 12 edge`,
  threed: `chart solid
    solid cube 8 9+3
    count 12 edge`,
  arc: `chart geometry
    count 3 segment
    point A (0,0)
    point B (4,0)
    point C (0,3)
    segment AB (0,0) (4,0) 4
    segment AC (0,0) (0,3) 3
    segment BC (4,0) (0,3) 5
    label 4 on segment AB
    label 3 on segment AC
    label 5 on segment BC
    right A AB AC
    angle B 36.87`,
  two_hists: 'chart histogram',
  three_lines: `axis x t in s -0.2..4.2
    chart line
    count 3 series
    count 3 line
    series a blue 5
    series b orange 5
    series c green 2
    data a: 0=0 1=1 2=2 3=3 4=4
    data b: 0=0 1=2 2=4 3=6 4=8
    data c: 0=1 4=7
    highest a 4=4
    lowest a 0=0
    trend a rising
    highest b 4=8
    lowest b 0=0
    trend b rising
    highest c 4=7
    lowest c 0=1`,
  panels: `count 2 panel
    @ Left
    title Left
    chart bar
    count 2 bar
    count 2 category
    count 2 blue bar
    data : a=1 b=4
    highest  b=4
    lowest  a=1
    @ Right
    title Right
    chart line
    count 1 series
    count 1 line
    series  blue 3
    data : 0=2 1=3 2=1
    highest  1=3
    lowest  2=1
    @
    Left left of Right`,
}

/** Programs of test/fixtures/programs/facts with their traces. */
export const TRACED: Picture[] = Object.entries({
  ...EXPECTED,
  ...EXPECTED_CHARTS,
  ...EXPECTED_PANELS,
  ...EXPECTED_CURVES,
  ...EXPECTED_DRAWINGS,
}).map(([name, facts]) => ({
  name: `${name}.py`,
  trace: JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as Trace,
  facts,
}))
