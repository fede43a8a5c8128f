import { de } from './de.ts'
import { en, type Strings } from './en.ts'

export type { Strings }

const LANGUAGES: { readonly [language: string]: Strings } = { en, de }

/** The words for a BCP 47 language tag such as `de-AT`; English where the language is not there. */
export function stringsFor(lang: string): Strings {
  return LANGUAGES[languageOf(lang)] ?? en
}

/** The language, of those that are there, that a BCP 47 tag leads to. */
export function languageOf(lang: string): string {
  const primary = lang.toLowerCase().split('-')[0] ?? ''
  return Object.hasOwn(LANGUAGES, primary) ? primary : 'en'
}
