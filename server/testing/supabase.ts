import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { sql } from 'kysely'
import { actingAsConnection } from '#kernel/db/acting.ts'
import type { TestHouse } from './house.ts'
import { arrived, codeOf } from './mails.ts'

export const goodPassword = 'Ladder-orbit-72'

let browsers = 0
/** A browser of its own: the real client of Supabase against this house, with an empty storage. */
export const browserOf = (
  house: TestHouse,
  { flowType = 'pkce', key = house.secrets.publishableKey }: { flowType?: 'pkce' | 'implicit'; key?: string } = {},
): SupabaseClient => {
  const kept = new Map<string, string>()
  browsers += 1
  return createClient(house.url, key, {
    auth: {
      storage: {
        getItem: (name) => kept.get(name) ?? null,
        setItem: (name, value) => void kept.set(name, value),
        removeItem: (name) => void kept.delete(name),
      },
      storageKey: `browser-${browsers}`,
      autoRefreshToken: false,
      detectSessionInUrl: false,
      flowType,
    },
  })
}

/** Signs up and confirms by the mailed code, as a visitor does. */
export const visitor = async (
  house: TestHouse,
  email: string,
  password = goodPassword,
  data: object = {},
): Promise<SupabaseClient> => {
  const browser = browserOf(house)
  const { error } = await browser.auth.signUp({ email, password, options: { data } })
  if (error !== null) throw error
  const mail = await arrived(house, email, { kind: 'confirm-sign-up' })
  const confirmed = await browser.auth.verifyOtp({ email, token: codeOf(mail), type: 'signup' })
  if (confirmed.error !== null) throw confirmed.error
  return browser
}

/** As if a long time had passed for all limits. */
export const forgetAttempts = (house: TestHouse): Promise<number> =>
  actingAsConnection(house.tools.db, (transaction) => transaction.run(sql`delete from auth.attempts`))

/** One request to the house as this browser's session. */
export const fetchAs = async (
  house: TestHouse,
  browser: SupabaseClient,
  path: string,
  init: RequestInit = {},
): Promise<Response> => {
  const { data } = await browser.auth.getSession()
  const headers = new Headers(init.headers)
  headers.set('authorization', `Bearer ${data.session?.access_token ?? ''}`)
  return await fetch(`${house.url}${path}`, { ...init, headers })
}
