import { createHash } from 'node:crypto'
import { OutboundFault } from '#kernel/http/outbound-fault.ts'
import type { Outbound, OutboundReply } from '#kernel/http/outbound.ts'
import type { Granted, OAuthRefused, Passing, PublisherOAuth } from '../publisher.ts'
import { passing, pauseOf, withoutSlash } from './tiktok.client.ts'
import { isTrouble, shown } from './tiktok.reasons.ts'
import { readExactJson, tokenAnswer, tokenRefusal } from './tiktok.wire.ts'

export interface OAuthOptions {
  clientKey: string
  clientSecret: string
  /** Of the tokens: https://open.tiktokapis.com. */
  apiBase: string
  /** Of the consent page: https://www.tiktok.com. */
  authBase: string
  /** "Login Kit for Web" knows no PKCE; "Login Kit for Desktop" demands it. */
  appType: 'web' | 'desktop'
  scopes: readonly string[]
  outbound: Outbound
}

/** Login Kit. Errors are flat here, and come with any HTTP status: the body decides. */
export const makeOAuth = (options: OAuthOptions): PublisherOAuth => {
  const { clientKey, clientSecret, outbound, scopes } = options
  const wantsVerifier = options.appType === 'desktop'

  const post = async (path: string, fields: Record<string, string>): Promise<Told> => {
    try {
      const reply = await outbound.request(`${withoutSlash(options.apiBase)}/v2/oauth/${path}/`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
        body: new URLSearchParams({ client_key: clientKey, client_secret: clientSecret, ...fields }).toString(),
        timeoutMs: 30_000,
      })
      return toldBy(reply)
    } catch (error) {
      if (!(error instanceof OutboundFault)) throw error
      return passing(error.message)
    }
  }

  return {
    wantsVerifier,
    scopesAsked: scopes,

    redirectProblem: (redirectUri) => redirectProblem(redirectUri, options.appType),

    authorizeUrl({ state, redirectUri, verifier }) {
      if (wantsVerifier !== (verifier !== undefined))
        throw new Error(wantsVerifier ? 'This app type needs a verifier.' : 'This app type takes no verifier.')
      const url = new URL(`${withoutSlash(options.authBase)}/v2/auth/authorize/`)
      url.search = new URLSearchParams({
        client_key: clientKey,
        scope: scopes.join(','),
        response_type: 'code',
        redirect_uri: redirectUri,
        state,
        ...(verifier === undefined ? {} : { code_challenge: hexChallenge(verifier), code_challenge_method: 'S256' }),
      }).toString()
      return url.href
    },

    async exchange({ code, redirectUri, verifier }) {
      const told = await post('token', {
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        ...(verifier === undefined ? {} : { code_verifier: verifier }),
      })
      return told.kind === 'body' ? grantedFrom(told, null) : told
    },

    async refresh(refreshToken) {
      const told = await post('token', { grant_type: 'refresh_token', refresh_token: refreshToken })
      if (told.kind === 'refused' && told.code === 'invalid_grant') return { kind: 'invalid_grant' }
      return told.kind === 'body' ? grantedFrom(told, refreshToken) : told
    },

    async revoke(accessToken) {
      const told = await post('revoke', { token: accessToken })
      if (told.kind === 'body') return { kind: 'revoked' }
      return told.kind === 'refused' && deadToken.has(told.code) ? { kind: 'revoked' } : told
    },
  }
}

/** "Login Kit for Web" and "for Desktop", redirect URI rules. */
const redirectProblem = (redirectUri: string, appType: OAuthOptions['appType']): string | null => {
  const url = URL.parse(redirectUri)
  if (url === null || redirectUri.length >= 512) return 'It must be a whole address under 512 characters.'
  if (redirectUri.includes('?') || redirectUri.includes('#')) return 'It must have no ? and no # in it.'
  if (appType === 'web') return url.protocol === 'https:' ? null : 'TikTok comes back to https addresses only.'
  const isHere = ['localhost', '127.0.0.1'].includes(url.hostname) && /^https?:$/.test(url.protocol) && url.port !== ''
  return isHere ? null : 'A desktop app comes back to localhost or 127.0.0.1 with a port only.'
}

/** "Login Kit for Desktop": the challenge is hex, where the rest of the world takes base64url. */
export const hexChallenge = (verifier: string): string => {
  if (!/^[\w.~-]{43,128}$/.test(verifier)) throw new RangeError('A verifier has 43 to 128 letters, digits, - . _ ~.')
  return createHash('sha256').update(verifier).digest('hex')
}

const deadToken = new Set(['invalid_grant', 'access_token_invalid', 'invalid_token'])

/** A readable success, a readable refusal, or neither. */
type Told = { kind: 'body'; body: unknown } | OAuthRefused | Passing

const toldBy = (reply: OutboundReply): Told => {
  const text = reply.body.toString('utf8').trim()
  const body = text === '' ? {} : readExactJson(text)
  const refusal = tokenRefusal.safeParse(body)
  if (refusal.success) {
    const { error, error_description: description } = refusal.data
    if (error === 'rate_limit_exceeded') return passing('TikTok asks for a pause.', pauseOf(reply))
    return isTrouble(error)
      ? passing(`TikTok answered ${shown(error)}.`)
      : { kind: 'refused', code: shown(error), sentence: sentenceOf(error, description) }
  }
  if (reply.status === 429) return passing('TikTok asks for a pause.', pauseOf(reply))
  return reply.status === 200 && body !== undefined
    ? { kind: 'body', body }
    : passing(`TikTok answered ${reply.status} without a readable reason.`)
}

/** "Error handling" of OAuth. What an operator can mend names the setting. */
const sentences: Readonly<Record<string, string>> = {
  invalid_grant: 'The sign-in took too long or was used already. Connect again.',
  invalid_client: 'TikTok does not know this app: TIKTOK_CLIENT_KEY or TIKTOK_CLIENT_SECRET is wrong.',
  unauthorized_client: 'This app may not do that at TikTok: look at its products in the developer portal.',
  invalid_scope: 'TIKTOK_SCOPES names a scope that this app does not have.',
  access_denied: 'The connection was not allowed.',
}
const sentenceOf = (code: string, description: string): string => {
  const known = Object.entries(sentences).find(([name]) => name === code)?.[1]
  return known ?? `TikTok refused the sign-in: ${shown(description === '' ? code : description)}.`
}

const grantedFrom = ({ body }: { body: unknown }, refreshToken: string | null): Granted | Passing => {
  const parsed = tokenAnswer.safeParse(body)
  if (!parsed.success) return passing('TikTok’s answer holds no token.')
  const { access_token, expires_in, open_id, refresh_token, refresh_expires_in, scope } = parsed.data
  // "The returned refresh_token may be different": one that is not returned stays as it is.
  const next = refresh_token ?? refreshToken
  if (next === null) return passing('TikTok’s answer holds no refresh token.')
  return {
    kind: 'granted',
    accessToken: access_token,
    refreshToken: next,
    expiresInSeconds: Math.floor(expires_in),
    refreshExpiresInSeconds: refresh_expires_in === undefined ? null : Math.floor(refresh_expires_in),
    openId: open_id,
    scopes: scope.split(/[\s,]+/).filter((part) => part !== ''),
  }
}
