import type { Language } from '@greenroom/contract/accounts.ts'
import { dutchTroubles } from '@greenroom/contract/take-troubles-dutch.ts'
import { englishTroubles, troubleSentence } from '@greenroom/contract/take-troubles.ts'
import { troubleOf, type LedgerFailure } from './scenes.rules.ts'

interface Untold {
  state: 'failed' | 'unknown'
  failure: LedgerFailure | null
  /** Charged, or agreed where the charge is not known; millionths of a US dollar. */
  price: number
}
const wordsOf = {
  en: { ...englishTroubles, locale: 'en-US', price: (money: string) => `The price is ${money}.` },
  nl: { ...dutchTroubles, locale: 'nl-NL', price: (money: string) => `De prijs is ${money}.` },
}

/** Why a take has no result and what can be done, as the studio says it. Pure. */
export const reasonOf = ({ state, failure }: Untold, language: Language): string => {
  const trouble = troubleOf(state, failure)
  return trouble === null ? '' : (troubleSentence(trouble, wordsOf[language]) ?? trouble.sentence)
}

/** What was paid: with the amount where money went, or may have gone. Pure. */
export const costOf = ({ state, failure, price }: Untold, language: Language): string => {
  const words = wordsOf[language]
  const charged = troubleOf(state, failure)?.charged ?? 'unknown'
  if (charged === 'no' || charged === 'refunded') return words.charged[charged]
  return price === 0 ? words.charged.no : `${words.charged[charged]} ${words.price(money(price, words.locale))}`
}

/** Small prices keep their digits: a take may cost less than a cent. */
const money = (microUsd: number, locale: string): string =>
  new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: microUsd < 1_000_000 ? 4 : 2,
  }).format(microUsd / 1_000_000)
