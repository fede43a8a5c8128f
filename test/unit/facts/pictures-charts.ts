import { bars, dots, image, line, pie, rect, scatter, ticks, traceOf } from './build.ts'
import type { Picture } from './pictures.ts'
import { TWO_PANELS } from './pictures-panels.ts'

const week = ticks(['Mon', 'Tue', 'Wed'])

/** Charts with what holds for them, written from the data. */
export const CHARTS: Picture[] = [
  {
    name: 'bars',
    trace: traceOf([
      { title: 'Sales', xlabel: 'Day', ylabel: 'Items', x: [-0.5, 2.5], y: [0, 8], xticks: week },
      [bars([3, 7, 5])],
    ]),
    facts: `title Sales
      axis x Day -0.5..2.5
      axis y Items 0..8
      chart bar
      count 3 bar
      count 3 blue bar
      count 3 category
      data : Mon=3 Tue=7 Wed=5
      highest  Tue=7
      lowest  Mon=3
      order  Tue>Wed>Mon`,
  },
  {
    name: 'bars by a loop of rectangles',
    trace: traceOf([
      { x: [-0.5, 2.5], y: [0, 8], xticks: week },
      [rect(-0.4, 0, 0.8, 3), rect(0.6, 0, 0.8, 7), rect(1.6, 0, 0.8, 5)],
    ]),
    facts: `chart bar
      count 3 bar
      count 3 blue bar
      count 3 category
      data : Mon=3 Tue=7 Wed=5
      highest  Tue=7
      lowest  Mon=3
      order  Tue>Wed>Mon`,
  },
  {
    name: 'bars with a unit and a tie',
    trace: traceOf([
      { x: [-0.5, 2.5], y: [0, 8], ylabel: 'Mass (kg)', xticks: ticks(['a', 'b', 'c']) },
      [bars([4, 4, 2], { colour: 'green' })],
    ]),
    facts: `axis y Mass (kg) 0..8
      chart bar
      count 3 bar
      count 3 green bar
      count 3 category
      datum  a=4 kg
      datum  b=4 kg
      datum  c=2 kg
      lowest  c=2`,
  },
  {
    name: 'lying bars',
    trace: traceOf([
      { x: [0, 10], y: [-0.5, 1.5], yticks: ticks(['Tea', 'Coffee']) },
      [rect(0, -0.4, 6, 0.8, { colour: 'red' }), rect(0, 0.6, 9, 0.8, { colour: 'red' })],
    ]),
    facts: `chart bar horizontal
      count 2 bar
      count 2 red bar
      count 2 category
      data : Tea=6 Coffee=9
      highest  Coffee=9
      lowest  Tea=6`,
  },
  {
    name: 'bars below zero',
    trace: traceOf([{ x: [-0.5, 2.5], y: [-4, 6], xticks: ticks(['p', 'q', 'r']) }, [bars([-3, 5, 1])]]),
    facts: `chart bar
      count 3 bar
      count 3 blue bar
      count 3 category
      data : p=-3 q=5 r=1
      highest  q=5
      lowest  p=-3
      order  q>r>p`,
  },
  {
    name: 'bars of two colours',
    trace: traceOf([
      { x: [-0.5, 3.5], y: [0, 6], xticks: ticks(['a', 'b', 'c', 'd']) },
      [rect(-0.4, 0, 0.8, 1, { colour: 'red' }), rect(0.6, 0, 0.8, 2), rect(1.6, 0, 0.8, 3), rect(2.6, 0, 0.8, 5)],
    ]),
    facts: `chart bar
      count 4 bar
      count 1 red bar
      count 3 blue bar
      count 4 category
      data : a=1 b=2 c=3 d=5
      highest  d=5
      lowest  a=1
      order  d>c>b>a`,
  },
  {
    name: 'bars over years',
    trace: traceOf([{ x: [-0.5, 2.5], y: [0, 40], xticks: ticks(['2020', '2021', '2022']) }, [bars([10, 20, 30])]]),
    facts: `chart bar
      count 3 bar
      count 3 blue bar
      count 3 category
      data : 2020=10 2021=20 2022=30
      highest  2022=30
      lowest  2020=10
      trend  rising`,
  },
  {
    name: 'grouped bars',
    trace: traceOf([
      { x: [-0.5, 2.5], y: [0, 10], xticks: week },
      [
        bars([3, 4, 5], { offset: -0.2, width: 0.4, label: 'Anna' }),
        bars([6, 2, 8], { offset: 0.2, width: 0.4, label: 'Ben', colour: 'C1' }),
      ],
    ]),
    facts: `chart grouped bar
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
  },
  {
    name: 'stacked bars',
    trace: traceOf([
      { x: [-0.5, 1.5], y: [0, 10], xticks: ticks(['N', 'S']) },
      [bars([3, 4], { label: 'old' }), bars([2, 5], { bottoms: [3, 4], label: 'new', colour: 'C1' })],
    ]),
    facts: `chart stacked bar
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
  },
  {
    name: 'histogram',
    trace: traceOf([
      { x: [0, 5], y: [0, 9] },
      [rect(0, 0, 1, 2), rect(1, 0, 1, 5), rect(2, 0, 1, 8), rect(3, 0, 1, 4), rect(4, 0, 1, 1)],
    ]),
    facts: `chart histogram
      count 5 bin
      data : 0–1=2 1–2=5 2–3=8 3–4=4 4–5=1
      highest  2–3=8
      lowest  4–5=1`,
  },
  {
    name: 'histogram by hist',
    trace: traceOf([
      { x: [0, 3], y: [0, 9], xlabel: 'Age' },
      [0, 1, 2].map((i) => rect(i, 0, 1, i + 3, { group: 'hist' })),
    ]),
    facts: `axis x Age 0..3
      chart histogram
      count 3 bin
      data : 0–1=3 1–2=4 2–3=5
      highest  2–3=5
      lowest  0–1=3
      trend  rising`,
  },
  {
    name: 'pie',
    trace: traceOf([
      { x: [-1, 1], y: [-1, 1], decorated: false, equal: true, title: 'Fruit' },
      [pie([50, 30, 20], ['Apples', 'Pears', 'Plums'])],
    ]),
    facts: `title Fruit
      chart pie
      count 3 slice
      share Apples 50 blue
      share Pears 30 orange
      share Plums 20 green
      highest  Apples=50
      lowest  Plums=20
      order  Apples>Pears>Plums`,
  },
  {
    name: 'pie of quarters',
    trace: traceOf([
      { x: [-1, 1], y: [-1, 1], decorated: false, equal: true },
      [pie([1, 1, 1, 1], ['N', 'E', 'S', 'W'])],
    ]),
    facts: `chart pie
      count 4 slice
      share N 25 blue
      share E 25 orange
      share S 25 green
      share W 25 red`,
  },
  {
    name: 'pie of thirds and no names',
    trace: traceOf([{ x: [-1, 1], y: [-1, 1], decorated: false, equal: true }, [pie([1, 2], ['', ''])]]),
    facts: `chart pie
      count 2 slice
      share blue 33.33 blue
      share orange 66.67 orange
      highest  orange=66.67
      lowest  blue=33.33`,
  },
  {
    name: 'one line',
    trace: traceOf([
      { x: [0, 4], y: [0, 10], title: 'Growth', xlabel: 'Week', ylabel: 'Height (cm)' },
      [
        line(
          [
            [0, 1],
            [1, 3],
            [2, 4],
            [3, 8],
          ],
          { marker: true },
        ),
      ],
    ]),
    facts: `title Growth
      axis x Week 0..4
      axis y Height (cm) 0..10
      chart line
      count 1 series
      count 1 line
      series  blue 4
      datum  0=1 cm
      datum  1=3 cm
      datum  2=4 cm
      datum  3=8 cm
      highest  3=8
      lowest  0=1
      trend  rising`,
  },
  {
    name: 'two lines with a legend',
    trace: traceOf([
      { x: [0, 2], y: [0, 10], xticks: ticks(['Jan', 'Feb', 'Mar']) },
      [
        line(
          [
            [0, 5],
            [1, 3],
            [2, 1],
          ],
          { colour: 'red', label: 'Oslo' },
        ),
        line(
          [
            [0, 4],
            [1, 6],
            [2, 5],
          ],
          { colour: 'blue', label: 'Rome' },
        ),
      ],
    ]),
    facts: `chart line
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
  },
  {
    name: 'two lines without a legend',
    trace: traceOf([
      { x: [0, 2], y: [0, 10] },
      [
        line(
          [
            [0, 2],
            [1, 2],
            [2, 2],
          ],
          { colour: 'green' },
        ),
        line(
          [
            [0, 1],
            [1, 9],
            [2, 1],
          ],
          { colour: 'black' },
        ),
      ],
    ]),
    facts: `chart line
      count 2 series
      count 2 line
      series green green 3
      series black black 3
      data green: 0=2 1=2 2=2
      data black: 0=1 1=9 2=1
      trend green constant
      highest black 1=9`,
  },
  {
    name: 'scatter',
    trace: traceOf([
      { x: [0, 5], y: [0, 5] },
      [
        scatter([
          [1, 1],
          [2, 3],
          [3, 2],
          [4, 4],
        ]),
      ],
    ]),
    facts: `chart scatter
      count 4 point`,
  },
  {
    name: 'scatter by plot, two series',
    trace: traceOf([
      { x: [0, 5], y: [0, 5] },
      [
        dots(
          [
            [1, 1],
            [2, 3],
            [3, 2],
          ],
          { colour: 'red', label: 'cats' },
        ),
        scatter(
          [
            [4, 4],
            [2, 2],
          ],
          { colour: 'blue', label: 'dogs' },
        ),
      ],
    ]),
    facts: `chart scatter
      count 5 point
      series cats red 3
      series dogs blue 2`,
  },
  {
    name: 'heat map',
    trace: traceOf([{ x: [0, 4], y: [0, 3] }, [image(3, 4, [0, 11])]]),
    facts: `chart heat map
      grid 3x4 0..11`,
  },
  { name: 'photograph', trace: traceOf([{ decorated: false }, [image(30, 40, null)]]), facts: '' },
  TWO_PANELS,
]
