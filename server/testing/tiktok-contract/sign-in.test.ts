import { createHash } from 'node:crypto'
import { fetch } from 'undici'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { handOf } from './signing-in.ts'
import { startTiktokContract } from './tiktok-contract.ts'

const tiktok = await startTiktokContract({ speed: 0, settings: { redirectUris: ['https://house.example.com/back'] } })
const { api, form, asking, exchange, signIn, redirect } = handOf(tiktok)
afterAll(() => tiktok.close())
beforeEach(() => tiktok.reset())

describe('the sign-in of the contract server', () => {
  it('sends a person back with a code that must be decoded, the scopes they left ticked, and the state', async () => {
    const back = await tiktok.consent(asking(), { scopes: ['user.info.basic', 'video.publish'] })
    expect(back.startsWith(`${redirect}?`)).toBe(true)
    const query = new URL(back).searchParams
    expect(query.get('scopes')).toBe('user.info.basic,video.publish')
    expect(query.get('state')).toBe('some-state')
    expect(back).toContain('%21')
    expect((await exchange((query.get('code') ?? '').replace('!', '%21'))).code).toBe('invalid_grant')
    const { body } = await exchange(query.get('code') ?? '')
    expect(body).toMatchObject({
      expires_in: 7200,
      refresh_expires_in: 15_552_000,
      scope: 'user.info.basic,video.publish',
    })
  })

  it('shows a page that a person can use, and sends them back when they say no', async () => {
    const page = await (await fetch(asking())).text()
    expect(page).toContain('<button name="decision" value="allow">')
    expect(page).toContain('type="checkbox" name="scope" value="video.publish" checked')
    const back = new URL(await tiktok.consent(asking(), { deny: true })).searchParams
    expect([back.get('error'), back.get('state'), back.get('code')]).toEqual(['access_denied', 'some-state', null])
  })

  it.each([
    ['another address', { redirect_uri: `${redirect}/` }],
    ['the address with a query', { redirect_uri: `${redirect}?x=1` }],
    ['a foreign app', { client_key: 'x' }],
    ['no state', { state: undefined }],
    ['another response type', { response_type: 'token' }],
    ['PKCE of a web app', { code_challenge: 'a'.repeat(64), code_challenge_method: 'S256' }],
  ])('does not ask a person for %s', async (_what, change) => {
    await expect(tiktok.consent(asking(change))).rejects.toThrow('consent page')
  })

  it('takes a code once, in time, at the same address, by form and from the app alone', async () => {
    const code = async () => new URL(await tiktok.consent(asking())).searchParams.get('code') ?? ''
    const once = await code()
    expect((await exchange(once)).status).toBe(200)
    expect((await exchange(once)).code).toBe('invalid_grant')
    expect((await exchange(await code(), { redirect_uri: 'https://else.example.com' })).body).toMatchObject({
      error: 'invalid_request',
      error_description: 'Redirect_uri is not matched with the uri when requesting code.',
    })
    expect((await exchange(await code(), { client_secret: 'x' })).code).toBe('invalid_client')
    const late = await code()
    tiktok.advance(300_001)
    expect((await exchange(late)).code).toBe('invalid_grant')
    expect((await api('/v2/oauth/token/', '', {})).code).toBe('invalid_request')
  })

  it('wants a hex challenge from a desktop app', async () => {
    tiktok.control({ settings: { appType: 'desktop', redirectUris: ['http://localhost:*/back'] } })
    const verifier = 'v'.repeat(43)
    const hash = createHash('sha256').update(verifier)
    const hex = hash.copy().digest('hex')
    const at = { redirect_uri: 'http://localhost:4400/back', code_challenge_method: 'S256' }
    await expect(tiktok.consent(asking(at))).rejects.toThrow('code_challenge')
    await expect(tiktok.consent(asking({ ...at, code_challenge: hash.digest('base64url') }))).rejects.toThrow()
    const code = async () =>
      new URL(await tiktok.consent(asking({ ...at, code_challenge: hex }))).searchParams.get('code') ?? ''
    const given = { redirect_uri: at.redirect_uri }
    expect((await exchange(await code(), given)).code).toBe('invalid_request')
    expect((await exchange(await code(), { ...given, code_verifier: 'w'.repeat(43) })).code).toBe('invalid_request')
    expect((await exchange(await code(), { ...given, code_verifier: verifier })).status).toBe(200)
  })

  const refresh = (token: string) => form('token', { grant_type: 'refresh_token', refresh_token: token })
  it('lets a refresh token work once, and counts down, since November 2026', async () => {
    const first = await signIn()
    tiktok.advance(86_400_000)
    const second = await refresh(first.refresh_token)
    expect(second.body).toMatchObject({ expires_in: 7200, refresh_expires_in: 15_552_000 - 86_400 })
    expect((await refresh(first.refresh_token)).code).toBe('invalid_grant')
    expect((await refresh(String(second.body['refresh_token']))).status).toBe(200)
    tiktok.advance(15_552_000_000)
    expect((await refresh(String(second.body['refresh_token']))).code).toBe('invalid_grant')
    expect(tiktok.refreshes().map(({ outcome }) => outcome)).toEqual([
      'granted',
      'invalid_grant',
      'granted',
      'invalid_grant',
    ])
  })
  it('was kinder before', async () => {
    tiktok.control({ settings: { lifetimes: 'legacy' } })
    const first = await signIn()
    expect([first.expires_in, first.refresh_expires_in]).toEqual([86_400, 31_536_000])
    await refresh(first.refresh_token)
    expect((await refresh(first.refresh_token)).body['refresh_token']).toBe(first.refresh_token)
    expect((await api('/v2/post/publish/creator_info/query/', first.access_token)).code).toBe('ok')
  })
  it('forgets an access token when its time is over, when it is revoked and when the person wants it', async () => {
    const ask = async (token: string) => (await api('/v2/post/publish/creator_info/query/', token)).code
    const timed = (await signIn()).access_token
    expect(await ask(timed)).toBe('ok')
    tiktok.advance(7_200_000)
    expect(await ask(timed)).toBe('access_token_invalid')
    const revoked = await signIn()
    expect((await form('revoke', { token: revoked.access_token })).text).toBe('{}')
    expect(await ask(revoked.access_token)).toBe('access_token_invalid')
    expect((await refresh(revoked.refresh_token)).code).toBe('invalid_grant')
    const removed = (await signIn()).access_token
    tiktok.control({ removeAuthorization: { account: 'open' } })
    expect(await ask(removed)).toBe('access_token_invalid')
  })
})
