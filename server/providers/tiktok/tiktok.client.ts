import type * as z from 'zod'
import { OutboundFault } from '#kernel/http/outbound-fault.ts'
import type { Outbound, OutboundReply } from '#kernel/http/outbound.ts'
import { retryAfterSeconds } from '#kernel/http/post-once.ts'
import type { Passing, Refused } from '../publisher.ts'
import { isTrouble, refusalReason, shown } from './tiktok.reasons.ts'
import { envelope, readExactJson } from './tiktok.wire.ts'

/** What one answer of the shape `{data, error}` says. */
export type Answer =
  | { kind: 'ok'; data: unknown }
  | { kind: 'error'; code: string }
  /** Not readable as this shape. */
  | { kind: 'odd' }

export const answerOf = ({ body }: OutboundReply): Answer => {
  const parsed = envelope.safeParse(readExactJson(body.toString('utf8')))
  if (!parsed.success) return { kind: 'odd' }
  const { data, error } = parsed.data
  return error.code === 'ok' ? { kind: 'ok', data } : { kind: 'error', code: error.code }
}

export const passing = (reason: string, wait: number | null = null): Passing => ({
  kind: 'passing',
  reason,
  retryAfterSeconds: wait,
})

export const refused = (code: string): Refused => ({ kind: 'refused', code: shown(code), ...refusalReason(code) })

/** Retry-After is not documented; the limits count a sliding minute, so that is what is waited without it. */
export const pauseOf = (reply: OutboundReply): number => retryAfterSeconds(reply.headers, new Date()) ?? 60

/** An address may be written with or without a slash at its end. */
export const withoutSlash = (address: string): string => address.replace(/\/+$/, '')

export const jsonHeaders = (accessToken: string): Record<string, string> => ({
  authorization: `Bearer ${accessToken}`,
  'content-type': 'application/json; charset=UTF-8',
  accept: 'application/json',
})

/** The free calls: they change nothing and may be asked again. The one that opens a post is made in tiktok.publish.ts. */
export interface FreeCalls {
  ask<Data>(
    accessToken: string,
    call: { method: 'GET' | 'POST'; path: string; body?: object },
    shape: z.ZodType<Data>,
  ): Promise<{ kind: 'ok'; data: Data } | Refused | Passing>
}

export const makeFreeCalls = (apiBase: string, outbound: Outbound): FreeCalls => ({
  async ask(accessToken, { method, path, body }, shape) {
    let reply: OutboundReply
    try {
      reply = await outbound.request(`${withoutSlash(apiBase)}${path}`, {
        method,
        headers: jsonHeaders(accessToken),
        timeoutMs: 30_000,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
    } catch (error) {
      if (!(error instanceof OutboundFault)) throw error
      return passing(error.message)
    }
    const answer = answerOf(reply)
    if (reply.status === 429) return passing('TikTok asks for a pause.', pauseOf(reply))
    if (reply.status >= 500 || reply.status === 408) return passing(`TikTok answered ${reply.status}.`)
    if (answer.kind === 'error') {
      if (answer.code === 'rate_limit_exceeded') return passing('TikTok asks for a pause.', pauseOf(reply))
      return isTrouble(answer.code) ? passing(`TikTok answered ${shown(answer.code)}.`) : refused(answer.code)
    }
    if (answer.kind === 'odd')
      return reply.status === 401
        ? refused('access_token_invalid')
        : passing(`TikTok’s answer could not be read (status ${reply.status}).`)
    const parsed = shape.safeParse(answer.data)
    return parsed.success ? { kind: 'ok', data: parsed.data } : passing('TikTok’s answer lacks what was asked for.')
  },
})
