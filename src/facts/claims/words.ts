/** Words that drafts are read by. A pattern names a list as `@name` (patterns.ts). */
export const LISTS: Readonly<Record<string, readonly string[]>> = {
  be: words(
    'is are was were appears appear seems seem lies lie sits sit stands stand remains being be has have had located situated placed positioned found plotted drawn shown',
  ),
  /** What may stand between a subject and its value without changing what the value is of. */
  fill: words(`is are was were has have had being shows show showed showing reaches reach reached reaching hits hit records record recorded
    registers registered stands stand stood sits sit sat starts start started begins begin began ends end ended finishes finished
    peaks peak peaked scored scores scoring accounts accounted accounting makes make made making up takes take took taking holds hold held holding
    covers covered covering comprises comprising represents represented representing contributes contributed contributing constitutes comes came coming in
    received receives receiving got gets generated generates brought brings earned earns produced produces achieved achieves attained attains posted saw sees delivered delivers collected attracted yields yielded led leads leading exhibits displays tops list ranking follow follows following remains stays
    amounts amounted amounting equals equal measures measured measuring sold sells dropped drops drop fell falls fall
    rose rises rise climbed climbs climb recovered grew grows went goes going dipped dips
    at to of with for value values height share total count size percentage portion figure length bar column slice point sector wedge lbl`),
  /** Before a number that a place follows: "to 9,750 in Q3". */
  lead: words(
    'at to of is was are were reaches reach reached hits hit records recorded registers has had value values height with equals sold with shows showed from lbl generated received earned produced brought saw posted recorded achieved delivered collected',
  ),
  unit: words('u pct lbl units unit items item percent points degrees people respondents'),
  /** After a value nothing that makes it a difference, a factor or a count of other things may follow. */
  end: words(
    '. , ; ) ( and but while whereas although though which with in on at for during compared respectively making followed before after as that long',
  ),
  thing: words(
    'bar bars column columns line lines curve curves slice slices wedge wedges sector sectors segment segments point points dot dots marker markers series area graph portion section part parts one circle circles',
  ),
  measure: words(
    'value values bar column slice share height point points count total sales wedge portion sector segment category figure contributor percentage number lbl cat year month day week quarter city product team region country group common popular source one amount result line level',
  ),
  whole: words(
    'chart plot graph figure picture image drawing diagram illustration network histogram pie tree cuboid solid prism pyramid tetrahedron cube heatmap map visualization visualisation scene view donut',
  ),
  /** Of what a superlative is said. */
  holds: words(
    'is was are were has have had shows reaches takes holds forms marks gets records represents remains being up makes its recorded accounts for with their having by_far stands_out_as ranks_as turns_out_to_be constitutes',
  ),
  falls: words(
    'is was belongs to occurs at in on falls goes for that of one found recorded stands reached comes from which can be observed seen achieved attained reported registered set',
  ),
  stands: words(
    'represents represent stands stand for shows show denotes denote corresponds correspond to belongs belong indicates indicate marks depicts depict is are means as',
  ),
  drawn: words(
    'is are was appears appear drawn shown plotted coloured colored painted filled painted depicted represented displayed marked rendered highlighted by with in as solid dashed dotted thick thin bold',
  ),
  place: words(
    'is are lies lie sits located placed found plotted drawn has have the coordinates coordinate at with positioned situated = point points vertex in near by reached found occurs attained',
  ),
  long: words(
    "is are measures measure measuring has have with of length lengths = equals equal total side 's to , units runs stretches spans",
  ),
  neutral: words(
    'vertical horizontal upright coloured colored distinct different separate labelled labeled named individual data main single equal equally sized straight thick stacked identical solid measured',
  ),
  noun: words(`bar bars column columns slice slices wedge wedges sector sectors line lines curve curves point points dot dots marker markers segment
    segments circle circles polygon polygons triangle triangles rectangle rectangles node nodes vertex vertices edge edges series category
    categories bin bins part parts section sections arrow arrows`),
  contains:
    words(`shows show showing has have contains containing displays displaying depicts depicting features featuring includes including presents
    presenting lists plots draws compares comparing consists comprises comprising illustrates with of up made composed split divided divides into tracks`),
}

