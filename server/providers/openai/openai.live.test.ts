import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { makeOutbound } from '#kernel/http/outbound.ts'
import { startOpenAiContract } from '#testing/openai-contract/openai-contract.ts'
import { callContext, doneOf } from '#testing/paid-calls.ts'
import type { SpokenLine } from '../voice.ts'
import { makeOpenAiVoice, type OpenAiVoiceOptions } from './openai.voice.ts'

const openai = await startOpenAiContract()
const outbound = makeOutbound({ allow: [openai.origin] })
afterAll(async () => {
  await outbound.close()
  await openai.close()
})
beforeEach(() => openai.reset())

const make = (change: Partial<OpenAiVoiceOptions> = {}) =>
  makeOpenAiVoice({
    apiKey: 'sk-test',
    baseUrl: openai.baseUrl,
    outbound,
    callsPerMinute: 500,
    way: 'live',
    model: 'gpt-4o-mini-tts',
    liveModel: 'gpt-realtime-2.1-mini',
    voices: ['nova', 'marin'],
    ...change,
  })
const line: SpokenLine = { text: 'What does it cost us, € 1.200?', language: 'en', speaker: 'Robin' }
const speak = (change: Partial<OpenAiVoiceOptions> = {}, context = callContext()) => make(change).speak(line, context)
const paid = () => openai.log.paid()
const refusedFor = (code: string) => ({ kind: 'refused', code, charged: 'no' })

describe('a line by a live session', () => {
  it('is asked for outside of any conversation, with nothing but the line, and settled by what was used', async () => {
    const { value, usage, requestId } = doneOf(await speak())
    const [post] = paid()
    expect(post).toMatchObject({
      path: 'realtime',
      model: 'gpt-realtime-2.1-mini',
      clientRequestId: callContext().requestId,
      person: 'person-1',
      request: {
        conversation: 'none',
        // The other one is no voice of a session.
        audio: { output: { voice: 'marin', format: { type: 'audio/pcm', rate: 24_000 } } },
        input: [{ role: 'user', content: [{ text: '<line>What does it cost us, € 1.200?</line>' }] }],
        reasoning: { effort: 'minimal' },
      },
    })
    expect(usage?.costMicroUsd).toBe(post?.priceMicroUsd)
    expect(requestId).toBe(post?.id)
    // Two seconds of sound and the head of a WAV that says so.
    expect([value.audio.length, value.audio.readUInt32LE(40)]).toEqual([44 + 96_000, 96_000])
  })

  it('is refused when other words were said, and was paid for', async () => {
    for (const text of ['It costs twelve hundred euros.', `${line.text} Shall I go on?`, 'What does it cost us?']) {
      openai.inject({ kind: 'says', path: 'realtime', text })
      const answer = await speak()
      expect(answer, text).toMatchObject({ kind: 'refused', code: 'unreadable', charged: 'yes', retry: true })
      expect(answer).toMatchObject({ usage: { costMicroUsd: paid().at(-1)?.priceMicroUsd } })
      expect(answer).not.toHaveProperty('retryAfterSeconds')
    }
    openai.inject({ kind: 'says', path: 'realtime', text: 'What does it cost us? Twelve hundred euros.' })
    expect((await speak()).kind).toBe('done')
  })

  it('can be heard while it is made, no further than its words were compared', async () => {
    openai.settings.liveSpeed = 40
    const long = { ...line, text: 'We lose two days a week on planning, and that is what it costs us.' }
    const pieces: Buffer[] = []
    const { value } = doneOf(await make().speak(long, callContext(), (sound) => pieces.push(sound)))
    expect(pieces.length).toBeGreaterThan(1)
    expect(Buffer.concat(pieces).equals(value.audio.subarray(44))).toBe(true)
    // Other words after the same beginning: what was heard is of the beginning, and the rest is not even made.
    openai.inject({ kind: 'says', path: 'realtime', text: `We lose two days. ${'Or is it weeks? '.repeat(40)}` })
    pieces.length = 0
    const answer = await make().speak(long, callContext(), (sound) => pieces.push(sound))
    expect(answer).toMatchObject({ kind: 'refused', code: 'unreadable', charged: 'yes' })
    expect(Buffer.concat(pieces).length).toBeLessThan((48_000 * 'We lose two days. '.length) / 15)
    expect(openai.log.refused()).toMatchObject([{ message: 'cancelled' }])
  })

  it('is refused when it broke off or was not wanted, and was paid for', async () => {
    for (const [kind, code] of [
      ['truncated', 'truncated'],
      ['content_filter', 'moderated'],
      ['failed', 'provider_down'],
    ] as const) {
      openai.inject({ kind, path: 'realtime' })
      expect(await speak(), kind).toMatchObject({ kind: 'refused', code, charged: 'yes' })
    }
    openai.inject({ kind: 'no_usage', path: 'realtime' })
    expect(doneOf(await speak()).usage).toBeNull()
  })

  it('may be sent again by itself only when no session was begun', async () => {
    for (const kind of ['cut_before_accept', 'overloaded'] as const) {
      openai.inject({ kind, path: 'realtime' })
      expect(await speak(), kind).toMatchObject({ ...refusedFor('provider_down'), retryAfterSeconds: 30 })
    }
    openai.inject({ kind: 'too_many', path: 'realtime' })
    expect(await speak()).toMatchObject({ ...refusedFor('rate_limited'), retryAfterSeconds: 20 })
    expect(await speak({ baseUrl: 'http://127.0.0.1:1/v1' })).toMatchObject(refusedFor('provider_down'))
    expect(await speak({}, callContext({ signal: AbortSignal.abort() }))).toMatchObject({ retryAfterSeconds: 30 })
    expect(paid()).toEqual([])
  })

  it('is refused for good by a wrong key, an empty account and a model that is gone', async () => {
    const refusals = [
      await speak({ apiKey: 'sk-revoked' }),
      await speak({ apiKey: 'sk-abroad' }),
      await speak({ apiKey: 'sk-broke' }),
      await speak({ liveModel: 'gpt-0' }),
      await speak({ baseUrl: openai.origin }),
    ]
    expect(refusals).toMatchObject([
      refusedFor('auth'),
      refusedFor('auth'),
      refusedFor('insufficient_funds'),
      refusedFor('model_unavailable'),
      refusedFor('invalid_input'),
    ])
    for (const refusal of refusals) expect(refusal).not.toHaveProperty('retryAfterSeconds')
    expect(JSON.stringify(refusals)).not.toMatch(/sk-(revoked|abroad|broke)/)
    expect(paid()).toEqual([])
  })

  it('has an unknown end when nobody can say what became of it', async () => {
    for (const kind of ['cut_after_accept', 'error_after_accept', 'malformed'] as const) {
      openai.inject({ kind, path: 'realtime' })
      expect(await speak(), kind).toMatchObject({ kind: 'unknown' })
    }
    openai.inject({ kind: 'silent', path: 'realtime' })
    // Long enough for the session to begin, also on a busy machine.
    expect(await speak({ timeoutMs: 2000 })).toMatchObject({
      kind: 'unknown',
      reason: expect.stringMatching(/too long/),
    })
    openai.inject({ kind: 'silent', path: 'realtime' })
    const calledOff = new AbortController()
    const answer = speak({}, callContext({ signal: calledOff.signal }))
    await expect.poll(() => paid().length).toBe(4)
    calledOff.abort()
    expect(await answer).toMatchObject({ kind: 'unknown' })
    // Nothing of it lives on.
    await expect.poll(() => openai.sessions()).toBe(0)
  })
})

