import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { makeOutbound } from '#kernel/http/outbound.ts'
import { startListener } from '#testing/listener.ts'
import type { FaultOrder } from '#testing/openai-contract/fault-plans.ts'
import { startOpenAiContract } from '#testing/openai-contract/openai-contract.ts'
import { callContext, doneOf, makeClip, makeJudgeTask, makePhrasing } from '#testing/paid-calls.ts'
import type { Answered, CallContext } from '../paid-call.ts'
import { makeOpenAiEmbedder } from './openai.embedder.ts'
import { makeOpenAiJudge } from './openai.judge.ts'
import { makeOpenAiPhraser } from './openai.phraser.ts'
import { makeOpenAiTranscriber } from './openai.transcriber.ts'
import { makeOpenAiVoice } from './openai.voice.ts'

const openai = await startOpenAiContract()
const nobody = await startListener()
const outbound = makeOutbound({ allow: [openai.origin, nobody.origin] })
afterAll(async () => {
  await outbound.close()
  await openai.close()
  await nobody.close()
})
beforeEach(() => openai.reset())

interface Change {
  apiKey?: string
  baseUrl?: string
  timeoutMs?: number
  models?: Record<string, string>
}
type Way = (change?: Change, context?: CallContext) => Promise<Answered<unknown>>
const access = ({ apiKey = 'sk-test', baseUrl = openai.baseUrl, timeoutMs }: Change) => ({
  apiKey,
  baseUrl,
  outbound,
  callsPerMinute: 500,
  ...(timeoutMs === undefined ? {} : { timeoutMs }),
})
const judge = (change: Change, way: 'responses' | 'decisions') =>
  makeOpenAiJudge({
    ...access(change),
    way,
    model: change.models?.text ?? 'gpt-5.4-mini',
    decisionsModel: change.models?.decision ?? 'gpt-6-luna',
  })
const voice = (change: Change) =>
  makeOpenAiVoice({
    ...access(change),
    way: 'speech',
    model: change.models?.speech ?? 'gpt-4o-mini-tts',
    liveModel: 'gpt-realtime-2.1-mini',
    voices: ['marin'],
  })
const likely = [{ checkId: 'open_question', probability: 0.9, evidence: [], reason: '' }]
const line = { text: 'Not now.', language: 'en', speaker: 'Robin' } as const
const gone = Object.fromEntries(
  ['text', 'decision', 'speech', 'embedding', 'transcription'].map((kind) => [kind, 'gpt-0']),
)

/** Everything that spends money, each in one request. */
const ways: Record<string, Way> = {
  transcribe: (change = {}, context = callContext()) =>
    makeOpenAiTranscriber({
      ...access(change),
      model: change.models?.transcription ?? 'gpt-transcribe',
    }).transcribe(makeClip(), context),
  'judge as a whole': (change = {}, context = callContext()) =>
    judge(change, 'responses').ask('whole', makeJudgeTask(), [], context),
  decide: (change = {}, context = callContext()) =>
    judge(change, 'decisions').ask('decide', makeJudgeTask(), [], context),
  quote: (change = {}, context = callContext()) =>
    judge(change, 'decisions').ask('quote', makeJudgeTask(), likely, context),
  phrase: (change = {}, context = callContext()) =>
    makeOpenAiPhraser({ ...access(change), model: change.models?.text ?? 'gpt-5.4-mini' }).phrase(
      makePhrasing(),
      context,
    ),
  speak: (change = {}, context = callContext()) => voice(change).speak(line, context),
  embed: (change = {}, context = callContext()) =>
    makeOpenAiEmbedder({
      ...access(change),
      model: change.models?.embedding ?? 'text-embedding-3-small',
    }).embed(['a price objection'], context),
}
const paid = () => openai.log.paid().length
const refusedFor = (code: string) => ({ kind: 'refused', code, charged: 'no' })

