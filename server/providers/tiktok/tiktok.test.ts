import { createHash } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { pictureOf } from '#testing/tiktok-contract/films.ts'
import { startPublisherBench } from '#testing/tiktok-contract/publisher-bench.ts'
import type { PostDraft } from '../publisher-post.ts'
import { plainDraft, sendChunk } from '../publisher.suite.ts'
import type { PostSource } from '../publisher.ts'

const bench = await startPublisherBench()
const { tiktok, publisher, make, house, signIn, show, film, upload, publish, finish } = bench
const { plan } = upload
afterAll(() => bench.close())
beforeEach(() => bench.reset())

describe('what opens a post', () => {
  it.each([
    ['privacy_level_option_mismatch', 403, 'fix-post'],
    ['unaudited_client_can_only_post_to_private_accounts', 403, 'fix-post'],
    ['url_ownership_unverified', 403, 'operator'],
    ['spam_risk_too_many_posts', 403, 'later'],
    ['spam_risk_too_many_pending_share', 403, 'later'],
    ['spam_risk_user_banned_from_posting', 403, 'never'],
    ['reached_active_user_cap', 403, 'later'],
    ['reached_active_user_cap', 200, 'later'],
    ['app_version_check_failed', 400, 'later'],
    ['invalid_param', 400, 'fix-post'],
    ['invalid_params', 400, 'fix-post'],
    ['access_token_invalid', 401, 'refresh'],
    ['scope_not_authorized', 401, 'reconnect'],
    ['a_code_from_the_future', 403, 'never'],
  ] as const)('is certainly not opened after %s with %d', async (code, status, retry) => {
    tiktok.inject({ on: 'init', kind: 'refuse', code, status })
    const started = await publisher.init(await signIn(), plainDraft(), upload)
    expect(started).toMatchObject({ kind: 'refused', code, retry })
  })

  it('waits as long as it is told to, and a minute when it is not', async () => {
    const token = await signIn()
    tiktok.inject({ on: 'init', kind: 'too_many', retryAfterSeconds: 9 })
    const told = await publisher.init(token, plainDraft(), upload)
    expect(told).toMatchObject({ kind: 'refused', retry: 'yes', retryAfterSeconds: 9 })
    for (let count = 0; count < 6; count += 1) await publisher.init(token, plainDraft(), upload)
    const limited = await publisher.init(token, plainDraft(), upload)
    expect(limited).toMatchObject({ code: 'rate_limit_exceeded', retry: 'yes', retryAfterSeconds: 60 })
  })

  it.each(['gateway_page', 'no_id', 'trouble'] as const)('may be open after "%s"', async (kind) => {
    tiktok.inject({ on: 'init', kind })
    expect((await publisher.init(await signIn(), plainDraft(), upload)).kind).toBe('unknown')
  })

  it.each([500, 503, 408])('may be open after a readable refusal with %d', async (status) => {
    tiktok.inject({ on: 'init', kind: 'refuse', code: 'spam_risk_too_many_posts', status })
    expect((await publisher.init(await signIn(), plainDraft(), upload)).kind).toBe('unknown')
  })

  it('may become a post although its answer was lost, when TikTok fetches the media', async () => {
    const [url = ''] = show({ '/film.mp4': film })
    const token = await signIn()
    tiktok.inject({ on: 'init', kind: 'cut_after_accept' })
    const started = await publisher.init(token, plainDraft(), { by: 'pull', url })
    expect(started).toMatchObject({ kind: 'unknown', mayAppear: true })
    await finish()
    expect(tiktok.posts()).toHaveLength(1)
  })

  it('sends bytes to no stranger', async () => {
    const token = await signIn()
    tiktok.inject({ on: 'init', kind: 'strange_upload_host' })
    expect(await publisher.init(token, plainDraft(), upload)).toMatchObject({ code: 'upload_host', retry: 'operator' })
    const strange = 'https://tiktokapis.com.example.com/video/?upload_token=secret'
    const sent = await sendChunk(make({ uploadHosts: ['tiktokapis.com'] }), film, plan, strange, 0)
    expect(sent).toMatchObject({ kind: 'refused', code: 'upload_host' })
    expect(JSON.stringify(sent)).not.toContain('secret')
  })

  it('sends nothing for photos that cannot be a post', async () => {
    const token = await signIn()
    const photos = (urls: string[], change: Partial<PostDraft> = {}) =>
      publisher.init(token, plainDraft({ kind: 'photos', ...change }), { by: 'pull-photos', urls })
    expect(await photos([])).toMatchObject({ code: 'tiktok.photo_count' })
    expect(await photos(Array<string>(36).fill('https://a.example/x.jpg'))).toMatchObject({
      code: 'tiktok.photo_count',
    })
    expect(await photos(['https://a.example/x.jpg'], { coverIndex: 1 })).toMatchObject({ code: 'tiktok.cover_index' })
    expect(await publisher.init(token, plainDraft({ kind: 'photos' }), upload)).toMatchObject({
      code: 'tiktok.wrong_source',
    })
    expect(tiktok.inits()).toEqual([])
  })
})

