import type { ChangeStrings } from './changes-type.ts'

export const changesEn: ChangeStrings = {
  heading: 'Changes to the program',
  repaired: 'The program of the model did not run; it was repaired first.',
  kept: 'Only steps that do not lower the score are kept.',
  none: 'The program can be fitted to the picture: its words, its numbers, its colours, and what is missing.',
  searching: 'Looking for a first step that brings the drawing closer.',
  climbed: (from, to, count) =>
    `Fidelity went from ${from} to ${to} of 100 in ${count === 1 ? 'one step' : `${count} steps`}.`,
  reached: (score) => `Improved, fidelity ${score} of 100`,
  slider: 'Program after each step',
  start: 'Before the first step',
  at: (index, count) => `Step ${index} of ${count}`,
  kinds: {
    repair: 'repair',
    candidate: 'another program',
    word: 'words',
    number: 'numbers',
    colour: 'colours',
    style: 'line styles and markers',
    add: 'something added',
    drop: 'something left out',
  },
  gain: (points) => `${points} points`,
  total: (score) => `fidelity ${score} of 100`,
  shown: (where) => `${where}: this is the program of that step, not the one that is drawn here.`,
  drawn: (where) => `${where}: this is the program of that step, and what it draws.`,
  best: 'This is the best program so far. Its drawing follows at the end.',
  back: 'Show the last program',
  list: 'Steps',
  place: (line) => `Line ${line}:`,
  removed: 'Removed',
  added: 'Added',
  more: (count) => (count === 1 ? 'One more change.' : `${count} more changes.`),
  changed: 'Changed in this step',
  won: {
    model: (count) => `Of ${count} programs, one by the model came closest.`,
    measured: (count) =>
      count === 1
        ? 'This program was not written by the model, but from what was measured in the picture.'
        : `Of ${count} programs, the one written from what was measured in the picture came closest, not one by the model.`,
  },
  source: {
    model: 'Another answer of the model.',
    measured: 'Written from what was measured in the picture.',
  },
  improve: (seconds) => `Improve further (${seconds} s)`,
}
