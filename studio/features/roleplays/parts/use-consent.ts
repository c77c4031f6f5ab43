import { useState } from 'react'
import { giveConsent, type Abilities, type Purpose } from '../roleplays.api.ts'
import type { Wish } from './consent-fields.tsx'
import { wishesOf } from './consent-fields.tsx'
import { agreedTo, browserMayListen, currentText, letBrowserListen } from './consents.ts'

/** What a person agrees to in a dialog, until it is given. */
export function useConsent(known: Abilities | undefined, spoken: boolean) {
  const [chosen, setChosen] = useState<ReadonlySet<Wish>>(() => new Set(browserMayListen() ? ['browser'] : []))
  const agreed = agreedTo(known)
  const wishes = known === undefined ? { needed: [], optional: [] } : wishesOf(known, spoken, chosen)
  const missing = wishes.needed.filter((purpose) => !agreed.has(purpose) && !chosen.has(purpose))
  /** Whether there is anything to ask at all. */
  const asks =
    wishes.needed.some((purpose) => !agreed.has(purpose)) ||
    wishes.optional.some((wish) => wish === 'browser' || !agreed.has(wish))
  return {
    chosen,
    setChosen,
    asks,
    complete: known !== undefined && missing.length === 0,
    give: async (): Promise<void> => {
      if (wishes.optional.includes('browser')) letBrowserListen(chosen.has('browser'))
      const fresh = [...chosen].filter((wish): wish is Purpose => wish !== 'browser' && !agreed.has(wish))
      if (fresh.length > 0) await giveConsent(fresh, currentText)
    },
  }
}