/** Dropped before reading: they change nothing of what is claimed. */
export const NOISE = new Set(
  words(`a an the also just only then finally clearly exactly precisely overall likewise similarly again still already even thus
    therefore hence however here namely very quite own respective currently initially ultimately eventually subsequently
    specifically notably interestingly sadly visibly distinctly entirely completely fully directly simply vertically evenly
    i.e e.g slightly somewhat considerably significantly far much`),
)

export const HEDGES = new Set(words('about around roughly approximately nearly almost circa approx ~ ≈ some'))

/** One before a number makes it a limit. */
export const BOUNDS =
  /(?:^| )(?:over|under|above|below|beyond|past|exceeds?|exceeding|exceeded|(?:more|less|fewer|greater|higher|lower|larger|smaller) than|at least|at most|up to|between|within|short of)$/

/** A sentence with one of them may say that something is not so. */
export const DENIALS =
  /(?:^| )(?:not|never|no|neither|nor|none|nothing|nobody|without|cannot|hardly|barely|rarely|if|unless|except|would|could|might|may|should|suppose|assume|assuming|imagine|hypothetical|unlike|instead|\S+n['’]t)(?= )/

/** A clause with one of them speaks of what several values make together, or of how far they are apart. */
export const DERIVED =
  /(?:^| )(?:gap|difference|differ|differs|differed|increase|increases of|decrease|distance|sum|average|mean|median|ratio|combined|together|jointly|altogether|change|gain|gains|gained|loss|lead|leads by|margin|range|spread|half|twice|double|triple|times|percent of|rate|slope|area|perimeter|product|cumulative|remaining|rest|other|others|another|additional|extra|further)(?= )/

export type Pair = readonly [string, string]

/** The upper or first of two, and its opposite. The first pair with a word gives the other one. */
export const TURNS = pairs(
  'highest lowest, largest smallest, biggest smallest, tallest shortest, longest shortest, greatest smallest, most least, most fewest, maximum minimum, max min, best worst, strongest weakest, warmest coldest, hottest coldest',
)
export const OPPOSITES = pairs(
  'higher lower, larger smaller, bigger smaller, taller shorter, longer shorter, greater smaller, more less, more fewer, warmer colder, warmer cooler',
)
export const TRENDS = pairs(
  'rises falls, rise fall, rose fell, increases decreases, increase decrease, increased decreased, grows shrinks, grew shrank, climbs drops, climbs declines, climbed dropped, climbed declined, rising falling, increasing decreasing, upward downward, rise decline, growth decline',
)
export const SIDES = pairs('left right, above below, inside outside, within outside, parallel perpendicular')
export const SHAPES = words(
  'triangle square rectangle circle hexagon pentagon octagon heptagon parallelogram trapezoid trapezium rhombus quadrilateral',
)

export const isIn = (list: readonly Pair[], word: string): boolean => list.some((pair) => pair.includes(word))
/** `flat`: of what lies, short is the opposite of long, not of tall. */
export const opposite = (list: readonly Pair[], word: string, flat = false): string | undefined => {
  const fitting = list.filter((one) => one.includes(word))
  const pair = fitting.find(([upper]) => flat && upper.startsWith('long')) ?? fitting[0]
  return pair?.[pair[0] === word ? 1 : 0]
}

/** Whether a word is the upper or first one of its pair. */
export const isUpper = (list: readonly Pair[], word: string): boolean => list.some(([upper]) => upper === word)

function pairs(text: string): Pair[] {
  return text.split(', ').map((pair) => {
    const [a = '', b = ''] = pair.split(' ')
    return [a, b]
  })
}

export function words(text: string): string[] {
  return text.split(/\s+/).filter(Boolean)
}
