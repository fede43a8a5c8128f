import type { ErrorCode } from '../errors.ts'
import { changesEn } from './changes-en.ts'
import { factsEn } from './facts-en.ts'

/** What an error is called, and what a person can do about it. */
interface Advice {
  readonly title: string
  readonly advice: string
}

const errors: { readonly [code in ErrorCode]: Advice } = {
  'no-webgpu': {
    title: 'This browser has no WebGPU',
    advice: 'Open the page in a current Chrome, Edge, Safari or Firefox, or turn WebGPU on in the browser settings.',
  },
  'no-adapter': {
    title: 'No graphics adapter was found',
    advice: 'Update the graphics driver, or turn hardware acceleration on in the browser settings, then run again.',
  },
  'insecure-context': {
    title: 'This page is not secure',
    advice: 'Open it over https or from localhost: browsers offer WebGPU there only.',
  },
  'device-lost': {
    title: 'The graphics device stopped working',
    advice: 'Run the picture again; the model is loaded anew. Close other heavy tabs if it happens twice.',
  },
  'out-of-memory': {
    title: 'The graphics device is out of memory',
    advice: 'Close other tabs, or choose a smaller model or a shorter answer, then run again.',
  },
  'bad-picture': {
    title: 'The picture cannot be read',
    advice: 'Choose another file, or open it in a picture program and save it again as PNG.',
  },
  'picture-too-large': {
    title: 'The picture is too large',
    advice: 'Save a smaller version of it and choose that.',
  },
  'unsupported-format': {
    title: 'This kind of file is not supported',
    advice: 'Choose a PNG, JPEG, WebP, GIF, BMP or AVIF picture.',
  },
  integrity: {
    title: 'A model file is damaged',
    advice: 'Its checksum is wrong. Download or copy the model again, then run again.',
  },
  'missing-file': {
    title: 'A file is missing',
    advice: 'Check that the whole folder was copied, then run again.',
  },
  'bad-manifest': {
    title: 'The description of the model cannot be used',
    advice: 'Convert the model again, or get a current copy of it.',
  },
  network: {
    title: 'A file could not be loaded',
    advice: 'Check the address and the connection, then run again.',
  },
  quota: {
    title: 'The browser has no room to store the model',
    advice: 'Free some disk space, or remove stored models, then run again.',
  },
  'no-code': {
    title: 'The answer holds no program',
    advice: 'Run it again, or choose another picture. What the model wrote is shown here.',
  },
  python: {
    title: 'The program stopped with an error',
    advice: 'The marked line is where it stopped. Run it again, or correct the code.',
  },
  timeout: {
    title: 'The program took too long and was stopped',
    advice: 'Run it again, shorten its loops, or allow more time.',
  },
  memory: {
    title: 'The program needed too much memory and was stopped',
    advice: 'Run it again, or use smaller arrays.',
  },
  output: {
    title: 'The program printed or drew too much',
    advice: 'Run it again, or make it print and draw less.',
  },
  'unavailable-import': {
    title: 'The program imports a package that is not available here',
    advice: 'Run it again, or use matplotlib and numpy alone.',
  },
  sandbox: {
    title: 'Something in the viewer failed',
    advice: 'Run it again. If it happens twice, reload the page or use a current browser.',
  },
}

