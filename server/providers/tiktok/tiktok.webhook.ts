import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingWebhook, Publisher, WebhookEvent } from '../publisher.ts'
import { removalReason } from './tiktok.reasons.ts'
import { readExactJson, webhookBody, webhookContent } from './tiktok.wire.ts'

/** "Webhook verification" speaks of a tolerance and names none; five minutes is what others take. */
const windowSeconds = 300

/** "Webhooks events". The second spelling of each is the older or the mended one. */
const events: Readonly<Record<string, WebhookEvent['event']>> = {
  'post.publish.complete': 'complete',
  'post.publish.failed': 'failed',
  'post.publish.inbox_delivered': 'inbox',
  'post.publish.publicly_available': 'public',
  'post.publish.publicaly_available': 'public',
  'post.publish.no_longer_publicaly_available': 'no_longer_public',
  'post.publish.no_longer_publicly_available': 'no_longer_public',
  'authorization.removed': 'authorization_removed',
}

/** `TikTok-Signature: t=<seconds>,s=<hex>`, where s = HMAC-SHA256(client secret, `t.body`). */
export const readWebhook = (
  { clientKey, clientSecret }: { clientKey: string; clientSecret: string },
  { signatureHeader, rawBody, now }: IncomingWebhook,
): ReturnType<Publisher['readWebhook']> => {
  const parts = new Map((signatureHeader ?? '').split(',').map((part) => splitOnce(part.trim())))
  const time = parts.get('t') ?? ''
  const given = parts.get('s') ?? ''
  if (!/^\d{1,12}$/.test(time) || !/^[0-9a-f]{64}$/i.test(given)) return { kind: 'refused', why: 'unsigned' }
  const expected = createHmac('sha256', clientSecret).update(`${time}.`).update(rawBody).digest()
  if (!timingSafeEqual(expected, Buffer.from(given, 'hex'))) return { kind: 'refused', why: 'forged' }
  if (Math.abs(now.getTime() / 1000 - Number(time)) > windowSeconds) return { kind: 'refused', why: 'too_old' }
  const body = webhookBody.safeParse(readExactJson(rawBody.toString()))
  if (!body.success) return { kind: 'refused', why: 'unreadable' }
  // Another app's call, signed with the same secret, cannot be; but if it came, it would not be ours.
  if (body.data.client_key !== clientKey) return { kind: 'refused', why: 'forged' }
  const content = webhookContent.safeParse(readExactJson(body.data.content))
  if (!content.success) return { kind: 'refused', why: 'unreadable' }
  const { publish_id: publishId = null, post_id: postId = null, reason } = content.data
  const { event, user_openid: openId, create_time: createTime } = body.data
  return {
    kind: 'event',
    event: Object.hasOwn(events, event) ? (events[event] ?? 'other') : 'other',
    openId,
    createdAt: new Date(createTime * 1000),
    publishId,
    postId,
    reason: reason === undefined ? null : typeof reason === 'number' ? removalReason(reason) : reason,
    dedupeKey: createHash('sha256')
      .update(JSON.stringify([event, openId, createTime, body.data.content]))
      .digest('hex'),
  }
}

const splitOnce = (text: string): [name: string, value: string] => {
  const at = text.indexOf('=')
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
