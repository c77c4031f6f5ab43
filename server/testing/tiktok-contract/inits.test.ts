import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { info, photos, publish, upload } from './bodies.ts'
import { shortestFilm } from './films.ts'
import { handOf } from './signing-in.ts'
import { startTiktokContract } from './tiktok-contract.ts'

const folder = await mkdtemp(join(tmpdir(), 'tiktok-contract-'))
const logFile = join(folder, 'journal.jsonl')
const tiktok = await startTiktokContract({
  speed: 0,
  logFile,
  settings: { redirectUris: ['https://house.example.com/back'] },
})
const { api, signIn } = handOf(tiktok)
afterAll(async () => {
  await tiktok.close()
  await rm(folder, { recursive: true })
})
beforeEach(() => tiktok.reset())

const small = upload(shortestFilm, shortestFilm, 1)

describe('what opens a post at the contract server', () => {
  const init = async (body: unknown, path = 'video', change: { account?: string; scopes?: string[] } = {}) =>
    api(publish(`${path}/init`), (await signIn(change)).access_token, body)

  it.each([
    ['without privacy', { ...info({ privacy_level: undefined }), ...small }],
    ['without the branded toggle', { ...info({ brand_content_toggle: undefined }), ...small }],
    ['with 2201 characters', { ...info({ title: `${'🎬'.repeat(1100)}x` }), ...small }],
    ['with a field nobody knows', { ...info({ auto_add_music: true }), ...small }],
    ['with one chunk of many', { ...info(), ...upload(50_000_123, 10_000_000, 1) }],
    ['with a chunk for the rest', { ...info(), ...upload(50_000_123, 10_000_000, 6) }],
    ['with chunks under 5 MB', { ...info(), ...upload(50_000_000, 4_000_000, 12) }],
    ['with a whole that is too large', { ...info(), ...upload(70_000_000, 70_000_000, 1) }],
    ['without a size', { ...info(), source_info: { source: 'FILE_UPLOAD' } }],
    ['without a source', info()],
  ])('is no video %s', async (_what, body) => {
    expect(await init(body)).toMatchObject({ status: 400, code: 'invalid_param' })
    expect(tiktok.inits()).toMatchObject([{ status: 400, publishId: null }])
  })
  it.each([
    ['of none', photos({}, [])],
    ['of 36', photos({}, Array<string>(36).fill('https://media.example.com/a.jpg'))],
    ['with 91 characters', photos({ title: 'x'.repeat(91) })],
    ['with 4001 characters of description', photos({ description: 'x'.repeat(4001) })],
    ['with is_aigc in the wrong place', photos({ is_aigc: true })],
    ['with a mode as the table prints it', { ...photos(), post_mode: 'DIRECT POST' }],
    ['with a cover that is not there', { ...photos(), source_info: { ...photos().source_info, photo_cover_index: 1 } }],
    ['that are uploaded', { ...photos(), source_info: { ...photos().source_info, source: 'FILE_UPLOAD' } }],
  ])('is no photo set %s', async (_what, body) => {
    expect(await init(body, 'content')).toMatchObject({ status: 400, code: 'invalid_param' })
  })

  it('must speak JSON, with a scope, and with a token', async () => {
    const { access_token: token } = await signIn({ scopes: ['user.info.basic', 'video.upload'] })
    expect((await api(publish('video/init'), token, { ...info(), ...small }, 'text/plain')).code).toBe('invalid_params')
    expect(await api(publish('video/init'), token, { ...info(), ...small })).toMatchObject({
      status: 401,
      code: 'scope_not_authorized',
    })
    expect((await api(publish('inbox/video/init'), token, small)).code).toBe('ok')
    expect(await api(publish('inbox/video/init'), 'act.x', small)).toMatchObject({
      status: 401,
      code: 'access_token_invalid',
    })
  })

  it('minds the visibility, the audit and the account', async () => {
    const open = { ...info({ privacy_level: 'PUBLIC_TO_EVERYONE' }), ...small }
    expect((await init(open)).code).toBe('ok')
    expect(await init(open, 'video', { account: 'private' })).toMatchObject({
      status: 403,
      code: 'privacy_level_option_mismatch',
    })
    tiktok.control({ settings: { audited: false } })
    const unaudited = 'unaudited_client_can_only_post_to_private_accounts'
    expect((await init(open)).code).toBe(unaudited)
    expect((await init({ ...info(), ...small })).code).toBe(unaudited)
    expect((await init({ ...info(), ...small }, 'video', { account: 'private' })).code).toBe('ok')
    tiktok.control({ settings: { audited: true }, accounts: { open: { banned: true } } })
    expect((await init(open)).code).toBe('spam_risk_user_banned_from_posting')
  })

  it('counts calls a minute, posts a day, drafts that wait, and accounts of an app without audit', async () => {
    const { access_token: token } = await signIn()
    const post = () => api(publish('video/init'), token, { ...info(), ...small })
    for (let count = 0; count < 6; count += 1) expect((await post()).code).toBe('ok')
    expect(await post()).toMatchObject({ status: 429, code: 'rate_limit_exceeded' })
    tiktok.advance(61_000)
    tiktok.settings.postsPerDay = 7
    expect((await post()).code).toBe('ok')
    expect(await post()).toMatchObject({ status: 403, code: 'spam_risk_too_many_posts' })
    expect(await api(publish('creator_info/query'), token)).toMatchObject({
      status: 200,
      code: 'spam_risk_too_many_posts',
    })
    for (let count = 0; count < 5; count += 1) await api(publish('inbox/video/init'), token, small)
    expect((await api(publish('inbox/video/init'), token, small)).code).toBe('spam_risk_too_many_pending_share')
    tiktok.advance(86_400_000)
    tiktok.control({ settings: { audited: false, activeUserCap: 1 }, accounts: { third: { isPrivate: true } } })
    expect((await init({ ...info(), ...small }, 'video', { account: 'private' })).code).toBe('ok')
    expect((await init({ ...info(), ...small }, 'video', { account: 'third' })).code).toBe('reached_active_user_cap')
  })

  it('opens two posts for two equal inits, and keeps them on disk before it answers', async () => {
    const { access_token: token } = await signIn()
    const body = { ...info(), ...small }
    await api(publish('video/init'), token, body)
    tiktok.inject({ on: 'init', kind: 'cut_after_accept' })
    await expect(api(publish('video/init'), token, body)).rejects.toThrow()
    const [one, two] = tiktok.inits()
    expect(one?.bodySha256).toBe(two?.bodySha256)
    expect(new Set([one?.publishId, two?.publishId]).size).toBe(2)
    const last = (await readFile(logFile, 'utf8')).trim().split('\n').at(-1) ?? ''
    expect(JSON.parse(last)).toMatchObject({ kind: 'init', publishId: two?.publishId, status: null })
  })
})