/** Every word that a person reads in the viewer and on its page, in English. */
export const en = {
  errors,
  facts: factsEn,
  changes: changesEn,
  steps: {
    load: 'Load model',
    read: 'Read picture',
    write: 'Write code',
    python: 'Start Python',
    draw: 'Draw',
    score: 'Score',
    refine: 'Improve',
  },
  stepStatus: {
    pending: 'waiting',
    active: 'in progress',
    done: 'done',
    skipped: 'not needed',
    stopped: 'stopped',
    failed: 'failed',
  },
  phases: {
    queue: 'Waiting for another picture',
    load: 'Loading the model',
    verify: 'Checking the model files',
    image: 'Preparing the picture',
    vision: 'Looking at the picture',
    prefill: 'Reading the picture',
    decode: 'Writing the code',
    boot: 'Starting Python',
    run: 'Drawing',
    score: 'Comparing the drawing with the picture',
    ocr: 'Reading the texts of the picture',
    facts: 'Describing the drawing',
    caption: 'Asking the model for its own words',
    refine: 'Improving the drawing',
  },
  status: {
    loading: 'Getting ready',
    preparing: 'Preparing the model',
    stopping: 'Stopping',
    done: (score: number | null) => (score === null ? 'Finished' : `Finished, fidelity ${score} of 100`),
    stopped: 'Stopped. What was there is kept.',
    error: (title: string) => `Failed: ${title}`,
    copied: 'Code copied',
    copyFailed: 'The browser did not allow copying. The code is selected: copy it with the keyboard.',
  },
  amount: {
    of: (loaded: string, total: string) => `${loaded} of ${total}`,
    megabytes: (value: string) => `${value} MB`,
    tokens: (count: number, formatted: string) => `${formatted} ${count === 1 ? 'token' : 'tokens'}`,
    seconds: (value: string) => `${value} s`,
  },
  components: {
    elements: 'Elements',
    geometry: 'Shapes and positions',
    colour: 'Colours',
    text: 'Text',
    clarity: 'Clarity',
    layout: 'Layout',
  },
  score: {
    heading: 'Fidelity',
    of100: (score: number) => `${score} of 100`,
    meaning: 'How closely the drawing shows what the picture shows, measured on this device.',
    table: 'Parts of the score',
    component: 'Part',
    value: 'Agreement',
    weight: 'Weight',
    missing: (names: string) => `Not scored yet: ${names}.`,
    gates: {
      'no-code': 'The answer holds no program, so there is nothing to score.',
      python: 'The program did not run to its end, so the score is 0.',
      timeout: 'The program took too long, so the score is 0.',
      memory: 'The program needed too much memory, so the score is 0.',
      output: 'The program printed or drew too much, so the score is 0.',
      'unavailable-import': 'The program could not be run here, so the score is 0.',
      sandbox: 'The program could not be run, so the score is 0.',
      empty: 'The program drew nothing, so the score is 0.',
      'pasted-input': 'The program pastes the picture instead of drawing it, so the score is 0.',
    },
    waiting: 'The score appears when the drawing is done.',
    none: 'There is no score for this run.',
    interval: (from: number, to: number) => `As far as these elements tell, between ${from} and ${to}.`,
    corrected: (score: number) => `Without the points that an unrelated drawing of this kind gets: ${score}.`,
  },
  figures: {
    original: 'Picture',
    originalAlt: 'The picture to redraw',
    reconstruction: 'Reconstruction',
    reconstructionAlt: (score: number | null) =>
      score === null
        ? 'Reconstruction drawn by the program'
        : `Reconstruction drawn by the program, fidelity ${score} of 100`,
    number: (index: number, count: number) => `Figure ${index} of ${count}`,
    choose: 'Figures',
    waiting: 'The drawing appears here.',
    absent: 'There is no drawing.',
    compare: 'Divider between picture and reconstruction',
    compareValue: (original: number, reconstruction: number) =>
      `${original}% picture, ${reconstruction}% reconstruction`,
  },
  code: {
    heading: 'Program',
    language: 'Python',
    label: 'Program that draws the picture',
    waiting: 'The program appears here while the model writes it.',
    absent: 'There is no program.',
    copy: 'Copy',
    download: 'Save .py',
    edit: 'Edit',
    editorLabel: 'Edit the program',
    run: 'Run this code',
    discard: 'Discard changes',
    errorLine: 'The program stopped in this line',
  },
  views: {
    label: 'View',
    split: 'Side by side',
    slider: 'Slider',
    code: 'Code',
  },
  actions: {
    choose: 'Choose picture',
    generate: 'Redraw picture',
    again: 'Run again',
    stop: 'Stop',
    stopHint: 'Stop (Esc)',
    savePng: 'Save .png',
    saveResult: 'Save .json',
    toolbar: 'Viewer controls',
  },
  drop: {
    title: 'Drop a picture here',
    hint: 'or paste it, or choose a file',
    over: 'Drop the picture to redraw it',
    private: 'The picture stays on this device.',
  },
  problem: {
    line: (line: number) => `Line ${line}`,
    answer: 'What the model wrote',
    nothing: 'Nothing',
    details: 'Details',
  },
  notices: {
    heading: 'Notes',
    line: (line: number, message: string) => `Line ${line}: ${message}`,
    /** Of the engine itself, by code; what a program's warnings say stays as it is. */
    texts: {
      'first-frame': 'The picture is animated; its first frame was read.',
      'no-figure': 'The program ran, but drew no figure.',
      'kernel-excluded':
        'Some of the faster ways of computing come out wrong on this graphics device. They are not used, so answers are right, but may come slower.',
      'no-description': 'This drawing could not be described.',
      'ocr-unavailable': 'The texts and axes of the picture could not be read; the rest stands without them.',
      'no-draft': 'The model could not put the picture into words.',
      repaired: 'The program of the model did not run. It was repaired; the changes are listed.',
      unfinished: 'The answer of the model broke off. What was there was drawn.',
      'pasted-input': 'The program pastes the picture instead of drawing it.',
      'axis-unsupported': 'Polar and three-dimensional axes cannot be measured in the picture; on them nothing was.',
      'model-failed':
        'The program of the model did not run. Shown is another one, written from what was measured in the picture.',
    },
  },
  reading: {
    show: 'Show what was read',
    label: 'Texts and axes that were read off the picture',
    measured: 'measured in the picture',
    contradicted: (values: string | number) => `the picture shows ${values}`,
    axis: (kind: string | number, error: string | number) => `${kind} axis, within ${error} px`,
    kinds: { linear: 'linear', log: 'logarithmic', category: 'category', date: 'date' },
  },
  verdicts: {
    show: 'Show what differs',
    missing: 'In the picture, but not drawn',
    unsupported: 'Drawn, but not in the picture',
    missingAt: (count: number) =>
      count === 1
        ? 'One place of the picture that was not drawn'
        : `${count} places of the picture that were not drawn`,
    unsupportedAt: (count: number) =>
      count === 1
        ? 'One place of the drawing that is not in the picture'
        : `${count} places of the drawing that are not in the picture`,
    none: 'not in the picture',
    some: 'partly not in the picture',
  },
  description: {
    heading: 'What the drawing shows',
    short: 'In short:',
    none: 'Nothing could be said of this drawing for certain.',
    lines: (count: number, list: string) => `Program, ${count === 1 ? 'line' : 'lines'} ${list}`,
  },
  elements: {
    heading: 'Elements of the drawing',
    hint: 'Point at one, or move with the arrow keys, to see its code and what is said of it. Enter keeps it marked, Esc lets it go.',
    other: 'These are of the first figure.',
    line: (count: number, list: string) => `${count === 1 ? 'line' : 'lines'} ${list}`,
    spokenLine: (line: number, names: string) => `Line ${line}: ${names}`,
    andMore: (names: string, count: number) => `${names} and ${count} more`,
    keys: 'The up and down arrows move through the lines that drew something, Enter keeps one marked.',
    released: 'No longer marked',
  },
  repair: {
    reasons: {
      array: 'A list has no such function; an array has.',
      attribute: 'There is no such name here; this one is the nearest.',
      bracket: 'A bracket was missing or wrong.',
      colon: 'A colon was missing.',
      colour: 'There is no such colour; this one is the nearest.',
      comma: 'A comma was missing.',
      definition: 'This was used, but made nowhere.',
      'failing-statement': 'This statement failed, and nothing depends on it.',
      formula: 'The formula could not be set as it was written.',
      import: 'An import was missing or wrong.',
      indentation: 'The line was not where it belongs.',
      keyword: 'There is no such argument.',
      length: 'Two lists that belong together differed in length.',
      name: 'There is no such variable; this one is the nearest.',
      'not-code': 'This is not part of the program.',
      number: 'The number could not be read.',
      panel: 'There is a single panel.',
      'python-2': 'This is how older versions of Python wrote it.',
      quotes: 'A quotation mark was missing or wrong.',
      removed: 'This version of the library writes it otherwise, or has it no longer.',
      sign: 'This sign has no meaning in a program.',
      'unavailable-import': 'The module is not available here, and nothing that is drawn needs it.',
      unfinished: 'The program broke off.',
      unpacking: 'This gives two things, not one.',
      'unreadable-line': 'The line could not be read.',
      value: 'This value is not allowed; this one is the nearest.',
    },
  },
  refine: {
    reasons: {
      read: (text: string) => `The picture reads “${text}” here.`,
      'measured-x': (value: string) => `Measured ${value} on the x axis.`,
      'measured-y': (value: string) => `Measured ${value} on the y axis.`,
      'measured-share': (value: string) => `Measured ${value} in the picture.`,
      'measured-place': (value: string) => `Measured ${value} in the picture’s place.`,
      'limit-x': () => 'The x axis of the picture ends here.',
      'limit-y': () => 'The y axis of the picture ends here.',
      fitted: () => 'What is drawn meets the picture better.',
      rounded: () => 'The same, in plainer numbers.',
      closer: () => 'The drawing is closer to the picture.',
      'seen-colour': () => 'The picture shows this colour.',
      'seen-style': () => 'The picture shows it this way.',
      seen: () => 'This is in the picture and was not drawn.',
      'not-seen': () => 'This was drawn and is not in the picture.',
    },
  },
  draft: {
    heading: 'In the model’s words',
    checked: 'Nothing in this text contradicts the drawing.',
    corrected: (count: number) =>
      count === 1 ? 'One place was corrected by what was drawn.' : `${count} places were corrected by what was drawn.`,
    open: 'Words with a dotted line could not be checked.',
    unread: 'This text could not be checked. It stands as the model wrote it.',
    corrections: 'Corrections',
    /** A screen reader hears it in the text. */
    spoken: (was: string, is: string) => `${is} (corrected, the model wrote ${was})`,
    unverified: 'not checked',
  },
  timings: {
    heading: 'Times of this run',
    answer: 'Length of the answer',
    load: 'Load model',
    image: 'Prepare picture',
    vision: 'Look at picture',
    prefill: 'Read picture',
    decode: 'Write code',
    boot: 'Start Python',
    run: 'Draw',
    repair: 'Repair',
    score: 'Score',
    ocr: 'Read texts',
    facts: 'Describe',
    caption: 'Words of the model',
    refine: 'Improve the drawing',
  },
  page: {
    title: 'Redraw a picture as code',
    description:
      'Show it a chart or a diagram: a small model on this device writes the Python program that draws it, runs it, and says how close the drawing comes.',
    private: 'Nothing you show it leaves this device.',
    samples: 'Try one of these',
    hint: 'Or use your own: drop it on the viewer, paste it, or choose a file.',
    limits:
      'The built-in model is very small. It knows bar charts, line and function plots, polygons, circles, pie charts and cuboids. It finds the structure and often guesses the numbers wrong; the score says how close it came.',
    names: {
      bar: 'Bar chart',
      line: 'Line plot',
      polygon: 'Polygon with labelled corners',
      circle: 'Circle with a centre',
      pie: 'Pie chart',
      cuboid: 'Cuboid in oblique view',
    },
  },
}

/** The shape that every language fills completely. */
export type Strings = typeof en