describe('which way a voice takes by itself', () => {
  const auto = (now: string) => make({ way: 'auto', now: () => new Date(now) })
  const path = async (voice: ReturnType<typeof make>) => {
    doneOf(await voice.speak(line, callContext()))
    return paid().at(-1)?.path
  }

  it('is the speech model until the day it ends, and then the live session', async () => {
    const voice = auto('2027-01-05T23:59:59Z')
    expect([await path(voice), voice.model]).toEqual(['audio/speech', 'gpt-4o-mini-tts'])
    const later = auto('2027-01-06T00:00:00Z')
    expect([await path(later), later.model]).toEqual(['realtime', 'gpt-realtime-2.1-mini'])
    expect(later.disclosure).toBe('Computer voice: OpenAI gpt-realtime-2.1-mini')
  })

  it('heeds what OpenAI says of its models', async () => {
    const listed = (shutdown_date: string | null) => ({ data: [{ id: 'gpt-4o-mini-tts', shutdown_date }] })
    const voice = auto('2026-12-01T00:00:00Z')
    voice.heed(listed('2026-11-30'))
    expect(await path(voice)).toBe('realtime')
    voice.heed(listed('2027-03-01'))
    expect(await path(voice)).toBe('audio/speech')
    voice.heed({ data: [{ id: 'gpt-realtime-2.1-mini' }] })
    expect(await path(voice)).toBe('realtime')
  })

  it('changes with the first line that the speech model is not there for', async () => {
    const voice = make({ way: 'auto', model: 'gpt-9-tts', now: () => new Date('2026-12-01T00:00:00Z') })
    expect(await voice.speak(line, callContext())).toMatchObject(refusedFor('model_unavailable'))
    expect(await path(voice)).toBe('realtime')
  })
})
