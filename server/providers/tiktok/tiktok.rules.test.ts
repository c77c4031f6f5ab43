import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CreatorInfo, MediaFacts, PostDraft } from '../publisher-post.ts'
import { chunkLimits, chunkPlan, progressOf } from './tiktok.chunks.ts'
import { mediaProblems } from './tiktok.media.ts'
import { failReason, refusalReason } from './tiktok.reasons.ts'
import { draftProblems, postTexts } from './tiktok.rules.ts'

describe('a video is cut into chunks as TikTok wants it', () => {
  const vectors: [bytes: number, size: number, chunks: number, last: number][] = [
    [3_145_728, 10_000_000, 1, 3_145_728],
    [5_000_000, 10_000_000, 1, 5_000_000],
    [50_000_123, 10_000_000, 5, 10_000_123],
    [64_000_001, 64_000_000, 1, 64_000_001],
    [150_000_000, 64_000_000, 2, 86_000_000],
    [256_000_000, 64_000_000, 4, 64_000_000],
  ]
  it.each(vectors)('%d bytes by %d are %d chunks, the last of %d', (bytes, size, count, last) => {
    const { chunks } = chunkPlan(bytes, size)
    const end = chunks.at(-1)
    expect(chunks).toHaveLength(count)
    expect((end?.last ?? 0) - (end?.first ?? 0) + 1).toBe(last)
  })

  it('keeps every rule for every size', () => {
    const sizes = fc.integer({ min: 1, max: chunkLimits.file })
    const wanted = fc.integer({ min: chunkLimits.smallest, max: chunkLimits.largest })
    fc.assert(
      fc.property(sizes, wanted, (bytes, size) => {
        const plan = chunkPlan(bytes, size)
        const lengths = plan.chunks.map(({ first, last }) => last - first + 1)
        expect(plan.chunks[0]?.first).toBe(0)
        expect(plan.chunks.at(-1)?.last).toBe(bytes - 1)
        plan.chunks.forEach(({ first }, index) => {
          if (index > 0) expect(first).toBe((plan.chunks[index - 1]?.last ?? 0) + 1)
        })
        expect(plan.chunks.length).toBe(Math.floor(bytes / plan.chunkSize))
        expect(plan.chunks.length).toBeLessThanOrEqual(1000)
        expect(Math.max(...lengths)).toBeLessThan(128_000_000)
        if (plan.chunks.length > 1) expect(Math.min(...lengths)).toBeGreaterThanOrEqual(5_000_000)
        if (bytes < 5_000_000) expect(plan.chunkSize).toBe(bytes)
      }),
    )
  })

  it.each([0, -1, 1.5, Number.NaN, chunkLimits.file + 1])('has no plan for %d bytes', (bytes) => {
    expect(() => chunkPlan(bytes)).toThrow(RangeError)
  })
  it.each([4_999_999, 64_000_001])('does not announce chunks of %d bytes', (size) => {
    expect(() => chunkPlan(200_000_000, size)).toThrow(RangeError)
  })

  it('reads where the upload stands, whether the number is the last byte or a count', () => {
    const plan = chunkPlan(25_000_000)
    expect(progressOf(plan, 'bytes 0-9999999/25000000')).toEqual({ next: 1, received: 10_000_000 })
    expect(progressOf(plan, 'bytes 0-10000000/25000000')).toEqual({ next: 1, received: 10_000_000 })
    expect(progressOf(plan, 'bytes 0-24999999/25000000')).toEqual({ next: 2, received: 25_000_000 })
    expect(progressOf(plan, 'bytes 0-25000000/25000000')).toEqual({ next: 2, received: 25_000_000 })
    expect(progressOf(plan, 'bytes 0-0/25000000')).toEqual({ next: 0, received: 0 })
    expect(progressOf(plan, 'bytes */25000000')).toEqual({ next: 0, received: 0 })
    for (const odd of [null, '', 'bytes 0-123/25000000', 'bytes 5-9/25000000', 'lines 0-1/2'])
      expect(progressOf(plan, odd)).toBeNull()
  })
})

