import type { CreatorInfo, Publication } from '@greenroom/contract/posts.ts'
import { describe, expect, test } from 'vitest'
import {
  byAccount,
  initials,
  instantFrom,
  isBrandedPrivate,
  isSaidByField,
  isUndecided,
  linked,
  localText,
  mayRetry,
  noOptions,
  offered,
  sameChoice,
  settled,
  tooLong,
  wantsConnecting,
  wordsFor,
} from './posts.rules.ts'

const creator: CreatorInfo = {
  nickname: 'Robin',
  username: 'robin',
  avatarUrl: null,
  privacyOptions: ['SELF_ONLY', 'FOLLOWER_OF_CREATOR', 'SOMETHING_NEW'],
  commentDisabled: false,
  duetDisabled: true,
  stitchDisabled: false,
  maxVideoSeconds: 600,
  askedAt: '2026-11-21T10:00:00.000Z',
}

describe('a form that nobody has touched', () => {
  test('has no visibility, and every switch is off', () => {
    const { privacy, title, description, coverMs, coverIndex, ...switches } = noOptions
    expect([privacy, title, description, coverMs, coverIndex]).toEqual([null, '', '', 0, 0])
    expect(Object.values(switches)).toEqual(Object.values(switches).map(() => false))
  })

  test('begins with the words of the slideshow where they belong', () => {
    const words = { title: 'Autumn', caption: 'First light', hashtags: ['dawn', 'fog'] }
    expect(wordsFor(words, 'video')).toEqual({ title: 'First light\n\n#dawn #fog', description: '' })
    expect(wordsFor(words, 'photo')).toEqual({ title: 'Autumn', description: 'First light\n\n#dawn #fog' })
    expect(wordsFor(null, 'video')).toEqual({ title: '', description: '' })
  })

  test('cuts long words to the limit without cutting an emoji in halves', () => {
    const { title } = wordsFor({ title: '👩‍👩‍👧'.repeat(20), caption: '', hashtags: [] }, 'photo')
    expect(title.length).toBeLessThanOrEqual(90)
    expect(title).toBe('👩‍👩‍👧'.repeat(title.length / '👩‍👩‍👧'.length))
  })
})

describe('what is sent', () => {
  const all = { ...noOptions, allowComment: true, allowDuet: true, allowStitch: true, autoAddMusic: true }

  test('leaves out what the account has switched off and what a photo set does not have', () => {
    expect(settled(all, 'video', 'direct', creator)).toMatchObject({
      allowComment: true,
      allowDuet: false,
      allowStitch: true,
      autoAddMusic: false,
    })
    expect(settled(all, 'photo', 'direct', creator)).toMatchObject({
      allowComment: true,
      allowDuet: false,
      allowStitch: false,
      autoAddMusic: true,
    })
  })

  test('has no visibility that the account does not offer', () => {
    const chosen = { ...noOptions, privacy: 'PUBLIC_TO_EVERYONE' as const }
    expect(settled(chosen, 'video', 'direct', creator).privacy).toBeNull()
    expect(settled({ ...chosen, privacy: 'SELF_ONLY' }, 'video', 'direct', creator).privacy).toBe('SELF_ONLY')
    expect(offered(creator)).toEqual(['FOLLOWER_OF_CREATOR', 'SELF_ONLY'])
  })

  test('says nothing of brands when the disclosure is off, and leaves all of it to the app for the inbox', () => {
    const branded = { ...all, yourBrand: true, brandedContent: true, privacy: 'SELF_ONLY' as const }
    expect(settled(branded, 'video', 'direct', null)).toMatchObject({ yourBrand: false, brandedContent: false })
    expect(settled({ ...branded, disclose: true }, 'video', 'inbox', null)).toMatchObject({
      privacy: null,
      disclose: false,
      brandedContent: false,
      allowComment: false,
    })
  })
})

test('a disclosure needs one of its two kinds, and branded content is never private', () => {
  const on = { ...noOptions, disclose: true }
  expect(isUndecided(on)).toBe(true)
  expect(isUndecided({ ...on, yourBrand: true })).toBe(false)
  expect(isBrandedPrivate({ ...on, brandedContent: true, privacy: 'SELF_ONLY' })).toBe(true)
  expect(isBrandedPrivate({ ...on, yourBrand: true, privacy: 'SELF_ONLY' })).toBe(false)
})

test('lengths are counted as the publisher counts them', () => {
  expect(tooLong({ title: '😀'.repeat(1100), description: '' }, 'video', 'direct').title).toBe(0)
  expect(tooLong({ title: `${'😀'.repeat(1100)}!`, description: '' }, 'video', 'direct').title).toBe(1)
  expect(tooLong({ title: 'x'.repeat(95), description: 'y'.repeat(4003) }, 'photo', 'inbox')).toEqual({
    title: 5,
    description: 3,
  })
  // No words travel to the inbox with a video.
  expect(tooLong({ title: 'x'.repeat(3000), description: '' }, 'video', 'inbox').title).toBe(0)
})

