import { retryAfterSeconds } from '#kernel/http/post-once.ts'
import { checkedPost, checkedSlide } from '../caption-text.ts'
import { readJson, vendorCode } from '../vendor-reply.ts'
import type { CaptionRequest, WriterRefusal, WriterUsage, Written } from '../writer.ts'
import { costMicroUsd, type TokenPrice } from './openai.models.ts'
import { keyed } from './openai.writer.prompt.ts'
import { captions, problem, response, type Captions, type Response } from './openai.writer.wire.ts'

/** What an answer is read against. */
export interface Asked {
  request: CaptionRequest
  price: TokenPrice
}
interface Headers {
  get(name: string): string | null
}

/** What the answer to POST /v1/responses means. */
export const writtenFrom = (asked: Asked, status: number, headers: Headers, body: string): Written => {
  if (status < 200 || status > 299) return refusedFrom(status, headers, body)
  const parsed = response.safeParse(readJson(body))
  // Accepted, and surely paid for, but nobody can read what came of it.
  if (!parsed.success) return { kind: 'unknown', reason: `OpenAI answered ${status} with something unreadable.` }
  return fromResponse(asked, parsed.data, headers.get('x-request-id'))
}

const fromResponse = (asked: Asked, answer: Response, requestId: string | null): Written => {
  const usage = usageOf(answer, asked.price)
  const no = (code: WriterRefusal['code'], words: string, retry: boolean): Written =>
    refused(code, words, retry, usage === null ? 'unknown' : 'yes', { usage })
  const parts = answer.output.filter(({ type }) => type === 'message').flatMap(({ content }) => content ?? [])
  const refusal = parts.find(({ type }) => type === 'refusal')
  if (refusal !== undefined) return no('moderated', `refusal: ${refusal.refusal ?? ''}`, false)
  if (answer.status === 'incomplete') {
    const reason = answer.incomplete_details?.reason ?? 'incomplete'
    return reason === 'content_filter' ? no('moderated', reason, false) : no('truncated', reason, true)
  }
  if (answer.status === 'failed') {
    const { code = 'failed', message = '' } = answer.error ?? {}
    return no(failedAs(code), `${code}: ${message}`, ['server_error', 'rate_limit_exceeded'].includes(code))
  }
  if (answer.status !== 'completed')
    return { kind: 'unknown', reason: `OpenAI calls the answer ${answer.status.slice(0, 50)}.` }
  const text = parts.map((part) => (part.type === 'output_text' ? (part.text ?? '') : '')).join('')
  const parsed = captions.safeParse(readJson(text))
  if (!parsed.success) return no('unreadable', `not as agreed: ${parsed.error.issues[0]?.path.join('.') ?? ''}`, true)
  return assembled(asked.request, parsed.data, usage, requestId) ?? no('unreadable', 'a slide is missing', true)
}

/** Null when a slide or the post that was asked for is not there. */
const assembled = (
  { wishes, slides, post }: CaptionRequest,
  given: Captions,
  usage: WriterUsage | null,
  requestId: string | null,
): Written | null => {
  if (post.write && given.post === undefined) return null
  const pairs = keyed(slides).flatMap(({ key, slide }) => {
    const raw = given.slides[key]
    return raw === undefined ? [] : [{ slide, raw }]
  })
  if (pairs.length < slides.filter(({ write }) => write).length) return null
  return {
    kind: 'written',
    slides: pairs.map(({ slide, raw: { alt_text: altText, confidence, ...raw } }) => ({
      id: slide.id,
      // Whatever it says: of a slide without a picture it has seen nothing.
      ...checkedSlide({ ...raw, altText, confidence: slide.picture === null ? 0 : confidence }, wishes),
    })),
    post: given.post === undefined || !post.write ? null : checkedPost(given.post, wishes),
    usage,
    requestId,
  }
}

const usageOf = ({ usage }: Response, price: TokenPrice): WriterUsage | null => {
  if (usage === null || usage === undefined) return null
  const { input_tokens: inputTokens, output_tokens: outputTokens } = usage
  return { inputTokens, outputTokens, costMicroUsd: costMicroUsd(price, inputTokens, outputTokens) }
}

/** The `error.code` of a response that failed after it was taken (ResponseError in the SDK). */
const failedAs = (code: string): WriterRefusal['code'] => {
  if (code === 'rate_limit_exceeded') return 'rate_limited'
  if (['bio_policy', 'misalignment_policy_violation', 'image_content_policy_violation'].includes(code))
    return 'moderated'
  if (/image/.test(code)) return 'picture'
  return code === 'invalid_prompt' ? 'invalid_input' : 'provider_down'
}

const sentences: Record<WriterRefusal['code'], string> = {
  auth: 'The key of the caption writer is refused. Check it in the settings.',
  insufficient_funds: 'The account of the caption writer has no money left.',
  rate_limited: 'The caption writer asks for a pause.',
  provider_down: 'The caption writer cannot be reached right now.',
  model_unavailable: 'The model of the caption writer is not available. Choose another one in the settings.',
  moderated: 'The caption writer does not want to write about these pictures.',
  truncated: 'The caption writer stopped before it was done. Try again, with fewer slides at a time.',
  unreadable: 'The caption writer answered in a form that cannot be used. Try again.',
  picture: 'One of the pictures could not be read by the caption writer.',
  invalid_input: 'The caption writer did not take the request.',
}

export const refused = (
  code: WriterRefusal['code'],
  words: string,
  retry: boolean,
  charged: WriterRefusal['charged'],
  more: { usage?: WriterUsage | null; retryAfterSeconds?: number } = {},
): Written => ({
  kind: 'refused',
  code,
  sentence: sentences[code],
  vendorCode: vendorCode(words),
  retry,
  charged,
  usage: null,
  ...more,
})

/** An answer without a response: only a status that proves that nothing was taken is a refusal. Source: error-codes guide. */
const refusedFrom = (status: number, headers: Headers, body: string): Written => {
  const parsed = problem.safeParse(readJson(body))
  const { code = null, message = null, param = null, type = null } = parsed.success ? parsed.data.error : {}
  const words = `${status} ${code ?? type ?? ''} ${message ?? ''}`
  const final = (as: WriterRefusal['code']): Written => refused(as, words, false, 'no')
  const later = (as: WriterRefusal['code'], standard: number): Written =>
    refused(as, words, true, 'no', { retryAfterSeconds: pauseSeconds(headers) ?? standard })

  if (code === 'insufficient_quota' || code === 'billing_hard_limit_reached' || code === 'billing_not_active')
    return final('insufficient_funds')
  if (code === 'model_not_found' || (status === 404 && code !== 'unknown_url')) return final('model_unavailable')
  if (status === 401 || status === 403) return final('auth')
  if (status === 402) return final('insufficient_funds')
  if (status === 429) return later('rate_limited', 20)
  // Overloaded, said before the request is looked at. Without OpenAI's own words it may come from a gateway behind which more happened.
  if (status === 503 && parsed.success) return later('provider_down', 30)
  if (status >= 400 && status < 500 && status !== 408 && status !== 499) {
    if (/policy|moderation|invalid_prompt/.test(code ?? '')) return final('moderated')
    return final(/image/.test(`${code} ${param}`) ? 'picture' : 'invalid_input')
  }
  return { kind: 'unknown', reason: `OpenAI answered ${status}.` }
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