describe('what becomes of a post', () => {
  it('appears on the profile, and has an id and numbers once it is public and moderated', async () => {
    const token = await signIn()
    const id = await publish(token, upload, { privacy: 'PUBLIC_TO_EVERYONE', aiGenerated: true })
    expect(await publisher.status(token, id)).toMatchObject({ state: 'complete', postIds: [] })
    tiktok.advance(3000)
    const status = await publisher.status(token, id)
    const [postId = ''] = status.kind === 'status' ? status.postIds : []
    expect(postId).toMatch(/^76\d{17}$/)
    expect(tiktok.posts()).toMatchObject([{ privacy: 'PUBLIC_TO_EVERYONE', aiGenerated: true }])
    tiktok.advance(1_800_000)
    const numbers = { postId, views: 30, likes: 3, comments: 0, shares: 0 }
    expect(await publisher.videos(token, [postId, '1'])).toMatchObject({
      kind: 'videos',
      videos: [numbers],
      cursor: null,
    })
    expect(await publisher.listVideos(token, null)).toMatchObject({ videos: [numbers], cursor: null })
    expect(await publisher.videos(token, [])).toEqual({ kind: 'videos', videos: [], cursor: null })
    const other = await signIn('open', ['user.info.basic', 'video.publish'])
    expect(await publisher.videos(other, [postId])).toMatchObject({ kind: 'refused', retry: 'reconnect' })
  })

  it('lists posts page by page', async () => {
    const token = await signIn()
    for (let count = 0; count < 3; count += 1) await publish(token, upload, { privacy: 'PUBLIC_TO_EVERYONE' })
    tiktok.advance(10_000)
    const all = await publisher.listVideos(token, null)
    expect(all.kind === 'videos' && all.videos.length).toBe(3)
    const newest = tiktok.tasks().at(-1)?.endedAt ?? 0
    const older = await publisher.listVideos(token, String(Math.floor(newest)))
    expect(older.kind === 'videos' && older.videos.length).toBe(2)
  })

  it('waits in the inbox when the person is to finish it', async () => {
    const token = await signIn()
    const id = await publish(token, upload, { delivery: 'inbox', privacy: null })
    expect(await publisher.status(token, id)).toMatchObject({ state: 'inbox' })
    expect(tiktok.posts()).toMatchObject([{ delivery: 'inbox', form: 'video', privacy: null }])
  })

  it.each(['direct', 'inbox'] as const)('is a set of photos, %s', async (delivery) => {
    const [jpeg, webp] = await Promise.all([pictureOf('jpeg'), pictureOf('webp')])
    const urls = show({ '/1.jpg': jpeg, '/2.webp': webp })
    const draft: Partial<PostDraft> = {
      kind: 'photos',
      delivery,
      description: 'Two halls',
      coverIndex: 1,
      addMusic: true,
    }
    const token = await signIn()
    const id = await publish(token, { by: 'pull-photos', urls }, draft)
    expect(await publisher.status(token, id)).toMatchObject({ state: delivery === 'direct' ? 'complete' : 'inbox' })
    expect(tiktok.posts()).toMatchObject([
      { form: 'photos', delivery, sha256: [jpeg, webp].map((data) => createHash('sha256').update(data).digest('hex')) },
    ])
  })

  it('fails for a reason that says what helps', async () => {
    const token = await signIn()
    const ended = async (id: string) => {
      const status = await publisher.status(token, id)
      const code = status.kind === 'status' ? (status.failCode ?? '') : ''
      return [code, publisher.rules.failReason(code).retry]
    }
    const [png = ''] = show({ '/1.png': await pictureOf('png') })
    const photos = { kind: 'photos' } as const
    const bad = await publish(token, { by: 'pull-photos', urls: [png] }, photos)
    expect(await ended(bad)).toEqual(['file_format_check_failed', 'fix-media'])
    const gone = await publish(token, { by: 'pull-photos', urls: [`${house.origin}/gone.jpg`] }, photos)
    expect(await ended(gone)).toEqual(['photo_pull_failed', 'yes'])
    const spam = await publish(token, upload, { title: '[fail:spam_risk_text]' })
    expect(await ended(spam)).toEqual(['spam_risk_text', 'never'])
    expect(tiktok.posts()).toEqual([])
  })

  it('can be called off while TikTok fetches it', async () => {
    const token = await signIn()
    const source: PostSource = { by: 'pull', url: `${house.origin}/film.mp4` }
    const started = await publisher.init(token, plainDraft(), source)
    const id = started.kind === 'accepted' ? started.publishId : ''
    expect(await publisher.status(token, id)).toMatchObject({ state: 'downloading' })
    expect(await publisher.cancel(token, id)).toEqual({ kind: 'asked' })
    expect(await publisher.status(token, id)).toMatchObject({ state: 'failed', failCode: 'publish_cancelled' })
  })

  it('is asked for again when the answer says nothing, and given up when it is not ours', async () => {
    const token = await signIn()
    const id = await publish(token, upload)
    for (const kind of ['error', 'cut', 'malformed', 'too_many', 'odd_state'] as const) {
      tiktok.inject({ on: 'status', kind })
      expect((await publisher.status(token, id)).kind, kind).toBe('passing')
    }
    expect(await publisher.status(token, 'v_pub_file~unknown')).toMatchObject({ kind: 'refused', retry: 'never' })
    expect(await publisher.status(await signIn('private'), id)).toMatchObject({ kind: 'refused', retry: 'never' })
    expect([0, 1, 2, 3, 99].map(publisher.statusDelayMs)).toEqual([2000, 5000, 10_000, 20_000, 20_000])
  })

  it('has an upload address that dies after an hour', async () => {
    const token = await signIn()
    const started = await publisher.init(token, plainDraft(), upload)
    const url = started.kind === 'accepted' ? (started.uploadUrl ?? '') : ''
    tiktok.inject({ on: 'chunk', kind: 'bad_request' })
    const refused = await sendChunk(publisher, film, plan, url, 0)
    expect(refused).toMatchObject({ kind: 'refused', code: '400' })
    expect(JSON.stringify(refused)).not.toContain('upload_token')
    tiktok.advance(publisher.rules.uploadUrlSeconds * 1000 + 1000)
    expect(await sendChunk(publisher, film, plan, url, 0)).toEqual({ kind: 'expired' })
    expect(await sendChunk(publisher, film, plan, `${url}x`, 0)).toEqual({ kind: 'expired' })
  })
})
