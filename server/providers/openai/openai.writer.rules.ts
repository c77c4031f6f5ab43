import { checkedPost, checkedSlide } from '../caption-text.ts'
import { readJson, vendorCode } from '../vendor-reply.ts'
import type { CaptionRequest, WriterRefusal, WriterUsage, Written } from '../writer.ts'
import { costMicroUsd, type TokenPrice } from './openai.models.ts'
import { keyed } from './openai.writer.prompt.ts'
import { failedAs, problemFrom, saidIn, type Problem } from './openai.problems.ts'
import { response, type Response } from './openai.wire.ts'
import { captions, type Captions } from './openai.writer.wire.ts'

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
  const said = saidIn(answer)
  if (said.kind === 'unknown') return said
  if (said.kind === 'refused') return no(said.code, said.words, said.code === 'truncated')
  if (said.kind === 'failed') {
    const as = failedAs(said.code)
    return no(as === 'provider_down' && /image/.test(said.code) ? 'picture' : as, said.words, said.retry)
  }
  const parsed = captions.safeParse(readJson(said.text))
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

/** An answer without a response. */
const refusedFrom = (status: number, headers: Headers, body: string): Written => {
  const found = problemFrom(status, headers, body)
  if (found.kind === 'unknown') return found
  const { words, about, retryAfterSeconds } = found
  if (retryAfterSeconds !== undefined) return refused(codeOf(found.code), words, true, 'no', { retryAfterSeconds })
  const pictures = found.code === 'invalid_input' && /image/.test(about)
  return refused(pictures ? 'picture' : codeOf(found.code), words, false, 'no')
}
const codeOf = (code: Extract<Problem, { kind: 'refused' }>['code']): WriterRefusal['code'] =>
  code === 'too_large' ? 'invalid_input' : code
