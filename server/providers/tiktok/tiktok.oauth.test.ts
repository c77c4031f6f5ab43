import { createHash } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { makeOutbound } from '#kernel/http/outbound.ts'
import { freePort } from '#testing/process.ts'
import { startListener } from '#testing/listener.ts'
import { startTiktokContract } from '#testing/tiktok-contract/tiktok-contract.ts'
import type { Granted } from '../publisher.ts'
import { hexChallenge, makeOAuth, type OAuthOptions } from './tiktok.oauth.ts'

const redirectUri = 'https://house.example.com/back'
const tiktok = await startTiktokContract({ speed: 0, settings: { redirectUris: [redirectUri] } })
const listener = await startListener()
const nobody = `http://127.0.0.1:${await freePort()}`
const outbound = makeOutbound({ allow: [tiktok.origin, listener.origin, nobody] })
afterAll(async () => {
  await outbound.close()
  await listener.close()
  await tiktok.close()
})
beforeEach(() => {
  tiktok.reset()
  listener.reset()
})

const oauth = (change: Partial<OAuthOptions> = {}) =>
  makeOAuth({
    clientKey: tiktok.settings.clientKey,
    clientSecret: tiktok.settings.clientSecret,
    apiBase: tiktok.origin,
    authBase: tiktok.origin,
    appType: 'web',
    scopes: ['user.info.basic', 'video.publish'],
    outbound,
    ...change,
  })
const signIn = async (): Promise<Granted> => {
  const back = new URL(await tiktok.consent(oauth().authorizeUrl({ state: 's', redirectUri })))
  const granted = await oauth().exchange({ code: back.searchParams.get('code') ?? '', redirectUri })
  if (granted.kind !== 'granted') throw new Error(JSON.stringify(granted))
  return granted
}

describe('the address of the consent page', () => {
  it('asks as the documentation says, without PKCE for a web app', () => {
    const url = new URL(oauth({ authBase: 'https://www.tiktok.com' }).authorizeUrl({ state: 'a b', redirectUri }))
    expect(url.origin + url.pathname).toBe('https://www.tiktok.com/v2/auth/authorize/')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_key: 'contract-client-key',
      scope: 'user.info.basic,video.publish',
      response_type: 'code',
      redirect_uri: redirectUri,
      state: 'a b',
    })
    expect(() => oauth().authorizeUrl({ state: 's', redirectUri, verifier: 'v'.repeat(43) })).toThrow('no verifier')
  })

  it('carries a hex challenge for a desktop app', () => {
    const desktop = oauth({ appType: 'desktop' })
    const verifier = `${'v'.repeat(40)}-._~`
    const url = new URL(desktop.authorizeUrl({ state: 's', redirectUri, verifier }))
    expect(url.searchParams.get('code_challenge')).toBe(createHash('sha256').update(verifier).digest('hex'))
    expect(url.searchParams.get('code_challenge_method')).toBe('S256')
    expect(() => desktop.authorizeUrl({ state: 's', redirectUri })).toThrow('needs a verifier')
    for (const odd of ['v'.repeat(42), 'v'.repeat(129), `${'v'.repeat(50)}+`]) expect(() => hexChallenge(odd)).toThrow()
  })

  it.each([
    ['web', 'https://house.example.com/back', true],
    ['web', 'http://localhost:4400/back', false],
    ['web', 'https://house.example.com/back?x=1', false],
    ['web', 'https://house.example.com/back#x', false],
    ['web', '/back', false],
    ['web', `https://house.example.com/${'x'.repeat(500)}`, false],
    ['desktop', 'http://localhost:4400/back', true],
    ['desktop', 'http://127.0.0.1:4400/back', true],
    ['desktop', 'http://localhost/back', false],
    ['desktop', 'https://house.example.com/back', false],
  ] as const)('of a %s app may come back to %s: %s', (appType, address, may) => {
    expect(oauth({ appType }).redirectProblem(address) === null).toBe(may)
  })
})

