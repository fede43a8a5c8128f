import { bars, ticks, traceOf } from './build.ts'
import type { Picture } from './pictures.ts'

/** Two bar charts side by side. */
export const TWO_PANELS: Picture = {
  name: 'two panels',
  trace: traceOf(
    [{ title: 'Left', box: [50, 50, 280, 400], x: [-0.5, 1.5], y: [0, 5], xticks: ticks(['a', 'b']) }, [bars([1, 4])]],
    [
      { title: 'Right', box: [330, 50, 580, 400], x: [-0.5, 1.5], y: [0, 5], xticks: ticks(['a', 'b']) },
      [bars([2, 3])],
    ],
  ),
  facts: `count 2 panel
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
    chart bar
    count 2 bar
    count 2 category
    count 2 blue bar
    data : a=2 b=3
    highest  b=3
    lowest  a=2
    @
    Left left of Right`,
}
