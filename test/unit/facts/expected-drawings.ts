/** What holds by the texts of programs that draw shapes, solids and graphs. */
export const EXPECTED_DRAWINGS: Readonly<Record<string, string>> = {
  venn: `chart geometry
    circle 1 (-0.5,0) 1 red
    circle 2 (0.5,0) 1 blue
    count 2 circle
    count 1 red circle
    count 1 blue circle
    red circle overlaps blue circle
    label 5 on red circle and blue circle
    label A on red circle
    layers red circle < blue circle`,
  marked_angles: `chart geometry
    polygon  triangle black
    count 1 triangle
    label 4 cm on segment (0, 0)–(4, 0)
    angle (4, 0) 36.87 θ`,
  cube_faces: `chart solid
    solid cube 8 12+0
    count 12 edge`,
  pyramid_opaque: `chart solid
    polyhedron rectangular pyramid 5`,
  oblique_box: `chart solid
    solid parallelepiped 8 12+0
    count 12 edge`,
  ball: `chart solid
    sphere (0,0,0) 2`,
  rectangle_diagonals: `chart geometry
    polygon  rectangle black
    segment (0, 0)–(6, 4) (0,0) (6,4) 7.21 dashed
    segment (0, 4)–(6, 0) (0,4) (6,0) 7.21 dashed
    cross (0, 0)–(6, 4) (0, 4)–(6, 0) (3,2)`,
  // Drawn wider than high: no square, and an ellipse.
  uneven_square: `chart geometry
    polygon  rectangle orange`,
  board: `chart geometry
    polygon  square white
    polygon  square black
    count 6 rectangle
    count 6 polygon
    count 3 white rectangle
    count 3 black rectangle`,
  digraph: `chart graph
    graph 1 2 3 3 directed
    count 3 node
    count 3 edge
    edge 1-2
    edge 2-3
    edge 1-3
    degree 1 2
    degree 2 2
    degree 3 2
    1 left of 2
    2 left of 3
    1 left of 3`,
  flow: `chart flow chart
    graph End Read Start 2 tree directed
    count 3 node
    count 2 edge
    edge Start-Read
    edge Read-End
    Start above Read
    Read above End`,
  forces: `chart geometry
    polygon  square grey
    segment N (0,0) (0,2) 2 arrow
    segment mg (0,0) (0,-2.5) 2.5 arrow
    segment F (0,0) (1.5,0) 1.5 arrow`,
  search_tree: `chart graph
    graph 10 3 8 2 tree
    count 3 node
    count 2 edge
    edge 3-8
    edge 10-8
    8 above 3
    8 above 10`,
  states: `chart graph
    graph S0 S1 S2 2 tree directed
    count 3 node
    count 2 edge
    edge S0-S1
    edge S1-S2
    degree S0 1
    degree S1 2
    degree S2 1
    S0 left of S1
    S1 left of S2`,
  // Years along the line are its scale, not its label.
  time_line: `chart geometry
    point  (1,0)
    point  (5,0)
    point  (9,0)
    segment (0, 0)–(10, 0) (0,0) (10,0) 10
    count 3 point
    label 1914 on place (1, 0.3)
    label 1939 on place (5, 0.3)
    label 1969 on place (9, 0.3)`,
  // The closed line marks its first point twice.
  closed_markers: `chart geometry
    polygon ABC triangle blue
    point A (1,1)
    point B (4,1)
    point C (4,5)
    count 1 triangle
    count 3 point
    right B AB BC`,
  // Stripes without gaps, equally high: no bars.
  flag: `title Flag of France
    chart geometry
    polygon  rectangle blue
    polygon  rectangle white
    polygon  rectangle red
    count 3 rectangle
    count 3 polygon
    count 1 blue rectangle
    count 1 white rectangle
    count 1 red rectangle
    blue rectangle left of red rectangle
    layers blue rectangle < white rectangle < red rectangle`,
  // R is a resistor, no point.
  circuit: `chart geometry
    segment (0, 0)–(1, 0.5) (0,0) (1,0.5) 1.12
    segment (1, 0.5)–(2, -0.5) (1,0.5) (2,-0.5) 1.41
    segment (2, -0.5)–(3, 0) (2,-0.5) (3,0) 1.12
    count 3 segment
    label R on place (1.1, 0.55)
    label 9 V on place (0, -0.4)`,
  curved_arrows: `chart geometry
    segment (0, 0)–(8, 0) (0,0) (8,0) 8`,
  // The short strokes say which sides are equal.
  isosceles: `chart geometry
    point X (0,0)
    point Y (4,0)
    point Z (2,3)
    segment XY (0,0) (4,0) 4
    segment XZ (0,0) (2,3) 3.61
    segment YZ (4,0) (2,3) 3.61
    count 3 segment
    equal XZ YZ 3.61`,
  cylinder: `chart solid
    solid cylinder 0 0+0
    segment (-2, 0)–(-2, 6) (-2,0) (-2,6) 6
    segment (2, 0)–(2, 6) (2,0) (2,6) 6
    count 2 segment`,
  cone: `chart solid
    solid cone 0 0+0
    segment (-2, 0)–(0, 5) (-2,0) (0,5) 5.39
    segment (0, 5)–(2, 0) (0,5) (2,0) 5.39
    count 2 segment`,
  pyramid_letters: `chart solid
    solid pyramid 5 5+3
    count 8 edge
    count 8 segment
    point A (0,0)
    point B (6,0)
    point C (8,2)
    point D (2,2)
    point S (4,7)
    segment AB (0,0) (6,0) 6
    segment BC (6,0) (8,2) 2.83
    segment CD (8,2) (2,2) 6 dashed
    segment AD (0,0) (2,2) 2.83 dashed
    segment AS (0,0) (4,7) 8.06
    segment BS (6,0) (4,7) 7.28
    segment CS (8,2) (4,7) 6.4
    segment DS (2,2) (4,7) 5.39 dashed
    equal AB CD 6
    equal AD BC 2.83
    parallel AB CD
    parallel AD BC
    cross BS CD (5.43,2)`,
}
