import '../viewer/define.ts'
import { languageOf, stringsFor } from '../strings/index.ts'
import type { CodePerceptViewerElement } from '../viewer/element.ts'

/** Files of `public/samples`, each with its name in `strings.page.names`. The first is shown at the start. */
const SAMPLES = ['bar', 'line', 'polygon', 'circle', 'pie', 'cuboid'] as const

// `?sample=off` shows no picture at the start: the command line brings its own. `?lang=de` sets the language,
// `?tune` tunes kernels on software adapters too.
const query = new URLSearchParams(location.search)
const lang = languageOf(query.get('lang') ?? navigator.language)
const words = stringsFor(lang).page
const viewer = document.querySelector<CodePerceptViewerElement>('codepercept-viewer')!
const list = document.querySelector<HTMLElement>('.samples')!

document.documentElement.lang = lang
document.title = words.title
for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
  element.textContent = words[element.dataset.text as Exclude<keyof typeof words, 'names'>]
}
for (const name of SAMPLES) list.append(sampleButton(name))
viewer.tune = query.has('tune')
if (query.get('sample') !== 'off') show(SAMPLES[0])

function sampleButton(name: (typeof SAMPLES)[number]): HTMLElement {
  const picture = document.createElement('img')
  picture.src = addressOf(name)
  picture.alt = ''
  const button = document.createElement('button')
  button.type = 'button'
  button.append(picture, words.names[name])
  button.addEventListener('click', () => {
    show(name)
    viewer.scrollIntoView({ block: 'start' })
  })
  const item = document.createElement('li')
  item.append(button)
  return item
}

function show(name: (typeof SAMPLES)[number]): void {
  viewer.image = null
  viewer.src = addressOf(name)
  viewer.alt = words.names[name]
}

function addressOf(name: string): string {
  return new URL(`samples/${name}.png`, document.baseURI).href
}
