/** What holds by the formulas of programs that draw graphs of functions. */
export const EXPECTED_CURVES: Readonly<Record<string, string>> = {
  abs_value: `chart function
    count 2 curve
    expression y = |x-2| blue
    zero y = |x-2| 2
    minimum y = |x-2| (2,0)
    intercept y = |x-2| 2
    minimum other (-1,2)
    intercept other 3
    symmetry other vertical -1
    cross y = |x-2| other (-0.5,2.5)`,
  pole: `chart function
    count 1 curve
    expression f(x)=1/(x-1) blue
    asymptote f(x)=1/(x-1) 1
    intercept f(x)=1/(x-1) -1
    reference x=1 red dashed`,
  // The line touches the parabola and does not cross it.
  tangent_line: `chart function
    count 2 curve
    expression f(x) = x^2 blue
    zero f(x) = x^2 0
    minimum f(x) = x^2 (0,0)
    symmetry f(x) = x^2 vertical 0
    intercept f(x) = x^2 0
    zero tangent 0.5
    intercept tangent -1
    point  (1,1)`,
  between_curves: `chart function
    count 2 curve
    expression y = x blue
    expression y = x^2 orange
    zero y = x 0
    intercept y = x 0
    zero y = x^2 0
    intercept y = x^2 0
    cross y = x y = x^2 (0,0)
    cross y = x y = x^2 (1,1)
    region Area y = x|y = x^2 0..1 green`,
  // Never zero, however small.
  bell: `chart function
    count 1 curve
    maximum bell (0,1)
    symmetry bell vertical 0
    intercept bell 1`,
  empty_circle: `title f(x) = (x^2-1)/(x-1)
    chart function
    count 1 curve
    expression f(x) = (x^2-1)/(x-1) blue
    zero f(x) = (x^2-1)/(x-1) -1
    intercept f(x) = (x^2-1)/(x-1) 1
    hole f(x) = (x^2-1)/(x-1) (1,2)`,
  corner: `chart function
    count 1 curve`,
  // Drawn is 2x² + 1, whatever the label says.
  wrong_label: `chart function
    count 1 curve
    minimum y = x^2 (0,1)
    symmetry y = x^2 vertical 0
    intercept y = x^2 1`,
  // Its samples beside the pole make no maximum.
  even_pole: `chart function
    count 1 curve`,
  waves: `title Two waves
    chart function
    count 2 curve
    zero blue 0
    zero blue 3.14
    maximum blue (1.57,1)
    minimum blue (4.71,-1)
    intercept blue 0
    zero orange 1.57
    zero orange 4.71
    minimum orange (3.14,-1)
    symmetry orange vertical 3.14
    intercept orange 1
    cross blue orange (0.79,0.71)
    cross blue orange (3.93,-0.71)`,
  branches: `chart function
    expression f(x) = 1/(x-2) + 1 blue
    asymptote f(x) = 1/(x-2) + 1 2
    zero f(x) = 1/(x-2) + 1 1
    intercept f(x) = 1/(x-2) + 1 0.5`,
}
