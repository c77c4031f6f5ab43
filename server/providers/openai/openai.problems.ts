import { retryAfterSeconds } from '#kernel/http/post-once.ts'
import { readJson } from '../vendor-reply.ts'
import { problem, type Response } from './openai.wire.ts'

interface Headers {
  get(name: string): string | null
}

/** Why something was not answered, before anybody has put it into a sentence. */
export type Problem =
  | {
      kind: 'refused'
      code: ProblemCode
      words: string
      /** The vendor's code and the name of the field it is about. */
      about: string
      /** Set when nothing was taken and the same may be sent again after this long. */
      retryAfterSeconds?: number
    }
  | { kind: 'unknown'; reason: string }

type ProblemCode =
  | 'auth'
  | 'insufficient_funds'
  | 'rate_limited'
  | 'provider_down'
  | 'model_unavailable'
  | 'moderated'
  | 'too_large'
  | 'invalid_input'

/** An answer that is none: only a status that proves that nothing was taken is a refusal. Source: error-codes guide. */
export const problemFrom = (status: number, headers: Headers, body: string): Problem => {
  const parsed = problem.safeParse(readJson(body))
  const { code = null, message = null, param = null, type = null } = parsed.success ? parsed.data.error : {}
  const found = { kind: 'refused' as const, words: `${status} ${code ?? type ?? ''} ${message ?? ''}` }
  const final = (as: ProblemCode): Problem => ({ ...found, code: as, about: `${code} ${param}` })
  const later = (as: ProblemCode, standard: number): Problem => ({
    ...found,
    code: as,
    about: `${code} ${param}`,
    retryAfterSeconds: pauseSeconds(headers) ?? standard,
  })

  if (code === 'insufficient_quota' || code === 'billing_hard_limit_reached' || code === 'billing_not_active')
    return final('insufficient_funds')
  if (code === 'model_not_found' || (status === 404 && code !== 'unknown_url')) return final('model_unavailable')
  if (status === 401 || status === 403) return final('auth')
  if (status === 402) return final('insufficient_funds')
  if (status === 413) return final('too_large')
  if (status === 429) return later('rate_limited', 20)
  // Overloaded, said before the request is looked at. Without OpenAI's own words it may come from a gateway behind which more happened.
  if (status === 503 && parsed.success) return later('provider_down', 30)
  if (status >= 400 && status < 500 && status !== 408 && status !== 499)
    return final(/policy|moderation|invalid_prompt/.test(code ?? '') ? 'moderated' : 'invalid_input')
  return { kind: 'unknown', reason: `OpenAI answered ${status}.` }
}

/** What a response holds: its text, or why it has none although it was taken and surely paid for. */
export type Said =
  | { kind: 'text'; text: string }
  | { kind: 'failed'; code: string; words: string; retry: boolean }
  | { kind: 'refused'; code: 'moderated' | 'truncated'; words: string }
  | { kind: 'unknown'; reason: string }

export const saidIn = (answer: Response): Said => {
  const parts = answer.output.filter(({ type }) => type === 'message').flatMap(({ content }) => content ?? [])
  const refusal = parts.find(({ type }) => type === 'refusal')
  if (refusal !== undefined) return { kind: 'refused', code: 'moderated', words: `refusal: ${refusal.refusal ?? ''}` }
  if (answer.status === 'incomplete') {
    const reason = answer.incomplete_details?.reason ?? 'incomplete'
    return { kind: 'refused', code: reason === 'content_filter' ? 'moderated' : 'truncated', words: reason }
  }
  if (answer.status === 'failed') {
    const { code = 'failed', message = '' } = answer.error ?? {}
    const retry = ['server_error', 'rate_limit_exceeded'].includes(code)
    return { kind: 'failed', code, words: `${code}: ${message}`, retry }
  }
  if (answer.status !== 'completed')
    return { kind: 'unknown', reason: `OpenAI calls the answer ${answer.status.slice(0, 50)}.` }
  return { kind: 'text', text: parts.map((part) => (part.type === 'output_text' ? (part.text ?? '') : '')).join('') }
}

/** The `error.code` of a response that failed after it was taken (ResponseError in the SDK). */
export const failedAs = (code: string): 'rate_limited' | 'moderated' | 'invalid_input' | 'provider_down' => {
  if (code === 'rate_limit_exceeded') return 'rate_limited'
  if (['bio_policy', 'misalignment_policy_violation', 'image_content_policy_violation'].includes(code))
    return 'moderated'
  return code === 'invalid_prompt' ? 'invalid_input' : 'provider_down'
}

/** How long to wait: OpenAI says it in up to four headers, and the longest one is right. Null when it says nothing. */
const pauseSeconds = (headers: Headers): number | null => {
  const ms = headers.get('retry-after-ms')
  const pauses = [
    ms !== null && /^\d{1,9}(\.\d+)?$/.test(ms) ? Number(ms) / 1000 : null,
    retryAfterSeconds(headers, new Date()),
  ]
  // These are sent with every answer: a limit says something only once nothing of it is left.
  for (const limit of ['requests', 'tokens'])
    if (headers.get(`x-ratelimit-remaining-${limit}`) === '0')
      pauses.push(spanSeconds(headers.get(`x-ratelimit-reset-${limit}`) ?? ''))
  const known = pauses.filter((pause) => pause !== null)
  return known.length === 0 ? null : Math.max(1, Math.ceil(Math.max(...known)))
}

/** `1s`, `6m0s`, `12ms`, `1h2m3.5s`: the spans of the x-ratelimit-reset headers. */
const spanSeconds = (span: string): number | null => {
  if (!/^(\d+(\.\d+)?(ms|[smhd]))+$/.test(span)) return null
  const units: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 }
  return [...span.matchAll(/(\d+(?:\.\d+)?)(ms|[smhd])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0),
    0,
  )
}
