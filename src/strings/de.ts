import { changesDe } from './changes-de.ts'
import type { Strings } from './en.ts'
import { factsDe } from './facts-de.ts'

/** Every word that a person reads in the viewer and on its page, in German. */
export const de: Strings = {
  facts: factsDe,
  changes: changesDe,
  errors: {
    'no-webgpu': {
      title: 'Dieser Browser bietet kein WebGPU',
      advice:
        'Öffnen Sie die Seite in einem aktuellen Chrome, Edge, Safari oder Firefox, oder schalten Sie WebGPU in den Einstellungen des Browsers ein.',
    },
    'no-adapter': {
      title: 'Keine Grafikkarte gefunden',
      advice:
        'Aktualisieren Sie den Grafiktreiber oder schalten Sie in den Einstellungen des Browsers die Hardwarebeschleunigung ein, und starten Sie erneut.',
    },
    'insecure-context': {
      title: 'Diese Seite ist nicht sicher verbunden',
      advice: 'Öffnen Sie sie über https oder von localhost: Nur dort bieten Browser WebGPU an.',
    },
    'device-lost': {
      title: 'Das Grafikgerät ist ausgefallen',
      advice:
        'Starten Sie erneut; das Modell wird neu geladen. Schließen Sie andere aufwendige Tabs, falls es wieder geschieht.',
    },
    'out-of-memory': {
      title: 'Dem Grafikgerät fehlt Speicher',
      advice:
        'Schließen Sie andere Tabs, oder wählen Sie ein kleineres Modell oder eine kürzere Antwort, und starten Sie erneut.',
    },
    'bad-picture': {
      title: 'Das Bild lässt sich nicht lesen',
      advice: 'Wählen Sie eine andere Datei, oder speichern Sie das Bild mit einem Bildprogramm neu als PNG.',
    },
    'picture-too-large': {
      title: 'Das Bild ist zu groß',
      advice: 'Speichern Sie eine kleinere Fassung und wählen Sie diese.',
    },
    'unsupported-format': {
      title: 'Diese Art von Datei wird nicht unterstützt',
      advice: 'Wählen Sie ein Bild im Format PNG, JPEG, WebP, GIF, BMP oder AVIF.',
    },
    integrity: {
      title: 'Eine Datei des Modells ist beschädigt',
      advice: 'Ihre Prüfsumme stimmt nicht. Laden oder kopieren Sie das Modell neu, und starten Sie erneut.',
    },
    'missing-file': {
      title: 'Eine Datei fehlt',
      advice: 'Prüfen Sie, ob der ganze Ordner kopiert wurde, und starten Sie erneut.',
    },
    'bad-manifest': {
      title: 'Die Beschreibung des Modells ist unbrauchbar',
      advice: 'Wandeln Sie das Modell neu um, oder besorgen Sie eine aktuelle Kopie.',
    },
    network: {
      title: 'Eine Datei konnte nicht geladen werden',
      advice: 'Prüfen Sie Adresse und Verbindung, und starten Sie erneut.',
    },
    quota: {
      title: 'Der Browser hat keinen Platz für das Modell',
      advice:
        'Schaffen Sie Platz auf dem Datenträger, oder entfernen Sie gespeicherte Modelle, und starten Sie erneut.',
    },
    'no-code': {
      title: 'Die Antwort enthält kein Programm',
      advice: 'Starten Sie erneut, oder wählen Sie ein anderes Bild. Hier steht, was das Modell geschrieben hat.',
    },
    python: {
      title: 'Das Programm brach mit einem Fehler ab',
      advice: 'Es endete in der markierten Zeile. Starten Sie erneut, oder berichtigen Sie den Code.',
    },
    timeout: {
      title: 'Das Programm brauchte zu lange und wurde beendet',
      advice: 'Starten Sie erneut, kürzen Sie die Schleifen, oder geben Sie mehr Zeit.',
    },
    memory: {
      title: 'Das Programm brauchte zu viel Speicher und wurde beendet',
      advice: 'Starten Sie erneut, oder verwenden Sie kleinere Felder.',
    },
    output: {
      title: 'Das Programm gab zu viel aus',
      advice: 'Starten Sie erneut, oder lassen Sie es weniger ausgeben und zeichnen.',
    },
    'unavailable-import': {
      title: 'Das Programm verwendet ein Paket, das es hier nicht gibt',
      advice: 'Starten Sie erneut, oder verwenden Sie nur matplotlib und numpy.',
    },
    sandbox: {
      title: 'Im Betrachter ist etwas fehlgeschlagen',
      advice:
        'Starten Sie erneut. Geschieht es wieder, laden Sie die Seite neu, oder verwenden Sie einen aktuellen Browser.',
    },
  },
  steps: {
    load: 'Modell laden',
    read: 'Bild lesen',
    write: 'Code schreiben',
    python: 'Python starten',
    draw: 'Zeichnen',
    score: 'Bewerten',
    refine: 'Verbessern',
  },
  stepStatus: {
    pending: 'wartet',
    active: 'läuft',
    done: 'fertig',
    skipped: 'nicht nötig',
    stopped: 'angehalten',
    failed: 'fehlgeschlagen',
  },
  phases: {
    queue: 'Ein anderes Bild ist noch an der Reihe',
    load: 'Das Modell wird geladen',
    verify: 'Die Dateien des Modells werden geprüft',
    image: 'Das Bild wird vorbereitet',
    vision: 'Das Bild wird betrachtet',
    prefill: 'Das Bild wird gelesen',
    decode: 'Der Code wird geschrieben',
    boot: 'Python wird gestartet',
    run: 'Die Zeichnung entsteht',
    score: 'Zeichnung und Bild werden verglichen',
    ocr: 'Texte des Bildes werden gelesen',
    facts: 'Beschreibe die Zeichnung',
    caption: 'Das Modell wird nach seinen Worten gefragt',
    refine: 'Die Zeichnung wird verbessert',
  },
  status: {
    loading: 'Wird vorbereitet',
    preparing: 'Das Modell wird vorbereitet',
    stopping: 'Wird angehalten',
    done: (score) => (score === null ? 'Fertig' : `Fertig, Treue ${score} von 100`),
    stopped: 'Angehalten. Was da war, bleibt.',
    error: (title) => `Fehlgeschlagen: ${title}`,
    copied: 'Code kopiert',
    copyFailed: 'Der Browser hat das Kopieren nicht erlaubt. Der Code ist markiert: Kopieren Sie ihn mit der Tastatur.',
  },
  amount: {
    of: (loaded, total) => `${loaded} von ${total}`,
    megabytes: (value) => `${value} MB`,
    tokens: (_count, formatted) => `${formatted} Token`,
    seconds: (value) => `${value} s`,
  },
  components: {
    elements: 'Elemente',
    geometry: 'Formen und Lage',
    colour: 'Farben',
    text: 'Text',
    clarity: 'Klarheit',
    layout: 'Anordnung',
  },
  score: {
    heading: 'Treue',
    of100: (score) => `${score} von 100`,
    meaning: 'Wie genau die Zeichnung zeigt, was das Bild zeigt, auf diesem Gerät gemessen.',
    table: 'Teile der Bewertung',
    component: 'Teil',
    value: 'Übereinstimmung',
    weight: 'Gewicht',
    missing: (names) => `Noch nicht bewertet: ${names}.`,
    gates: {
      'no-code': 'Die Antwort enthält kein Programm, also gibt es nichts zu bewerten.',
      python: 'Das Programm lief nicht bis zum Ende, daher 0.',
      timeout: 'Das Programm brauchte zu lange, daher 0.',
      memory: 'Das Programm brauchte zu viel Speicher, daher 0.',
      output: 'Das Programm gab zu viel aus, daher 0.',
      'unavailable-import': 'Das Programm ließ sich hier nicht ausführen, daher 0.',
      sandbox: 'Das Programm ließ sich nicht ausführen, daher 0.',
      empty: 'Das Programm hat nichts gezeichnet, daher 0.',
      'pasted-input': 'Das Programm fügt das Bild ein, statt es zu zeichnen; die Punktzahl ist daher 0.',
    },
    waiting: 'Die Bewertung erscheint, wenn die Zeichnung fertig ist.',
    none: 'Zu diesem Lauf gibt es keine Bewertung.',
    interval: (from, to) => `Soweit diese Elemente es zeigen, zwischen ${from} und ${to}.`,
    corrected: (score) => `Ohne die Punkte, die auch eine fremde Zeichnung dieser Art bekommt: ${score}.`,
  },
  figures: {
    original: 'Bild',
    originalAlt: 'Das Bild, das nachgezeichnet wird',
    reconstruction: 'Nachzeichnung',
    reconstructionAlt: (score) =>
      score === null ? 'Nachzeichnung durch das Programm' : `Nachzeichnung durch das Programm, Treue ${score} von 100`,
    number: (index, count) => `Zeichnung ${index} von ${count}`,
    choose: 'Zeichnungen',
    waiting: 'Hier erscheint die Zeichnung.',
    absent: 'Es gibt keine Zeichnung.',
    compare: 'Trennlinie zwischen Bild und Nachzeichnung',
    compareValue: (original, reconstruction) => `${original} % Bild, ${reconstruction} % Nachzeichnung`,
  },
  code: {
    heading: 'Programm',
    language: 'Python',
    label: 'Programm, das das Bild zeichnet',
    waiting: 'Hier erscheint das Programm, während das Modell es schreibt.',
    absent: 'Es gibt kein Programm.',
    copy: 'Kopieren',
    download: '.py sichern',
    edit: 'Bearbeiten',
    editorLabel: 'Programm bearbeiten',
    run: 'Diesen Code ausführen',
    discard: 'Änderungen verwerfen',
    errorLine: 'In dieser Zeile brach das Programm ab',
  },
  views: {
    label: 'Ansicht',
    split: 'Nebeneinander',
    slider: 'Regler',
    code: 'Code',
  },
  actions: {
    choose: 'Bild wählen',
    generate: 'Bild nachzeichnen',
    again: 'Erneut starten',
    stop: 'Anhalten',
    stopHint: 'Anhalten (Esc)',
    savePng: '.png sichern',
    saveResult: '.json sichern',
    toolbar: 'Bedienung des Betrachters',
  },
  drop: {
    title: 'Ziehen Sie ein Bild hierher',
    hint: 'oder fügen Sie es ein, oder wählen Sie eine Datei',
    over: 'Loslassen, um das Bild nachzuzeichnen',
    private: 'Das Bild bleibt auf diesem Gerät.',
  },
  problem: {
    line: (line) => `Zeile ${line}`,
    answer: 'Was das Modell geschrieben hat',
    nothing: 'Nichts',
    details: 'Einzelheiten',
  },
  notices: {
    heading: 'Hinweise',
    line: (line, message) => `Zeile ${line}: ${message}`,
    texts: {
      'first-frame': 'Das Bild ist animiert; sein erstes Einzelbild wurde gelesen.',
      'no-figure': 'Das Programm lief, zeichnete aber keine Abbildung.',
      'kernel-excluded':
        'Manche der schnelleren Rechenwege liefern auf dieser Grafikeinheit Falsches. Sie werden nicht benutzt: Antworten stimmen, kommen aber vielleicht langsamer.',
      'no-description': 'Diese Zeichnung ließ sich nicht beschreiben.',
      'ocr-unavailable': 'Texte und Achsen des Bildes konnten nicht gelesen werden; alles andere gilt auch ohne sie.',
      'no-draft': 'Das Modell konnte das Bild nicht in Worte fassen.',
      repaired: 'Das Programm des Modells lief nicht. Es wurde repariert; die Änderungen sind aufgeführt.',
      unfinished: 'Die Antwort des Modells brach ab. Gezeichnet wurde, was da war.',
      'pasted-input': 'Das Programm fügt das Bild ein, statt es zu zeichnen.',
      'axis-unsupported':
        'Polare und dreidimensionale Achsen lassen sich im Bild nicht messen; an ihnen wurde nichts gemessen.',
      'model-failed':
        'Das Programm des Modells lief nicht. Gezeigt wird ein anderes, das aus den Messungen im Bild entstand.',
    },
  },
  reading: {
    show: 'Gelesenes zeigen',
    label: 'Texte und Achsen, die aus dem Bild gelesen wurden',
    measured: 'im Bild gemessen',
    contradicted: (values: string | number) => `das Bild zeigt ${values}`,
    axis: (kind: string | number, error: string | number) => `${kind} Achse, auf ${error} px genau`,
    kinds: { linear: 'lineare', log: 'logarithmische', category: 'Kategorien-', date: 'Datums-' },
  },
  verdicts: {
    show: 'Unterschiede zeigen',
    missing: 'Im Bild, aber nicht gezeichnet',
    unsupported: 'Gezeichnet, aber nicht im Bild',
    missingAt: (count) =>
      count === 1
        ? 'Eine Stelle des Bildes, die nicht gezeichnet wurde'
        : `${count} Stellen des Bildes, die nicht gezeichnet wurden`,
    unsupportedAt: (count) =>
      count === 1
        ? 'Eine Stelle der Zeichnung, die nicht im Bild ist'
        : `${count} Stellen der Zeichnung, die nicht im Bild sind`,
    none: 'nicht im Bild',
    some: 'zum Teil nicht im Bild',
  },
  description: {
    heading: 'Was die Zeichnung zeigt',
    short: 'Kurz:',
    none: 'Über diese Zeichnung ließ sich nichts sicher sagen.',
    lines: (count: number, list: string) => `Programm, ${count === 1 ? 'Zeile' : 'Zeilen'} ${list}`,
  },
  elements: {
    heading: 'Elemente der Zeichnung',
    hint: 'Zeigen Sie auf eines oder gehen Sie mit den Pfeiltasten hin, um seinen Code und das über es Gesagte zu sehen. Mit der Eingabetaste bleibt es markiert, Esc hebt das auf.',
    other: 'Sie gehören zur ersten Zeichnung.',
    line: (count: number, list: string) => `${count === 1 ? 'Zeile' : 'Zeilen'} ${list}`,
    spokenLine: (line: number, names: string) => `Zeile ${line}: ${names}`,
    andMore: (names: string, count: number) => `${names} und ${count} weitere`,
    keys: 'Die Pfeiltasten nach oben und unten führen durch die Zeilen, die etwas gezeichnet haben; mit der Eingabetaste bleibt eine markiert.',
    released: 'Nicht mehr markiert',
  },
  repair: {
    reasons: {
      array: 'Eine Liste hat diese Funktion nicht, ein Array schon.',
      attribute: 'Diesen Namen gibt es hier nicht; das ist der ähnlichste.',
      bracket: 'Eine Klammer fehlte oder war falsch.',
      colon: 'Ein Doppelpunkt fehlte.',
      colour: 'Diese Farbe gibt es nicht; das ist die ähnlichste.',
      comma: 'Ein Komma fehlte.',
      definition: 'Das wurde benutzt, aber nirgends angelegt.',
      'failing-statement': 'Diese Anweisung schlug fehl, und nichts hängt von ihr ab.',
      formula: 'Die Formel ließ sich so nicht setzen.',
      import: 'Ein Import fehlte oder war falsch.',
      indentation: 'Die Zeile stand nicht da, wo sie hingehört.',
      keyword: 'Dieses Argument gibt es nicht.',
      length: 'Zwei Listen, die zusammengehören, waren verschieden lang.',
      name: 'Diese Variable gibt es nicht; das ist die ähnlichste.',
      'not-code': 'Das gehört nicht zum Programm.',
      number: 'Die Zahl war nicht lesbar.',
      panel: 'Es gibt nur ein Diagrammfeld.',
      'python-2': 'So schrieben es ältere Versionen von Python.',
      quotes: 'Ein Anführungszeichen fehlte oder war falsch.',
      removed: 'Diese Version der Bibliothek schreibt es anders oder hat es nicht mehr.',
      sign: 'Dieses Zeichen hat in einem Programm keine Bedeutung.',
      'unavailable-import': 'Das Modul gibt es hier nicht, und nichts Gezeichnetes braucht es.',
      unfinished: 'Das Programm brach ab.',
      unpacking: 'Das ergibt zwei Dinge, nicht eines.',
      'unreadable-line': 'Die Zeile war nicht lesbar.',
      value: 'Dieser Wert ist nicht erlaubt; das ist der ähnlichste.',
    },
  },
  refine: {
    reasons: {
      read: (text) => `Im Bild steht hier „${text}“.`,
      'measured-x': (value) => `Auf der x-Achse gemessen: ${value}.`,
      'measured-y': (value) => `Auf der y-Achse gemessen: ${value}.`,
      'measured-share': (value) => `Im Bild gemessen: ${value}.`,
      'measured-place': (value) => `An dieser Stelle des Bildes gemessen: ${value}.`,
      'limit-x': () => 'Hier endet die x-Achse des Bildes.',
      'limit-y': () => 'Hier endet die y-Achse des Bildes.',
      fitted: () => 'So trifft das Gezeichnete das Bild besser.',
      rounded: () => 'Dasselbe in glatteren Zahlen.',
      closer: () => 'So ist die Zeichnung näher am Bild.',
      'seen-colour': () => 'Das Bild zeigt diese Farbe.',
      'seen-style': () => 'Das Bild zeigt es so.',
      seen: () => 'Das ist im Bild und war nicht gezeichnet.',
      'not-seen': () => 'Das war gezeichnet und ist nicht im Bild.',
    },
  },
  draft: {
    heading: 'In den Worten des Modells',
    checked: 'Nichts in diesem Text widerspricht der Zeichnung.',
    corrected: (count) =>
      count === 1
        ? 'Eine Stelle wurde nach der Zeichnung berichtigt.'
        : `${count} Stellen wurden nach der Zeichnung berichtigt.`,
    open: 'Gepunktet Unterstrichenes ließ sich nicht prüfen.',
    unread: 'Dieser Text ließ sich nicht prüfen. Er steht da, wie das Modell ihn schrieb.',
    corrections: 'Berichtigungen',
    spoken: (was, is) => `${is} (berichtigt, das Modell schrieb ${was})`,
    unverified: 'nicht geprüft',
  },
  timings: {
    heading: 'Zeiten dieses Laufs',
    answer: 'Länge der Antwort',
    load: 'Modell laden',
    image: 'Bild vorbereiten',
    vision: 'Bild betrachten',
    prefill: 'Bild lesen',
    decode: 'Code schreiben',
    boot: 'Python starten',
    run: 'Zeichnen',
    repair: 'Reparieren',
    score: 'Bewerten',
    ocr: 'Texte lesen',
    facts: 'Beschreiben',
    caption: 'Worte des Modells',
    refine: 'Zeichnung verbessern',
  },
  page: {
    title: 'Ein Bild als Code nachzeichnen',
    description:
      'Zeigen Sie ein Diagramm oder eine Zeichnung: Ein kleines Modell auf diesem Gerät schreibt das Python-Programm dazu, führt es aus und sagt, wie nahe die Zeichnung kommt.',
    private: 'Nichts, was Sie zeigen, verlässt dieses Gerät.',
    samples: 'Zum Ausprobieren',
    hint: 'Oder nehmen Sie ein eigenes Bild: hierher ziehen, einfügen oder eine Datei wählen.',
    limits:
      'Das eingebaute Modell ist sehr klein. Es kennt Balkendiagramme, Linien- und Funktionsgraphen, Vielecke, Kreise, Tortendiagramme und Quader. Es findet den Aufbau und rät die Zahlen oft falsch; die Bewertung sagt, wie nahe es kam.',
    names: {
      bar: 'Balkendiagramm',
      line: 'Liniendiagramm',
      polygon: 'Vieleck mit beschrifteten Ecken',
      circle: 'Kreis mit Mittelpunkt',
      pie: 'Tortendiagramm',
      cuboid: 'Quader im Schrägbild',
    },
  },
}
