import { createHash, randomBytes } from 'node:crypto'
import type { ContractClock } from '../luma-contract/contract-clock.ts'
import type { TikTokSettings } from './world.ts'

/** What a person allowed on the consent page; it lives until it is revoked or its refresh token runs out. */
export interface Grant {
  openId: string
  scopes: string[]
  refreshToken: string
  refreshExpiresAt: number
  ended: boolean
}
export interface TokenReply {
  access_token: string
  expires_in: number
  open_id: string
  refresh_expires_in: number
  refresh_token: string
  scope: string
  token_type: 'Bearer'
}
export interface OAuthError {
  error: string
  error_description: string
}
export const isOAuthError = (value: object): value is OAuthError => 'error' in value

export interface Grants {
  /** A code for the address bar: good for five minutes and for one try. */
  code(given: { openId: string; scopes: string[]; redirectUri: string; challenge: string | null }): string
  exchange(given: { code: string; redirectUri: string; verifier: string | null }): TokenReply | OAuthError
  refresh(refreshToken: string): { reply: TokenReply | OAuthError; openId: string | null }
  /** The grant behind an access token, or null when it is unknown, old or ended. */
  find(accessToken: string): Grant | null
  /** Ends what the token belongs to; the grant when there was one. */
  revoke(accessToken: string): Grant | null
  /** Ends everything an account allowed; whether there was something. */
  endAll(openId: string): boolean
  isConnected(openId: string): boolean
  clear(): void
}

interface Code {
  openId: string
  scopes: string[]
  redirectUri: string
  challenge: string | null
  expiresAt: number
}

/** Seconds of life; "Manage User Access Tokens", before and since November 2026. */
const lifetimes = {
  legacy: { access: 86_400, refresh: 31_536_000 },
  '2026-11': { access: 7200, refresh: 15_552_000 },
} as const
const codeMs = 5 * 60_000

export const makeGrants = (clock: ContractClock, settings: TikTokSettings): Grants => {
  const codes = new Map<string, Code>()
  const access = new Map<string, { grant: Grant; expiresAt: number }>()
  const refresh = new Map<string, Grant>()
  const refused = (error: string, description: string): OAuthError => ({ error, error_description: description })
  const live = (grant: Grant): boolean => !grant.ended && clock.now() < grant.refreshExpiresAt

  const issue = (grant: Grant): TokenReply => {
    const seconds = lifetimes[settings.lifetimes].access
    const token = `act.${randomBytes(24).toString('base64url')}!4212.e1`
    access.set(token, { grant, expiresAt: clock.now() + seconds * 1000 })
    return {
      access_token: token,
      expires_in: seconds,
      open_id: grant.openId,
      refresh_expires_in: Math.floor((grant.refreshExpiresAt - clock.now()) / 1000),
      refresh_token: grant.refreshToken,
      scope: grant.scopes.join(','),
      token_type: 'Bearer',
    }
  }
  const newRefresh = (grant: Grant): void => {
    grant.refreshToken = `rft.${randomBytes(24).toString('base64url')}!4219.e1`
    refresh.set(grant.refreshToken, grant)
  }
  const end = (grant: Grant): void => {
    grant.ended = true
  }

  return {
    code(given) {
      // Characters that a client must decode before it sends the code on.
      const code = `${randomBytes(18).toString('base64url')}*0!4273.e1`
      codes.set(code, { ...given, expiresAt: clock.now() + codeMs })
      return code
    },
    exchange({ code, redirectUri, verifier }) {
      const found = codes.get(code)
      codes.delete(code)
      if (found === undefined || clock.now() > found.expiresAt)
        return refused('invalid_grant', 'Authorization code is expired or was used already.')
      if (found.redirectUri !== redirectUri)
        return refused('invalid_request', 'Redirect_uri is not matched with the uri when requesting code.')
      const challenge = verifier === null ? null : createHash('sha256').update(verifier).digest('hex')
      if (found.challenge !== challenge)
        return refused('invalid_request', 'Code verifier or code challenge is invalid.')
      const refreshExpiresAt = clock.now() + lifetimes[settings.lifetimes].refresh * 1000
      const grant: Grant = {
        openId: found.openId,
        scopes: found.scopes,
        refreshToken: '',
        refreshExpiresAt,
        ended: false,
      }
      newRefresh(grant)
      return issue(grant)
    },
    refresh(token) {
      const grant = refresh.get(token)
      if (grant === undefined || !live(grant))
        return {
          reply: refused('invalid_grant', 'Refresh token is invalid or expired.'),
          openId: grant?.openId ?? null,
        }
      if (settings.lifetimes === '2026-11') {
        // "The previous refresh token stops working once a new one is issued"; so do the access tokens that came with it.
        refresh.delete(token)
        for (const [old, { grant: owner }] of access) if (owner === grant) access.delete(old)
        newRefresh(grant)
      } else {
        grant.refreshExpiresAt = clock.now() + lifetimes.legacy.refresh * 1000
      }
      return { reply: issue(grant), openId: grant.openId }
    },
    find(token) {
      const found = access.get(token)
      return found !== undefined && !found.grant.ended && clock.now() < found.expiresAt ? found.grant : null
    },
    revoke(token) {
      const found = access.get(token)
      if (found === undefined || found.grant.ended) return null
      end(found.grant)
      return found.grant
    },
    endAll(openId) {
      const mine = [...refresh.values()].filter((grant) => grant.openId === openId && !grant.ended)
      mine.forEach(end)
      return mine.length > 0
    },
    isConnected: (openId) => [...refresh.values()].some((grant) => grant.openId === openId && live(grant)),
    clear() {
      codes.clear()
      access.clear()
      refresh.clear()
    },
  }
}
