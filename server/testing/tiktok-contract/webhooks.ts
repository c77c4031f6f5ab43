import { createHmac } from 'node:crypto'
import { fetch } from 'undici'
import type { ContractClock } from '../luma-contract/contract-clock.ts'
import { hour, minute, type TikTokSettings } from './world.ts'

/** How a call is signed: right, by a stranger, right but an hour ago, or not at all. */
export type Signing = 'good' | 'bad' | 'old' | 'none'

/** One try to tell the app; `status` null when nobody answered in time. */
export interface WebhookTry {
  event: string
  openId: string
  attempt: number
  status: number | null
  signed: Signing
}

export interface Webhooks {
  /** Tells of something that happened, as the settings want it told. */
  tell(openId: string, event: string, content: object): void
  /** Sends one call as ordered, whatever the settings say. */
  send(openId: string, event: string, content: object, signed: Signing): void
  tries(): WebhookTry[]
  settled(): Promise<void>
  clear(): void
}

/** "Webhooks overview": anything but 200 is tried again, ever later, for 72 hours. */
const firstPauseMs = minute
const givesUpAfterMs = 72 * hour

export const makeWebhooks = (clock: ContractClock, settings: TikTokSettings): Webhooks => {
  let tries: WebhookTry[] = []
  let running = Promise.resolve()

  const bodyOf = (openId: string, event: string, content: object): string =>
    JSON.stringify({
      client_key: settings.clientKey,
      event,
      create_time: Math.floor(Date.now() / 1000),
      user_openid: openId,
      content: JSON.stringify(content),
    })

  const deliver = (
    openId: string,
    event: string,
    body: string,
    signed: Signing,
    attempt = 1,
    begun = clock.now(),
  ): void => {
    const { webhookUrl } = settings
    if (webhookUrl === null) return
    running = running.then(async () => {
      const status = await post(webhookUrl, body, signatureOf(settings.clientSecret, body, signed))
      tries.push({ event, openId, attempt, status, signed })
      const next = clock.now() + firstPauseMs * 2 ** (attempt - 1)
      if (status === 200 || signed !== 'good' || next > begun + givesUpAfterMs) return
      clock.at(next, () => deliver(openId, event, body, signed, attempt + 1, begun))
    })
  }

  return {
    tell(openId, event, content) {
      const mode = settings.webhooks
      if (mode === 'off') return
      const body = bodyOf(openId, event, content)
      if (mode === 'forged') deliver(openId, 'post.publish.failed', forgery(bodyOf, openId, content), 'bad')
      if (mode === 'stale') deliver(openId, event, body, 'old')
      deliver(openId, event, body, 'good')
      if (mode === 'duplicate') deliver(openId, event, body, 'good')
    },
    send: (openId, event, content, signed) => deliver(openId, event, bodyOf(openId, event, content), signed),
    tries: () => [...tries],
    async settled() {
      for (let last = null; last !== running;) {
        last = running
        await last
      }
    },
    clear() {
      tries = []
    },
  }
}

/** What a stranger who knows the address could claim. */
const forgery = (bodyOf: (openId: string, event: string, content: object) => string, openId: string, content: object) =>
  bodyOf(openId, 'post.publish.failed', { ...content, reason: 'spam_risk' })

/** The time is the real one, not the contract clock's: who checks it has a clock of their own. */
const signatureOf = (secret: string, body: string, signed: Signing): string | null => {
  if (signed === 'none') return null
  const time = Math.floor(Date.now() / 1000) - (signed === 'old' ? 3600 : 0)
  const key = signed === 'bad' ? `${secret}?` : secret
  return `t=${time},s=${createHmac('sha256', key).update(`${time}.${body}`).digest('hex')}`
}

const post = async (url: string, body: string, signature: string | null): Promise<number | null> => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(signature === null ? {} : { 'TikTok-Signature': signature }),
      },
      body,
      signal: AbortSignal.timeout(5000),
    })
    await response.body?.cancel()
    return response.status
  } catch {
    return null
  }
}