describe.each(Object.entries(ways))('to %s', (_, way) => {
  it('may be sent again by itself only when nothing was taken', async () => {
    openai.inject({ kind: 'overloaded' })
    expect(await way()).toMatchObject({ ...refusedFor('provider_down'), retryAfterSeconds: 30, retry: true })
    openai.inject({ kind: 'too_many', headers: { 'retry-after': '7' } })
    expect(await way()).toMatchObject({ ...refusedFor('rate_limited'), retryAfterSeconds: 7 })
    expect(await way({ baseUrl: 'http://127.0.0.1:1/v1' })).toMatchObject(refusedFor('provider_down'))
    expect(await way({}, callContext({ signal: AbortSignal.abort() }))).toMatchObject({ retryAfterSeconds: 30 })
    expect(paid()).toBe(0)
    expect((await way()).kind).toBe('done')
  })

  it('is refused for good by a wrong key, an empty account and a model that is gone', async () => {
    const refusals = [
      await way({ apiKey: 'sk-revoked' }),
      await way({ apiKey: 'sk-abroad' }),
      await way({ apiKey: 'sk-broke' }),
      await way({ models: gone }),
    ]
    expect(refusals).toMatchObject([
      refusedFor('auth'),
      refusedFor('auth'),
      refusedFor('insufficient_funds'),
      refusedFor('model_unavailable'),
    ])
    for (const refusal of refusals) expect(refusal).not.toHaveProperty('retryAfterSeconds')
    expect(JSON.stringify(refusals)).not.toMatch(/sk-(revoked|abroad|broke)/)
    expect(paid()).toBe(0)
  })

  it('has an unknown end when it may have been taken, and is not sent again', async () => {
    const orders: FaultOrder[] = [
      { kind: 'cut_before_accept' },
      { kind: 'gateway_page' },
      { kind: 'cut_after_accept' },
      { kind: 'error_after_accept' },
      { kind: 'malformed' },
    ]
    for (const order of orders) {
      openai.inject(order)
      expect(await way(), order.kind).toMatchObject({ kind: 'unknown' })
    }
    expect(paid()).toBe(3)
    openai.inject({ kind: 'slow', delayMs: 5000 })
    // Long enough for the request to be there, also on a busy machine.
    expect(await way({ timeoutMs: 1500 })).toMatchObject({ kind: 'unknown' })
    expect(paid()).toBe(4)
  })

  it('tells nobody the key and names its request', async () => {
    nobody.answerWith((_request, response) =>
      response.writeHead(401, { 'content-type': 'application/json' }).end(
        JSON.stringify({
          error: { message: 'Incorrect API key provided: sk-proj-abcdef1234.', code: 'invalid_api_key' },
        }),
      ),
    )
    const refused = await way({ apiKey: 'sk-proj-abcdef1234', baseUrl: `${nobody.origin}/v1` })
    expect(refused).toMatchObject(refusedFor('auth'))
    expect(JSON.stringify(refused)).not.toContain('abcdef')
    expect(nobody.requests.at(-1)?.headers).toMatchObject({
      'x-client-request-id': callContext().requestId,
      'openai-safety-identifier': 'person-1',
    })
  })
})

describe.each(Object.entries(ways).filter(([name]) => ['judge as a whole', 'quote', 'phrase'].includes(name)))(
  'what a model writes to %s',
  (_, way) => {
    it('is refused, cut off or of another shape: paid for, and said so', async () => {
      for (const [kind, code, retry] of [
        ['refusal', 'moderated', false],
        ['content_filter', 'moderated', false],
        ['truncated', 'truncated', true],
        ['failed', 'provider_down', true],
        ['schema_breaking', 'unreadable', true],
      ] as const) {
        openai.inject({ kind })
        const answer = await way()
        expect(answer, kind).toMatchObject({ kind: 'refused', code, retry, charged: 'yes' })
        expect(answer).not.toHaveProperty('retryAfterSeconds')
      }
      openai.inject({ kind: 'in_progress' })
      expect(await way()).toMatchObject({ kind: 'unknown' })
      openai.inject({ kind: 'no_usage' })
      expect(doneOf(await way()).usage).toBeNull()
    })
  },
)

describe('answers that are not what was asked for', () => {
  it('one question that is refused leaves the others answered, and none stands for another', async () => {
    openai.inject({ kind: 'refusal' })
    const answers = doneOf(await judge({}, 'decisions').ask('decide', makeJudgeTask(), [], callContext())).value
    expect(answers.map(({ checkId }) => checkId)).toEqual(['next_step'])
  })

  it('quotes only what may have been a yes, and asks nothing when there is none', async () => {
    const unlikely = likely.map((answer) => ({ ...answer, probability: 0.1 }))
    const answer = await judge({}, 'decisions').ask('quote', makeJudgeTask(), unlikely, callContext())
    expect(answer).toMatchObject({ kind: 'done', value: unlikely, usage: { costMicroUsd: 0 } })
    expect(paid()).toBe(0)
    const mixed = [...likely, { checkId: 'next_step', probability: 0.2, evidence: [], reason: '' }]
    const quoted = doneOf(await judge({}, 'decisions').ask('quote', makeJudgeTask(), mixed, callContext())).value
    expect(quoted.map(({ probability }) => probability)).toEqual([0.9, 0.2])
    expect(quoted.map(({ evidence }) => evidence.length > 0)).toEqual([true, false])
  })

  it('a vector that is missing spoils the whole answer', async () => {
    openai.inject({ kind: 'missing_slide', path: 'embeddings' })
    expect(await ways.embed?.()).toMatchObject({ kind: 'refused', code: 'unreadable', retry: true, charged: 'yes' })
  })

  it('a file above the limit is refused by OpenAI as too large', async () => {
    const file = Buffer.alloc(26_214_401)
    file.write('RIFF....WAVE')
    const clip = { ...makeClip({ file }), bytes: 1000 }
    const transcriber = makeOpenAiTranscriber({ ...access({}), model: 'gpt-transcribe' })
    expect(await transcriber.transcribe(clip, callContext())).toMatchObject(refusedFor('too_large'))
    openai.inject({ kind: 'error', status: 413 })
    expect(await ways.transcribe?.()).toMatchObject(refusedFor('too_large'))
  })
})
