import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { allScopes, startPublisherBench } from '#testing/tiktok-contract/publisher-bench.ts'
import { plainDraft } from '../publisher.suite.ts'

const bench = await startPublisherBench()
const { tiktok, publisher, signIn, upload } = bench
afterAll(() => bench.close())
beforeEach(() => bench.reset())

describe('what is known of an account', () => {
  it('has the user name only when the person granted it', async () => {
    const all = await publisher.account(await signIn(), allScopes)
    expect(all).toMatchObject({ displayName: 'The open account', username: 'open.account' })
    const basic = ['user.info.basic']
    expect(await publisher.account(await signIn('open', basic), basic)).toMatchObject({ username: null })
  })

  it('follows what the account is like right now', async () => {
    const token = await signIn('private')
    expect(await publisher.creator(token)).toEqual({
      kind: 'creator',
      nickname: 'The private account',
      username: 'private.account',
      avatarUrl: `${tiktok.origin}/avatars/private.svg`,
      privacyOptions: ['FOLLOWER_OF_CREATOR', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'],
      commentDisabled: false,
      duetDisabled: true,
      stitchDisabled: true,
      maxVideoSeconds: 600,
    })
    tiktok.account('private', { isPrivate: false, commentDisabled: true, maxVideoSeconds: 60 })
    expect(await publisher.creator(token)).toMatchObject({ commentDisabled: true, maxVideoSeconds: 60 })
  })

  it('says no with status 200', async () => {
    const token = await signIn()
    tiktok.settings.postsPerDay = 0
    expect(await publisher.creator(token)).toMatchObject({
      kind: 'blocked',
      code: 'spam_risk_too_many_posts',
      retry: 'later',
    })
    tiktok.account('open', { banned: true })
    expect(await publisher.creator(token)).toMatchObject({
      kind: 'blocked',
      code: 'spam_risk_user_banned_from_posting',
      retry: 'never',
    })
  })

  it.each([
    [401, 'nothing readable', 'refused'],
    [403, 'nothing readable', 'passing'],
    [503, '{"data":{},"error":{"code":"scope_not_authorized","message":""}}', 'passing'],
    [200, '{"data":{},"error":{"code":"ok","message":""}}', 'passing'],
    [200, '{"data":{},"error":{"code":"internal_error","message":""}}', 'passing'],
    [200, '{"data":{},"error":{"code":"a_code_from_the_future","message":""}}', 'refused'],
  ])('takes an answer of %d with %s as %s', async (status, body, kind) => {
    bench.house.answerWith((_request, response) => response.writeHead(status).end(body))
    expect((await bench.make({ apiBase: bench.house.origin }).creator('act.x')).kind).toBe(kind)
  })

  it.each(['error', 'cut', 'malformed', 'too_many'] as const)('is asked for again after "%s"', async (kind) => {
    const token = await signIn()
    tiktok.inject({ on: 'creator', kind })
    expect((await publisher.creator(token)).kind).toBe('passing')
    expect((await publisher.creator(token)).kind).toBe('creator')
  })
})

describe('an account without audit', () => {
  it('is refused by TikTok just as the rules say beforehand', async () => {
    tiktok.control({ settings: { audited: false } })
    const [open, closed] = [await signIn(), await signIn('private')]
    const code = 'unaudited_client_can_only_post_to_private_accounts'
    expect(await publisher.init(open, plainDraft({ privacy: 'PUBLIC_TO_EVERYONE' }), upload)).toMatchObject({ code })
    expect(await publisher.init(open, plainDraft(), upload)).toMatchObject({ code })
    expect((await publisher.init(closed, plainDraft(), upload)).kind).toBe('accepted')
  })
})
