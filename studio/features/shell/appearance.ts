import type { Language } from '@greenroom/contract/accounts.ts'
import { call } from '#lib/api.ts'
import { chooseLanguage } from '#lib/messages.ts'
import { setTheme, type Theme } from '#lib/theme.ts'
import type { CallInput } from '#lib/wire.ts'
import { putMe } from './me.ts'

/**
 * Theme and language: shown at once, then kept with the account so that they come along to other browsers. When keeping
 * fails this browser still has them.
 */
export function useAppearance() {
  return {
    chooseTheme: (theme: Theme): void => {
      setTheme(theme)
      void keep({ theme }).catch(() => undefined)
    },
    chooseLanguage: (language: Language): void => {
      void chooseLanguage(language)
      void keep({ language }).catch(() => undefined)
    },
  }
}

/** Changes some preferences of the person who is signed in. Throws ApiProblem. */
export async function keep(preferences: CallInput<'PATCH /api/me/preferences'>['body']): Promise<void> {
  putMe(await call('PATCH /api/me/preferences', { body: preferences }))
}
