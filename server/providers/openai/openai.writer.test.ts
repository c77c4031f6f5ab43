import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { makeOutbound } from '#kernel/http/outbound.ts'
import { startListener } from '#testing/listener.ts'
import { startOpenAiContract } from '#testing/openai-contract/openai-contract.ts'
import { makeCaptionRequest, writeContext } from '#testing/slides.ts'
import { writerSuite } from '../writer.suite.ts'
import type { CaptionRequest, WriteContext, Written } from '../writer.ts'
import { makeOpenAiWriter, type OpenAiWriterOptions } from './openai.writer.ts'

const model = 'gpt-5.4-mini'
const openai = await startOpenAiContract()
const outbound = makeOutbound({ allow: [openai.origin] })
afterAll(async () => {
  await outbound.close()
  await openai.close()
})
const make = (options: Partial<OpenAiWriterOptions> = {}) =>
  makeOpenAiWriter({ apiKey: 'sk-test', baseUrl: openai.baseUrl, model, outbound, writesPerMinute: 500, ...options })
const write = (
  request: CaptionRequest = makeCaptionRequest([{}]),
  options: Partial<OpenAiWriterOptions> = {},
  context: Partial<WriteContext> = {},
): Promise<Written> => make(options).write(request, writeContext(context))
const paid = () => openai.log.paid()

writerSuite('the OpenAI writer', async () => ({ writer: make(), taken: () => paid().length, close: async () => {} }))