test('the links of the consent line stand where their words stand', () => {
  const links = [
    { text: 'Branded Content Policy', url: 'https://b.example' },
    { text: 'Music Usage Confirmation', url: 'https://m.example' },
  ]
  expect(linked("By posting, you agree to X's Branded Content Policy and Music Usage Confirmation", links)).toEqual([
    { text: "By posting, you agree to X's ", url: null },
    { text: 'Branded Content Policy', url: 'https://b.example' },
    { text: ' and ', url: null },
    { text: 'Music Usage Confirmation', url: 'https://m.example' },
  ])
  expect(linked('Nothing here.', links)).toEqual([{ text: 'Nothing here.', url: null }])
})

const post = (some: Partial<Publication>): Publication => ({
  id: '1',
  groupId: null,
  versionId: 'v',
  sessionId: null,
  label: 'Coast · 1',
  thumbUrl: null,
  account: { id: 'a', displayName: 'Robin', state: 'connected' },
  mode: 'direct',
  form: 'video',
  options: noOptions,
  contentHash: 'h',
  consentAt: null,
  state: 'draft',
  automatic: false,
  publishAt: null,
  progress: null,
  trouble: null,
  postId: null,
  link: null,
  metrics: null,
  submittedAt: null,
  finishedAt: null,
  createdAt: '2026-11-21T10:00:00.000Z',
  ...some,
})

test('trying again is offered where it can help, and for what was looked for and not found', () => {
  const failed = (code: string, retry: NonNullable<Publication['trouble']>['retry']) =>
    mayRetry(post({ state: 'failed', trouble: { code, sentence: '', values: {}, retry } }))
  expect(failed('internal', 'yes')).toBe(true)
  expect(failed('x', 'fix-media')).toBe(true)
  expect(failed('spam_risk', 'never')).toBe(false)
  expect(failed('x', 'operator')).toBe(false)
  expect(failed('posts.not_there', 'never')).toBe(true)
  expect(mayRetry(post({ state: 'published' }))).toBe(false)
})

test('connecting anew helps where a connection or a permission is missing, and not where an account is barred', () => {
  expect(['publishing.reconnect', 'access_token_invalid', 'scope_not_authorized'].map(wantsConnecting)).toEqual([
    true,
    true,
    true,
  ])
  expect(wantsConnecting('spam_risk_user_banned_from_posting')).toBe(false)
})

test('drafts stand by account, those of sessions first and the earliest of them first', () => {
  const other = { id: 'b', displayName: 'Sam', state: 'connected' }
  const groups = byAccount([
    post({ id: 'by hand' }),
    post({ id: 'late', automatic: true, publishAt: '2026-11-23T10:00:00.000Z' }),
    post({ id: 'early', automatic: true, publishAt: '2026-11-22T10:00:00.000Z' }),
    post({ id: 'sam', account: other }),
  ])
  expect(groups.map(({ posts }) => posts.map(({ id }) => id))).toEqual([['early', 'late', 'by hand'], ['sam']])
})

test('the same choice in another order of fields is the same post', () => {
  const choice = {
    accountId: 'a',
    mode: 'direct' as const,
    form: 'video' as const,
    options: noOptions,
    publishAt: null,
  }
  const reversed = Object.fromEntries(Object.entries(noOptions).toReversed()) as typeof noOptions
  expect(sameChoice(choice, { ...choice, options: reversed })).toBe(true)
  expect(sameChoice(choice, { ...choice, options: { ...noOptions, title: 'x' } })).toBe(false)
  const at = '2026-11-22T10:00:00.000Z'
  expect(sameChoice({ ...choice, publishAt: at }, { ...choice, publishAt: '2026-11-22T10:00:00Z' })).toBe(true)
})

test('what the fields say themselves is known by the end of its code', () => {
  expect(isSaidByField({ code: 'somebody.no_privacy' })).toBe(true)
  expect(isSaidByField({ code: 'somebody.video_long' })).toBe(false)
})

test('a day and a time go to the field and come back', () => {
  const instant = '2026-11-22T10:30:00.000Z'
  expect(instantFrom(localText(instant))).toBe(instant)
  expect(instantFrom('')).toBeNull()
  expect(instantFrom('soon')).toBeNull()
})

test('initials are letters, whole ones', () => {
  expect(initials('The open account')).toBe('TO')
  expect(initials('😀 robin')).toBe('😀R')
})
