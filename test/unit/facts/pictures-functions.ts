import { line, sample, traceOf } from './build.ts'
import type { Picture } from './pictures.ts'

/** Graphs of functions with what holds for them, written from their formulas. */
export const FUNCTIONS: Picture[] = [
  {
    name: 'parabola',
    trace: traceOf([
      { x: [-3, 3], y: [-5, 5] },
      [
        line(
          sample((x) => x * x - 4, -3, 3),
          { colour: 'red', label: '$y=x^2-4$' },
        ),
      ],
    ]),
    facts: `chart function
      count 1 curve
      expression y=x^2-4 red
      zero y=x^2-4 -2
      zero y=x^2-4 2
      minimum y=x^2-4 (0,-4)
      symmetry y=x^2-4 vertical 0
      intercept y=x^2-4 -4`,
  },
  {
    name: 'sine over two turns',
    trace: traceOf([
      { x: [-6.3, 6.3], y: [-1, 1], title: 'y = sin(x)' },
      [line(sample(Math.sin, -2 * Math.PI, 2 * Math.PI, 401))],
    ]),
    facts: `title y = sin(x)
      chart function
      count 1 curve
      expression y = sin(x) blue
      zero y = sin(x) -6.28
      zero y = sin(x) -3.14
      zero y = sin(x) 0
      zero y = sin(x) 3.14
      zero y = sin(x) 6.28
      maximum y = sin(x) (-4.71,1)
      minimum y = sin(x) (-1.57,-1)
      maximum y = sin(x) (1.57,1)
      minimum y = sin(x) (4.71,-1)
      intercept y = sin(x) 0
      period y = sin(x) 6.28`,
  },
  {
    name: 'hyperbola',
    trace: traceOf([
      { x: [-4, 4], y: [-10, 10] },
      [
        line(
          sample((x) => 1 / x, -4, 4, 400),
          { label: 'y=1/x' },
        ),
      ],
    ]),
    facts: `chart function
      count 1 curve
      expression y=1/x blue
      asymptote y=1/x 0`,
  },
  {
    name: 'line through the origin',
    trace: traceOf([
      { x: [-2, 2], y: [-4, 4] },
      [
        line(
          sample((x) => 2 * x + 1, -2, 2, 101),
          { label: 'f(x)=2x+1' },
        ),
      ],
    ]),
    facts: `chart function
      count 1 curve
      expression f(x)=2x+1 blue
      zero f(x)=2x+1 -0.5
      intercept f(x)=2x+1 1`,
  },
  {
    name: 'exponential',
    trace: traceOf([{ x: [-2, 2], y: [0, 8] }, [line(sample(Math.exp, -2, 2), { colour: 'green', label: '$e^x$' })]]),
    facts: `chart function
      count 1 curve
      expression e^x green
      intercept e^x 1`,
  },
  {
    name: 'two curves',
    trace: traceOf([
      { x: [0, 3], y: [0, 9] },
      [
        line(
          sample((x) => x * x, 0, 3),
          { colour: 'red', label: '$x^2$' },
        ),
        line(
          sample((x) => 3 - x, 0, 3),
          { colour: 'blue', label: '$3-x$' },
        ),
      ],
    ]),
    facts: `chart function
      count 2 curve
      expression x^2 red
      expression 3-x blue
      zero x^2 0
      intercept x^2 0
      zero 3-x 3
      intercept 3-x 3
      cross x^2 3-x (1.3,1.7)`,
  },
]
