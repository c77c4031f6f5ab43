import type { Language } from '@greenroom/contract/accounts.ts'
import { followRemembered, remember, remembered } from './remembered.ts'
import { makeStore, useStore } from './store.ts'

export const languages: readonly Language[] = ['en', 'nl']
/** Every language by its own name, as a list of languages shows it. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', nl: 'Nederlands' }

/** The first language of the browser that the studio speaks; English when there is none. */
export function pickLanguage(wanted: string | null, browser: readonly string[]): Language {
  const known = [wanted ?? '', ...browser].map((tag) => tag.toLowerCase().split('-')[0])
  return languages.find((language) => language === known.find((tag) => languages.some((one) => one === tag))) ?? 'en'
}

const language = makeStore<Language>(pickLanguage(remembered('language'), navigator.languages))
export const useLanguage = (): Language => useStore(language)
export const currentLanguage = (): Language => language.get()

/** Changes the language of every tab of this browser; null = as the browser asks. */
export function setLanguage(wanted: Language | null): void {
  remember('language', wanted)
  language.set(pickLanguage(wanted, navigator.languages))
}

/** Called once, when the page starts. */
export function startLanguage(): void {
  const show = (): void => {
    document.documentElement.lang = language.get()
  }
  language.subscribe(show)
  followRemembered('language', (value) => language.set(pickLanguage(value, navigator.languages)))
  show()
}