describe('tokens', () => {
  it('live as long as they say, before and since November 2026', async () => {
    expect(await signIn()).toMatchObject({ expiresInSeconds: 7200, refreshExpiresInSeconds: 15_552_000 })
    tiktok.control({ settings: { lifetimes: 'legacy' } })
    expect(await signIn()).toMatchObject({ expiresInSeconds: 86_400, refreshExpiresInSeconds: 31_536_000 })
  })

  it('are gone when the answer to a refresh was lost, which shows only at the next one', async () => {
    const { refreshToken } = await signIn()
    tiktok.inject({ on: 'token', kind: 'lost_response' })
    expect((await oauth().refresh(refreshToken)).kind).toBe('passing')
    expect(await oauth().refresh(refreshToken)).toEqual({ kind: 'invalid_grant' })
  })

  it.each([200, 400, 401] as const)('are refused by what the body says, with status %d', async (status) => {
    tiktok.control({ settings: { oauthErrorStatus: status } })
    expect(await oauth().refresh('rft.unknown')).toEqual({ kind: 'invalid_grant' })
    expect(await oauth({ clientSecret: 'wrong' }).refresh((await signIn()).refreshToken)).toMatchObject({
      kind: 'refused',
      code: 'invalid_client',
    })
    expect(await oauth().exchange({ code: 'x', redirectUri })).toMatchObject({ kind: 'refused', code: 'invalid_grant' })
  })

  it.each(['gateway_page', 'trouble', 'too_many', 'error', 'cut'] as const)(
    'are asked for again after "%s"',
    async (kind) => {
      const { refreshToken } = await signIn()
      tiktok.inject({ on: 'token', kind })
      const said = await oauth().refresh(refreshToken)
      expect(said).toMatchObject({ kind: 'passing', retryAfterSeconds: kind === 'too_many' ? 60 : null })
      expect((await oauth().refresh(refreshToken)).kind).toBe('granted')
    },
  )

  it('are not lost when nobody answers', async () => {
    const away = oauth({ apiBase: nobody })
    expect((await away.refresh('rft.x')).kind).toBe('passing')
    expect((await away.exchange({ code: 'x', redirectUri })).kind).toBe('passing')
    expect((await away.revoke('act.x')).kind).toBe('passing')
  })

  const answers = (status: number, body: string) => {
    listener.answerWith((_request, response) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(body),
    )
    return oauth({ apiBase: listener.origin })
  }
  const full = { access_token: 'a', expires_in: 60, open_id: 'o', scope: 'x, y', token_type: 'Bearer' }
  it.each([
    ['an empty success', 200, '{}'],
    ['nothing at all', 200, ''],
    ['a success without a token', 200, JSON.stringify({ ...full, access_token: '' })],
    ['a success without a life', 200, JSON.stringify({ ...full, expires_in: undefined })],
    ['half a body', 200, '{"access_token":"a'],
    ['a page', 200, '<html>maintenance</html>'],
    ['a refusal without a reason', 400, '{}'],
  ])('are not there in %s', async (_what, status, body) => {
    expect((await answers(status, body).refresh('rft.old')).kind).toBe('passing')
    expect((await answers(status, body).exchange({ code: 'x', redirectUri })).kind).toBe('passing')
  })

  it('keep the old refresh token when none comes back, and read every way to list scopes', async () => {
    expect(await answers(200, JSON.stringify(full)).refresh('rft.old')).toEqual({
      kind: 'granted',
      accessToken: 'a',
      refreshToken: 'rft.old',
      expiresInSeconds: 60,
      refreshExpiresInSeconds: null,
      openId: 'o',
      scopes: ['x', 'y'],
    })
    expect((await answers(200, JSON.stringify(full)).exchange({ code: 'x', redirectUri })).kind).toBe('passing')
  })

  it('are not revoked before TikTok says so', async () => {
    const { accessToken, refreshToken } = await signIn()
    for (const kind of ['error', 'cut'] as const) {
      tiktok.inject({ on: 'revoke', kind })
      expect((await oauth().revoke(accessToken)).kind).toBe('passing')
    }
    expect((await answers(500, '').revoke(accessToken)).kind).toBe('passing')
    expect(await oauth({ clientSecret: 'wrong' }).revoke(accessToken)).toMatchObject({ code: 'invalid_client' })
    expect(await oauth().revoke(accessToken)).toEqual({ kind: 'revoked' })
    expect(await oauth().refresh(refreshToken)).toEqual({ kind: 'invalid_grant' })
    expect(await answers(200, '').revoke(accessToken)).toEqual({ kind: 'revoked' })
  })

  it('are never told on in a refusal', async () => {
    const said = await answers(400, JSON.stringify({ error: 'x', error_description: 'bad <script>' })).refresh(
      'rft.old',
    )
    expect(said).toEqual({ kind: 'refused', code: 'x', sentence: 'TikTok refused the sign-in: bad script.' })
  })
})
