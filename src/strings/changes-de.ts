import type { ChangeStrings } from './changes-type.ts'

export const changesDe: ChangeStrings = {
  heading: 'Änderungen am Programm',
  repaired: 'Das Programm des Modells lief nicht; es wurde zuerst repariert.',
  kept: 'Es bleiben nur Schritte, die die Bewertung nicht senken.',
  none: 'Das Programm lässt sich an das Bild anpassen: Wörter, Zahlen, Farben und was fehlt.',
  searching: 'Ein erster Schritt, der die Zeichnung näher an das Bild bringt, wird gesucht.',
  climbed: (from, to, count) =>
    `Die Treue kam in ${count === 1 ? 'einem Schritt' : `${count} Schritten`} von ${from} auf ${to} von 100.`,
  reached: (score) => `Verbessert, Treue ${score} von 100`,
  slider: 'Programm nach jedem Schritt',
  start: 'Vor dem ersten Schritt',
  at: (index, count) => `Schritt ${index} von ${count}`,
  kinds: {
    repair: 'Reparatur',
    candidate: 'ein anderes Programm',
    word: 'Wörter',
    number: 'Zahlen',
    colour: 'Farben',
    style: 'Linienarten und Marker',
    add: 'etwas ergänzt',
    drop: 'etwas weggelassen',
  },
  gain: (points) => `${points} Punkte`,
  total: (score) => `Treue ${score} von 100`,
  shown: (where) => `${where}: Das ist das Programm dieses Schritts, nicht das hier gezeichnete.`,
  drawn: (where) => `${where}: Das sind das Programm dieses Schritts und seine Zeichnung.`,
  best: 'Das ist das bisher beste Programm. Seine Zeichnung folgt am Ende.',
  back: 'Letztes Programm zeigen',
  list: 'Schritte',
  place: (line) => `Zeile ${line}:`,
  removed: 'Entfernt',
  added: 'Eingefügt',
  more: (count) => (count === 1 ? 'Eine weitere Änderung.' : `${count} weitere Änderungen.`),
  changed: 'In diesem Schritt geändert',
  won: {
    model: (count) => `Von ${count} Programmen kam eines des Modells dem Bild am nächsten.`,
    measured: (count) =>
      count === 1
        ? 'Dieses Programm schrieb nicht das Modell; es folgt aus dem, was im Bild gemessen wurde.'
        : `Von ${count} Programmen kam nicht eines des Modells dem Bild am nächsten, sondern das aus den Messungen im Bild.`,
  },
  source: {
    model: 'Eine andere Antwort des Modells.',
    measured: 'Aus dem geschrieben, was im Bild gemessen wurde.',
  },
  improve: (seconds) => `Weiter verbessern (${seconds} s)`,
}
