import type { House } from '@greenroom/contract/house.ts'
import { GoTrueClient } from '@supabase/auth-js'

/** The Supabase Auth client of this page. A module of its own, because it is large and most pages open without it. */
export const openAuthClient = (house: House, storageKey: string): GoTrueClient =>
  new GoTrueClient({
    url: new URL(house.authUrl, location.origin).href,
    headers: { apikey: house.publishableKey },
    storageKey,
    persistSession: true,
    autoRefreshToken: true,
    detectSessionInUrl: true,
    flowType: 'pkce',
  })