const draft = (change: Partial<PostDraft> = {}): PostDraft => ({
  kind: 'video',
  delivery: 'direct',
  title: 'A quiet hall',
  description: '',
  privacy: 'SELF_ONLY',
  allowComments: false,
  allowDuet: false,
  allowStitch: false,
  commercial: false,
  ownBrand: false,
  brandedContent: false,
  aiGenerated: false,
  coverAtMs: null,
  coverIndex: 0,
  addMusic: false,
  ...change,
})
const creator = (change: Partial<CreatorInfo> = {}): CreatorInfo => ({
  kind: 'creator',
  nickname: 'Hall',
  username: 'hall',
  avatarUrl: null,
  privacyOptions: ['FOLLOWER_OF_CREATOR', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'],
  commentDisabled: false,
  duetDisabled: false,
  stitchDisabled: false,
  maxVideoSeconds: 300,
  ...change,
})
const video = (change: object = {}): MediaFacts => ({
  kind: 'video',
  mime: 'video/mp4',
  codec: 'h264',
  width: 1080,
  height: 1920,
  framesPerSecond: 30,
  seconds: 20,
  bytes: 9_000_000,
  ...change,
})
const photo = (change: object = {}) => ({ mime: 'image/jpeg', width: 1080, height: 1920, bytes: 900_000, ...change })
const photos = (count: number, change: object = {}): MediaFacts => ({
  kind: 'photos',
  photos: Array.from({ length: count }, () => photo(change)),
})

describe('what speaks against the words and choices of a post', () => {
  const codes = (change: Partial<PostDraft>, of: Partial<CreatorInfo> = {}, audited = true) =>
    draftProblems(draft(change), creator(of), audited).map(({ code, level }) => `${level} ${code}`)

  it('lets a plain private post pass', () => {
    expect(codes({})).toEqual([])
  })
  it('counts lengths as UTF-16, so that an emoji is two', () => {
    expect(codes({ title: 'x'.repeat(2200) })).toEqual([])
    expect(codes({ title: '🎬'.repeat(1100) })).toEqual([])
    expect(codes({ title: `${'🎬'.repeat(1100)}x` })).toEqual(['stop tiktok.title_too_long'])
    expect(codes({ kind: 'photos', title: 'x'.repeat(91), description: 'x'.repeat(4001) })).toEqual([
      'stop tiktok.title_too_long',
      'stop tiktok.description_too_long',
    ])
  })
  it('has no visibility by itself, and only those that the account offers', () => {
    expect(codes({ privacy: null })).toEqual(['stop tiktok.no_privacy'])
    expect(codes({ privacy: 'PUBLIC_TO_EVERYONE' })).toEqual(['stop tiktok.privacy_not_offered'])
  })
  it('does not hide branded content', () => {
    expect(codes({ commercial: true, brandedContent: true })).toEqual(['stop tiktok.branded_private'])
    expect(codes({ commercial: true, brandedContent: true, privacy: 'MUTUAL_FOLLOW_FRIENDS' })).toEqual([])
    expect(codes({ commercial: false, brandedContent: true })).toEqual([])
  })
  it('wants to know what is promoted when something is', () => {
    expect(codes({ commercial: true })).toEqual(['stop tiktok.commercial_undecided'])
    expect(codes({ commercial: true, ownBrand: true })).toEqual([])
  })
  it('respects what the account has switched off', () => {
    const off = { commentDisabled: true, duetDisabled: true, stitchDisabled: true }
    expect(codes({ allowComments: true, allowDuet: true, allowStitch: true }, off)).toEqual([
      'stop tiktok.comments_disabled',
      'stop tiktok.duet_disabled',
      'stop tiktok.stitch_disabled',
    ])
    expect(codes({ kind: 'photos', allowDuet: true, allowStitch: true }, off)).toEqual([])
    expect(codes({}, off)).toEqual([])
  })
  it('says beforehand what TikTok refuses to an app it has not audited', () => {
    const open = { privacyOptions: ['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'] }
    expect(codes({ privacy: 'PUBLIC_TO_EVERYONE' }, open, false)).toEqual([
      'stop tiktok.unaudited_public',
      'warn tiktok.unaudited_account',
    ])
    expect(codes({}, open, false)).toEqual(['warn tiktok.unaudited_account'])
    expect(codes({}, {}, false)).toEqual([])
  })
  it('asks for nothing that an inbox delivery does not take along', () => {
    const free = {
      delivery: 'inbox',
      privacy: null,
      commercial: true,
      allowDuet: true,
      title: 'x'.repeat(3000),
    } as const
    expect(codes(free, { duetDisabled: true })).toEqual([])
    expect(codes({ ...free, kind: 'photos' })).toEqual(['stop tiktok.title_too_long'])
  })
})

describe('what speaks against the media of a post', () => {
  const codes = (media: MediaFacts, change: Partial<PostDraft> = {}) =>
    mediaProblems(draft(change), creator(), media).map(({ code, level }) => `${level} ${code}`)

  it.each([
    ['a plain video', {}, []],
    ['NTSC film speed', { framesPerSecond: 23.976 }, []],
    ['too slow', { framesPerSecond: 22.9 }, ['stop tiktok.video_rate']],
    ['too fast', { framesPerSecond: 61 }, ['stop tiktok.video_rate']],
    ['too small', { width: 358 * 2, height: 359 }, ['stop tiktok.video_size', 'warn tiktok.video_ratio']],
    ['too large', { width: 2304, height: 4097 }, ['stop tiktok.video_size']],
    ['too heavy', { bytes: 4_000_000_001 }, ['stop tiktok.video_bytes']],
    ['longer than the account may', { seconds: 301 }, ['stop tiktok.video_long']],
    ['very short', { seconds: 2 }, ['warn tiktok.video_short']],
    ['very wide', { width: 1920, height: 400 }, ['warn tiktok.video_ratio']],
    ['AVI', { mime: 'video/x-msvideo' }, ['stop tiktok.video_type']],
    ['ProRes', { codec: 'prores' }, ['stop tiktok.video_codec']],
    ['H.265 by its box', { codec: 'hvc1.1.6.L93' }, []],
  ])('of %s', (_what, change, expected) => {
    expect(codes(video(change))).toEqual(expected)
  })

  it.each([
    [photos(35), []],
    [photos(0), ['stop tiktok.photo_count']],
    [photos(36), ['stop tiktok.photo_count']],
    [photos(1, { mime: 'image/png' }), ['stop tiktok.photo_type']],
    [photos(1, { mime: 'image/webp', width: 1920, height: 1080 }), []],
    [photos(1, { width: 1081, height: 1200 }), ['stop tiktok.photo_size']],
    [photos(1, { bytes: 20_000_001 }), ['stop tiktok.photo_bytes']],
  ])('of a photo set', (media, expected) => {
    expect(codes(media, { kind: 'photos' })).toEqual(expected)
  })

  it('wants a cover that is there', () => {
    expect(codes(photos(3), { kind: 'photos', coverIndex: 3 })).toEqual(['stop tiktok.cover_index'])
    expect(codes(video(), { coverAtMs: 20_000 })).toEqual(['warn tiktok.cover_outside'])
    expect(codes(photos(1))).toEqual(['stop tiktok.wrong_media'])
  })
})

describe('what is said', () => {
  it('uses TikTok’s own words for labels and consent', () => {
    expect(postTexts(draft())).toMatchObject({
      label: null,
      consent: "By posting, you agree to TikTok's Music Usage Confirmation",
    })
    expect(postTexts(draft({ commercial: true, ownBrand: true })).label).toBe(
      "Your photo/video will be labeled as 'Promotional content'",
    )
    expect(postTexts(draft({ commercial: true, ownBrand: true, brandedContent: true }))).toMatchObject({
      label: "Your photo/video will be labeled as 'Paid partnership'",
      consent: "By posting, you agree to TikTok's Branded Content Policy and Music Usage Confirmation",
    })
    for (const both of [draft(), draft({ commercial: true, brandedContent: true })]) {
      const { consent, consentLinks } = postTexts(both)
      for (const { text } of consentLinks) expect(consent).toContain(text)
    }
  })

  it.each([
    ['internal', 'yes'],
    ['video_pull_failed', 'yes'],
    ['photo_pull_failed', 'yes'],
    ['file_format_check_failed', 'fix-media'],
    ['duration_check_failed', 'fix-media'],
    ['frame_rate_check_failed', 'fix-media'],
    ['picture_size_check_failed', 'fix-media'],
    ['spam_risk_too_many_posts', 'later'],
    ['spam_risk', 'never'],
    ['spam_risk_text', 'never'],
    ['spam_risk_user_banned_from_posting', 'never'],
    ['auth_removed', 'never'],
    ['publish_cancelled', 'never'],
    ['a_code_from_the_future', 'never'],
    ['constructor', 'never'],
    ['', 'never'],
  ])('knows whether %s may be tried again', (code, retry) => {
    const reason = failReason(code)
    expect(reason.retry).toBe(retry)
    expect(reason.sentence).toMatch(/^[A-Z].*\.$/)
  })
  it('shows a foreign code without letting it speak', () => {
    expect(refusalReason('<b>no\nway</b>').sentence).toBe('TikTok said no (b no way b).')
  })
})
