import { FormData } from 'undici'
import type { Outbound } from '#kernel/http/outbound.ts'
import { postOnce } from '#kernel/http/post-once.ts'
import type { CallContext } from '../paid-call.ts'
import { refusedBy, type NotDone } from '../paid-refusal.ts'
import { problemFrom } from './openai.problems.ts'

/** What every use of OpenAI needs. */
export interface OpenAiAccess {
  /** From platform.openai.com. */
  apiKey: string
  /** Default https://api.openai.com/v1. */
  baseUrl?: string
  outbound: Outbound
  /** Requests a minute of the key's tier; its limits page shows it. */
  callsPerMinute: number
}

export interface Taken {
  kind: 'taken'
  body: Buffer
  /** In lower case, without parameters. */
  contentType: string
  requestId: string | null
}

export const baseOf = ({ baseUrl = 'https://api.openai.com/v1' }: Pick<OpenAiAccess, 'baseUrl'>): string =>
  baseUrl.replace(/\/+$/, '')

/**
 * The only place that spends money: one POST, whatever happens. An object is sent as JSON. `x-client-request-id` traces the
 * request, it does not make it repeatable. `who` is for the sentence of a refusal.
 */
export const postTo = async (
  access: OpenAiAccess,
  { who, path, body, timeoutMs, maxBytes }: Wish,
  { requestId, userRef, signal }: CallContext,
): Promise<Taken | NotDone> => {
  const form = body instanceof FormData
  const posted = await postOnce(access.outbound, `${baseOf(access)}/${path}`, {
    headers: {
      authorization: `Bearer ${access.apiKey}`,
      accept: 'application/json, audio/*',
      'x-client-request-id': requestId,
      'openai-safety-identifier': userRef,
      // A form names its own boundary.
      ...(form ? {} : { 'content-type': 'application/json' }),
    },
    body: form ? body : JSON.stringify(body),
    timeoutMs,
    signal,
    ...(maxBytes === undefined ? {} : { maxBytes }),
  })
  if (posted.outcome === 'maybe_sent') return { kind: 'unknown', reason: posted.fault.message }
  if (posted.outcome === 'not_sent') {
    const { kind, message } = posted.fault
    const passing = kind === 'connect' || kind === 'aborted' || kind === 'timeout'
    return refusedBy(who, 'provider_down', `${kind}: ${message}`, passing ? { retryAfterSeconds: 30 } : {})
  }
  const { status, headers, body: answer } = posted.reply
  if (status >= 200 && status < 300)
    return {
      kind: 'taken',
      body: answer,
      contentType: (headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '',
      requestId: headers.get('x-request-id'),
    }
  const problem = problemFrom(status, headers, answer.toString('utf8'))
  if (problem.kind === 'unknown') return problem
  const { code, words, retryAfterSeconds } = problem
  return refusedBy(who, code, words, retryAfterSeconds === undefined ? {} : { retryAfterSeconds })
}

interface Wish {
  who: string
  /** Below the base, e.g. `responses`. */
  path: string
  body: FormData | object
  timeoutMs: number
  /** Of the answer; 1 MiB unless said. */
  maxBytes?: number
}

/** Accepted, and surely paid for, but nobody can read what came of it. */
export const unreadable = (path: string): NotDone => ({
  kind: 'unknown',
  reason: `OpenAI answered ${path} with something unreadable.`,
})
