import type { IncomingMessage } from 'node:http'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { createHmac } from 'node:crypto'
import { startListener } from '#testing/listener.ts'
import { startTiktokContract } from '#testing/tiktok-contract/tiktok-contract.ts'
import { readWebhook } from './tiktok.webhook.ts'

const tiktok = await startTiktokContract({ speed: 0 })
const house = await startListener()
afterAll(async () => {
  await tiktok.close()
  await house.close()
})

interface Call {
  signatureHeader: string | null
  rawBody: Buffer
}
let calls: Call[] = []
const collect = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}
let status = 200
beforeEach(() => {
  tiktok.reset()
  tiktok.control({ settings: { webhookUrl: `${house.origin}/hook` } })
  calls = []
  status = 200
  house.answerWith((request, response) => {
    void collect(request).then((rawBody) => {
      const given = request.headers['tiktok-signature']
      calls.push({ signatureHeader: typeof given === 'string' ? given : null, rawBody })
      response.writeHead(status).end()
    })
  })
})

const keys = { clientKey: tiktok.settings.clientKey, clientSecret: tiktok.settings.clientSecret }
const read = (call: Call | undefined, now = new Date()) =>
  readWebhook(keys, { ...(call ?? { signatureHeader: null, rawBody: '' }), now })
const sent = async (
  event: string,
  content: Record<string, unknown>,
  signed: 'good' | 'bad' | 'old' | 'none' = 'good',
) => {
  tiktok.control({ webhook: { account: 'open', event, content, signed } })
  await tiktok.settled()
  return calls.at(-1)
}

describe('a call of TikTok', () => {
  it('is read when it is signed and fresh', async () => {
    const event = read(await sent('post.publish.failed', { publish_id: 'p~1', reason: 'spam_risk', publish_type: 'x' }))
    expect(event).toMatchObject({
      kind: 'event',
      event: 'failed',
      openId: tiktok.account('open').openId,
      publishId: 'p~1',
      postId: null,
      reason: 'spam_risk',
    })
  })

  it.each([
    ['post.publish.complete', 'complete'],
    ['post.publish.inbox_delivered', 'inbox'],
    ['post.publish.publicly_available', 'public'],
    ['post.publish.publicaly_available', 'public'],
    ['post.publish.no_longer_publicaly_available', 'no_longer_public'],
    ['post.publish.no_longer_publicly_available', 'no_longer_public'],
    ['video.upload.failed', 'other'],
    ['constructor', 'other'],
  ])('named %s is %s', async (name, event) => {
    const postId = '7612345678901234567'
    expect(read(await sent(name, { publish_id: 'p', post_id: postId }))).toMatchObject({
      event,
      publishId: 'p',
      postId,
    })
  })

  it('keeps a post id whole that comes as a number', () => {
    const time = Math.floor(Date.now() / 1000)
    const content = '{"publish_id":"p","post_id":7612345678901234567}'
    const event = 'post.publish.publicly_available'
    const rawBody = JSON.stringify({ client_key: keys.clientKey, event, create_time: time, user_openid: 'o', content })
    const s = createHmac('sha256', keys.clientSecret).update(`${time}.${rawBody}`).digest('hex')
    const told = readWebhook(keys, { signatureHeader: `t=${time},s=${s}`, rawBody, now: new Date() })
    expect(told).toMatchObject({ postId: '7612345678901234567' })
  })

  it.each([
    [0, 'unknown'],
    [1, 'user_disconnected'],
    [2, 'account_deleted'],
    [3, 'age_changed'],
    [4, 'account_banned'],
    [5, 'revoked_by_app'],
    [9, 'unknown'],
  ])('that ends the authorization for reason %d says %s', async (reason, word) => {
    expect(read(await sent('authorization.removed', { reason }))).toMatchObject({
      event: 'authorization_removed',
      reason: word,
    })
  })

  it('is refused when a stranger signed it, nobody did, or it is old or from the future', async () => {
    expect(read(await sent('post.publish.complete', {}, 'bad'))).toEqual({ kind: 'refused', why: 'forged' })
    expect(read(await sent('post.publish.complete', {}, 'none'))).toEqual({ kind: 'refused', why: 'unsigned' })
    expect(read(await sent('post.publish.complete', {}, 'old'))).toEqual({ kind: 'refused', why: 'too_old' })
    const good = await sent('post.publish.complete', {})
    expect(read(good, new Date(Date.now() + 290_000)).kind).toBe('event')
    expect(read(good, new Date(Date.now() + 310_000))).toEqual({ kind: 'refused', why: 'too_old' })
    expect(read(good, new Date(Date.now() - 310_000))).toEqual({ kind: 'refused', why: 'too_old' })
  })

  it('is refused when a byte of it changed, or when it belongs to another app', async () => {
    const good = await sent('post.publish.complete', { publish_id: 'p' })
    const changed = Buffer.from((good?.rawBody.toString() ?? '').replace('publish_id', 'publish_ID'))
    expect(read({ signatureHeader: good?.signatureHeader ?? null, rawBody: changed })).toEqual({
      kind: 'refused',
      why: 'forged',
    })
    const told = readWebhook(
      { ...keys, clientKey: 'other' },
      { ...(good ?? { signatureHeader: null, rawBody: '' }), now: new Date() },
    )
    expect(told).toEqual({ kind: 'refused', why: 'forged' })
  })

  it('comes again until it is taken, each time with the same key', async () => {
    status = 500
    await sent('post.publish.complete', { publish_id: 'p' })
    expect(tiktok.webhookTries()).toMatchObject([{ attempt: 1, status: 500 }])
    tiktok.advance(61_000)
    await tiktok.settled()
    status = 200
    tiktok.advance(121_000)
    await tiktok.settled()
    tiktok.advance(86_400_000)
    await tiktok.settled()
    expect(tiktok.webhookTries().map(({ attempt, status: got }) => [attempt, got])).toEqual([
      [1, 500],
      [2, 500],
      [3, 200],
    ])
    const events = calls.map((call) => read(call))
    expect(new Set(events.map((one) => (one.kind === 'event' ? one.dedupeKey : ''))).size).toBe(1)
  })

  it('with noise in it is refused, and does not throw', () => {
    const time = Math.floor(Date.now() / 1000)
    for (const rawBody of ['', 'x', '[]', '{"client_key":7}', JSON.stringify({ client_key: keys.clientKey })]) {
      const s = createHmac('sha256', keys.clientSecret).update(`${time}.${rawBody}`).digest('hex')
      const told = readWebhook(keys, { signatureHeader: `t=${time},s=${s}`, rawBody, now: new Date() })
      expect(told).toEqual({ kind: 'refused', why: 'unreadable' })
    }
  })
})
