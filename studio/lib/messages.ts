import type { Language } from '@greenroom/contract/accounts.ts'
import { use } from 'react'
import { pickLanguage, setLanguage, useLanguage } from './language.ts'

/** The texts of one room: English comes with the page, the other languages when somebody reads them. */
export interface Room<T> {
  readonly en: T
  readonly nl: () => Promise<T>
}

const rooms: { load: () => Promise<unknown> }[] = []

/** `nl` must have exactly the shape of `en`: a missing text is a type error. */
export function defineRoom<T>(en: T, nl: () => Promise<T>): Room<T> {
  let loading: Promise<T> | null = null
  const load = (): Promise<T> => (loading ??= nl())
  rooms.push({ load })
  return { en, nl: load }
}

/** The texts of a room in the reader's language. Waits (Suspense) the first time a language is read. */
export function useMessages<T>(room: Room<T>): T {
  const language = useLanguage()
  return language === 'en' ? room.en : use(room.nl())
}

/** Changes the language once its texts are here, so that the page does not blink; null = as the browser asks. */
export async function chooseLanguage(wanted: Language | null): Promise<void> {
  if (pickLanguage(wanted, navigator.languages) !== 'en') await Promise.all(rooms.map(({ load }) => load()))
  setLanguage(wanted)
}

/** As `useMessages`, outside React. */
export const messagesOf = async <T>(room: Room<T>, language: Language): Promise<T> =>
  language === 'en' ? room.en : room.nl()

/** The form for a number, with `#` for the number itself: `plural("en", { one: "# photo", other: "# photos" })(3)`. */
export function plural(
  language: Language,
  forms: { zero?: string; one: string; other: string },
): (count: number) => string {
  const rules = new Intl.PluralRules(language)
  const numbers = new Intl.NumberFormat(language)
  return (count) => {
    const form =
      count === 0 && forms.zero !== undefined ? forms.zero : rules.select(count) === 'one' ? forms.one : forms.other
    return form.replaceAll('#', numbers.format(count))
  }
}