describe('what the OpenAI writer makes of an answer', () => {
  beforeEach(() => openai.reset())

  it('counts what it cost', async () => {
    const answer = await write(makeCaptionRequest([{}, {}]))
    const [post] = paid()
    expect(answer).toMatchObject({
      usage: {
        inputTokens: post?.inputTokens,
        outputTokens: post?.outputTokens,
        costMicroUsd: post?.priceMicroUsd,
      },
    })
    expect(post?.priceMicroUsd).toBeGreaterThan(0)
  })

  it('cleans what the model wrote: lengths, addresses, handles, hashtags', async () => {
    openai.inject({
      kind: 'writes',
      values: {
        overlay: `${'👩‍👩‍👧‍👦 wonderful '.repeat(12)}`,
        caption: 'See https://example.com/x or ask @studio. Booking.com has it #now.',
        hashtags: ['#Slow Living', 'slowliving', '#one#two', '42', 'café'],
        language: 'fr',
        confidence: 7,
      },
    })
    const answer = await write(makeCaptionRequest([{}], { hashtags: 5, keepWords: ['Booking.com'], language: 'nl' }))
    if (answer.kind !== 'written') throw new Error(JSON.stringify(answer))
    const [slide] = answer.slides
    expect(slide?.overlay.length).toBeLessThanOrEqual(90)
    expect(slide?.overlay).toMatch(/wonderful…$/)
    expect(slide).toMatchObject({
      caption: 'See or ask. Booking.com has it now.',
      hashtags: ['SlowLiving', 'one', 'two', 'café'],
      // It says so itself; the house shows that it is not the language that was wished for.
      language: 'fr',
      confidence: 1,
    })
  })

  it('believes no confidence about a slide without a picture', async () => {
    openai.inject({ kind: 'writes', values: { confidence: 0.9 } })
    expect(await write(makeCaptionRequest([{ picture: null }, {}]))).toMatchObject({
      slides: [{ confidence: 0 }, { confidence: 0.9 }],
    })
  })

  it.each([
    ['refusal', 'moderated', false],
    ['content_filter', 'moderated', false],
    ['truncated', 'truncated', true],
    ['schema_breaking', 'unreadable', true],
    ['missing_slide', 'unreadable', true],
    ['failed', 'provider_down', true],
  ] as const)('says that %s was paid for, and whether it helps to try again', async (kind, code, retry) => {
    openai.inject({ kind })
    const answer = await write()
    expect(answer).toMatchObject({
      kind: 'refused',
      code,
      retry,
      charged: 'yes',
      usage: { costMicroUsd: expect.any(Number) },
    })
    // What was paid for is not repeated by a machine.
    expect(answer).not.toHaveProperty('retryAfterSeconds')
    expect(paid()).toHaveLength(1)
  })

  it('does not take an answer without the post for a whole one', async () => {
    openai.inject({ kind: 'says', text: '{"slides":{}}' })
    const request = makeCaptionRequest([{ write: false }])
    expect(await write(request)).toMatchObject({ kind: 'refused', code: 'unreadable', charged: 'yes' })
  })

  it.each([
    'cut_before_accept',
    'cut_after_accept',
    'error_after_accept',
    'malformed',
    'gateway_page',
    'in_progress',
  ] as const)('does not know what became of a request after %s, and sends it once', async (kind) => {
    openai.inject({ kind })
    expect(await write()).toMatchObject({ kind: 'unknown', reason: expect.stringMatching(/.+/) })
    expect(paid().length + openai.log.refused().length).toBe(1)
  })

  it('does not wait for ever, and does not send again what came too late', async () => {
    openai.inject({ kind: 'slow', delayMs: 60_000 })
    expect(await write(makeCaptionRequest([{}]), { timeoutMs: 1500 })).toMatchObject({ kind: 'unknown' })
    expect(paid()).toHaveLength(1)
  })

  it('waits as long as OpenAI asks for', async () => {
    const waits: [headers: Record<string, string>, seconds: number][] = [
      [{ 'retry-after-ms': '1500' }, 2],
      [{ 'retry-after': '7', 'retry-after-ms': '100' }, 7],
      [{ 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '1m30.5s' }, 91],
      [{ 'x-ratelimit-remaining-requests': '4', 'x-ratelimit-reset-requests': '6m0s' }, 20],
      [{ 'retry-after': 'soon', 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': 'later' }, 20],
    ]
    for (const [headers, retryAfterSeconds] of waits) {
      openai.inject({ kind: 'too_many', headers })
      expect(await write(), JSON.stringify(headers)).toMatchObject({
        kind: 'refused',
        code: 'rate_limited',
        retry: true,
        retryAfterSeconds,
        charged: 'no',
      })
    }
    expect(paid()).toEqual([])
  })

  it('reads the limit of the key itself', async () => {
    openai.settings.requestsPerMinute = 1
    expect(await write()).toMatchObject({ kind: 'written' })
    expect(await write()).toMatchObject({ code: 'rate_limited', charged: 'no' })
    expect(paid()).toHaveLength(1)
  })

  it.each([
    [{ kind: 'overloaded' }, 'provider_down', true],
    [{ kind: 'error', status: 400, code: 'invalid_image_format' }, 'picture', false],
    [{ kind: 'error', status: 400, code: 'image_content_policy_violation' }, 'moderated', false],
    [{ kind: 'error', status: 400, code: 'billing_hard_limit_reached' }, 'insufficient_funds', false],
    [{ kind: 'error', status: 404, code: 'model_not_found' }, 'model_unavailable', false],
    [{ kind: 'error', status: 403, code: 'model_not_found' }, 'model_unavailable', false],
    [{ kind: 'error', status: 413 }, 'invalid_input', false],
  ] as const)('knows that %j was turned away before anything was taken', async (order, code, retry) => {
    openai.inject(order)
    const answer = await write()
    expect(answer).toMatchObject({ kind: 'refused', code, retry, charged: 'no' })
    expect('retryAfterSeconds' in answer).toBe(retry)
    expect(paid()).toEqual([])
  })

  it.each([
    ['sk-revoked', 'auth'],
    ['sk-abroad', 'auth'],
    ['sk-broke', 'insufficient_funds'],
  ])('knows what is wrong with the key %s, and never repeats it', async (apiKey, code) => {
    const answer = await write(makeCaptionRequest([{}]), { apiKey })
    expect(answer).toMatchObject({ kind: 'refused', code, retry: false, charged: 'no' })
    expect(JSON.stringify(answer)).not.toContain(apiKey)
  })

  it('knows a model that is not there', async () => {
    expect(await write(makeCaptionRequest([{}]), { model: 'gpt-0' })).toMatchObject({ code: 'model_unavailable' })
  })

  it('knows that a request never left', async () => {
    const gone = await startListener()
    await gone.close()
    const away = makeOutbound({ allow: [gone.origin] })
    const answer = await write(makeCaptionRequest([{}]), { baseUrl: gone.origin, outbound: away })
    expect(answer).toMatchObject({ code: 'provider_down', retry: true, retryAfterSeconds: 30, charged: 'no' })
    await away.close()
  })

  it('lets the estimate stand when OpenAI does not tell what was used', async () => {
    openai.inject({ kind: 'no_usage' })
    expect(await write()).toMatchObject({ kind: 'written', usage: null })
  })
})
