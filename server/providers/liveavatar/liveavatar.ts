import type { Outbound } from '#kernel/http/outbound.ts'
import { postOnce, retryAfterSeconds } from '#kernel/http/post-once.ts'
import type { Avatar } from '../avatar.ts'
import type { Answered, CallContext } from '../paid-call.ts'
import { refusedBy, type NotDone } from '../paid-refusal.ts'
import { readJson } from '../vendor-reply.ts'
import { doneCode, envelope, tokenClaims, tokenData } from './liveavatar.wire.ts'

export interface LiveAvatarOptions {
  /** From app.liveavatar.com; keys of HeyGen's older API are refused. */
  apiKey: string
  /** Default https://api.liveavatar.com. */
  baseUrl?: string
  outbound: Outbound
  /** Whose face; left out, the sandbox and its own. */
  avatarId?: string | undefined
  sandbox?: boolean
  /** Where its rooms and sockets are, as a content policy writes them: its answers name them, its documents do not. */
  hosts?: readonly string[]
  /** US dollars a credit; in LITE mode one is used a minute. */
  creditUsd: number
  timeoutMs?: number
}

const who = 'the avatar'
/** The only face of the sandbox, whose sessions are free and end after about a minute. */
const sandboxFace = 'dd73ea75-1218-4ef3-92ce-606d5f7fbc0a'
const sandboxSeconds = 60
const longestSeconds = 20 * 60

/**
 * LiveAvatar in LITE mode: it draws a face to sound we give it, and the words stay ours. Its own library in the browser
 * starts the session with a token that is minted here, and stops it; from here it can be kept alive and stopped as well.
 */
export const makeLiveAvatar = (options: LiveAvatarOptions): Avatar => {
  const { avatarId, creditUsd } = options
  const sandbox = options.sandbox === true || avatarId === undefined
  const apiUrl = (options.baseUrl ?? 'https://api.liveavatar.com').replace(/\/+$/, '')
  const { origin } = new URL(apiUrl)
  const face = sandbox ? sandboxFace : avatarId
  const sessionSeconds = sandbox ? sandboxSeconds : longestSeconds

  return {
    id: 'liveavatar',
    model: face,
    disclosure: sandbox ? 'Computer-made face: LiveAvatar (sandbox)' : 'Computer-made face: LiveAvatar',
    sandbox,
    browserOrigins: [origin, origin.replace(/^http/, 'ws'), ...(options.hosts ?? [])],
    limits: {
      sessionSeconds,
      // Without a sign of life a session ends after five minutes; one every two to three is advised.
      idleSeconds: 300,
      keepAliveSeconds: 120,
      sessionsPerTenMinutes: 6,
      soundBytes: 1_000_000,
    },
    estimateMicroUsd: (seconds) =>
      sandbox ? 0 : Math.ceil(Math.ceil(Math.min(seconds, sessionSeconds) / 60) * creditUsd * 1e6),

    async openSession({ seconds }, context) {
      const length = Math.max(30, Math.min(Math.round(seconds), sessionSeconds))
      const body = {
        mode: 'LITE',
        avatar_id: face,
        is_sandbox: sandbox,
        video_settings: { quality: 'high', encoding: 'VP8' },
        max_session_duration: length,
      }
      const answer = await post(options, `${apiUrl}/v1/sessions/token`, body, context)
      if (answer.kind !== 'taken') return answer
      const parsed = tokenData.safeParse(answer.data)
      if (!parsed.success) return refusedBy(who, 'unreadable', 'a token without an id', { retry: true })
      const { session_id: sessionId, session_token: token } = parsed.data
      // A token of the other mode would hand the conversation to the vendor's own model.
      if (modeOf(token) !== 'LITE') return refusedBy(who, 'unreadable', `a token for mode ${modeOf(token)}`)
      // The token is free; what it costs is known only when the session has ended.
      return { kind: 'done', value: { sessionId, token, apiUrl, seconds: length }, usage: null, requestId: sessionId }
    },
    keepAlive: (sessionId, context) =>
      sign(options, `${apiUrl}/v1/sessions/keep-alive`, { session_id: sessionId }, context),
    endSession: (sessionId, context) =>
      sign(options, `${apiUrl}/v1/sessions/stop`, { session_id: sessionId, reason: 'USER_CLOSED' }, context),
  }
}

const free = { costMicroUsd: 0, counts: {} }

const sign = async (
  options: LiveAvatarOptions,
  url: string,
  body: object,
  context: CallContext,
): Promise<Answered<null>> => {
  const answer = await post(options, url, body, context)
  return answer.kind === 'taken' ? { kind: 'done', value: null, usage: free, requestId: null } : answer
}

/** One POST with the key, which stays here. */
const post = async (
  { apiKey, outbound, timeoutMs = 15_000 }: LiveAvatarOptions,
  url: string,
  body: object,
  { signal }: CallContext,
): Promise<{ kind: 'taken'; data: unknown } | NotDone> => {
  const posted = await postOnce(outbound, url, {
    headers: { 'x-api-key': apiKey, 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
    timeoutMs,
    signal,
  })
  if (posted.outcome === 'maybe_sent') return { kind: 'unknown', reason: posted.fault.message }
  if (posted.outcome === 'not_sent') {
    const { kind, message } = posted.fault
    const passing = kind === 'connect' || kind === 'aborted' || kind === 'timeout'
    return refusedBy(who, 'provider_down', `${kind}: ${message}`, passing ? { retryAfterSeconds: 30 } : {})
  }
  const { status, headers, body: reply } = posted.reply
  const parsed = envelope.safeParse(readJson(reply.toString('utf8')))
  if (status >= 200 && status < 300) {
    if (!parsed.success) return { kind: 'unknown', reason: `LiveAvatar answered ${status} with something unreadable.` }
    return parsed.data.code === doneCode
      ? { kind: 'taken', data: parsed.data.data }
      : refusedBy(who, 'invalid_input', `code ${parsed.data.code}: ${parsed.data.message ?? ''}`)
  }
  const words = `${status} ${parsed.success ? `${parsed.data.code}: ${parsed.data.message ?? ''}` : ''}`
  if (status === 401 || status === 403) return refusedBy(who, 'auth', words)
  if (status === 402) return refusedBy(who, 'insufficient_funds', words)
  if (status === 404) return refusedBy(who, 'model_unavailable', words)
  // Counted for each key and endpoint over one second (rate limits guide).
  if (status === 429)
    return refusedBy(who, 'rate_limited', words, { retryAfterSeconds: retryAfterSeconds(headers, new Date()) ?? 2 })
  if (status >= 400 && status < 500 && status !== 408 && status !== 499) return refusedBy(who, 'invalid_input', words)
  return { kind: 'unknown', reason: `LiveAvatar answered ${status}.` }
}

const modeOf = (token: string): string => {
  const claims = tokenClaims.safeParse(readJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')))
  return claims.success ? claims.data.start_session_data.mode : 'unknown'
}
