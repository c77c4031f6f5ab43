import type { OutboundSocket } from '#kernel/http/outbound-socket.ts'
import { OutboundFault } from '#kernel/http/outbound-fault.ts'
import type { CallContext, CallUsage } from '../paid-call.ts'
import { refusedBy, type NotDone } from '../paid-refusal.ts'
import { readJson } from '../vendor-reply.ts'
import { baseOf, type OpenAiAccess } from './openai.client.ts'
import { hearLine, rate, type HeardLine } from './openai.live.sound.ts'
import { readEvent, readOut, type LiveProblem, type LiveResponse } from './openai.live.wire.ts'
import { costMicroUsd, soundPriceOf } from './openai.models.ts'
import { problemFrom } from './openai.problems.ts'
import { secondsOf, who, type LineSpeaker } from './openai.speaker.ts'

export interface OpenAiLiveOptions extends OpenAiAccess {
  model: string
  timeoutMs?: number
}

const mostBytes = 32 * 1024 * 1024
/** Of one answer (realtime.d.ts). */
const mostTokens = 4096
/** What the instructions and what stands around the line are counted as: about a token for every third letter. */
const instructionTokens = 220
/** Sound is 20 tokens a second, and its words come with it; half as much again for somebody who takes their time. */
const tokensOf = (characters: number): number =>
  Math.min(mostTokens, Math.ceil(secondsOf(characters) * 20 * 1.5 + characters / 2 + 80))

/**
 * Lines through a live session: one session, one line, and the session is closed. A model that talks may say other words
 * than it was given; the transcript of what it said tells, and then the sound is refused, although it was paid for.
 */
export const makeLive = (options: OpenAiLiveOptions): LineSpeaker => {
  const { model, timeoutMs = 30_000 } = options
  // Its text costs less than its sound and is counted as dear: what was said before must not be exceeded.
  const price = soundPriceOf(model)

  return {
    model,
    // So long that a slow reading of it fits into one answer.
    characters: 1100,
    estimateMicroUsd: (characters) =>
      costMicroUsd(price, instructionTokens + Math.ceil(characters / 2), tokensOf(characters)),

    streams: true,

    async speak(line, voice, context, heard) {
      const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), context.signal])
      const socket = await open(options, context, signal)
      if ('kind' in socket) return socket
      const course: Course = { stage: 'opened', over: false }
      try {
        const sound = hearLine(line, heard)
        const response = await listen(socket, course, sound, () =>
          JSON.stringify(readOut(model, line, { voice, tokens: tokensOf(line.text.length) })),
        )
        if ('kind' in response) return response
        const usage = usageOf(response, price)
        const problem = problemOf(response, sound, usage)
        return (
          problem ?? {
            kind: 'done',
            value: { audio: wavOf(sound.all()), mime: 'audio/wav', voice },
            usage,
            requestId: response.id ?? null,
          }
        )
      } catch (error) {
        if (!(error instanceof OutboundFault)) throw error
        return course.stage === 'opened'
          ? refusedBy(who, 'provider_down', `${error.kind}: ${error.message}`, { retryAfterSeconds: 30 })
          : { kind: 'unknown', reason: error.message }
      } finally {
        // Whatever it still had to say, nobody pays for it to go on.
        if (course.stage === 'begun' && !course.over) cancel(socket)
        socket.close()
      }
    },
  }
}

interface Course {
  /** `asked`: from here on it may have been paid for. `begun`: it surely will be. */
  stage: 'opened' | 'asked' | 'begun'
  over: boolean
}
const cancel = (socket: OutboundSocket): void => socket.send(JSON.stringify({ type: 'response.cancel' }))

const open = async (
  access: OpenAiLiveOptions,
  { requestId, userRef }: CallContext,
  signal: AbortSignal,
): Promise<OutboundSocket | NotDone> => {
  try {
    return await access.outbound.socket(`${baseOf(access)}/realtime?model=${encodeURIComponent(access.model)}`, {
      headers: {
        authorization: `Bearer ${access.apiKey}`,
        'x-client-request-id': requestId,
        'openai-safety-identifier': userRef,
      },
      maxBytes: mostBytes,
      signal,
    })
  } catch (error) {
    if (!(error instanceof OutboundFault)) throw error
    const { kind, status = 0, message } = error
    // Refused at the door: nothing was asked yet.
    if (status === 401 || status === 403) return refusedBy(who, 'auth', message)
    if (status === 429) return refusedBy(who, 'rate_limited', message, { retryAfterSeconds: 20 })
    if (status >= 400 && status < 500) return refusedBy(who, 'invalid_input', message)
    return refusedBy(who, 'provider_down', `${kind}: ${message}`, kind === 'blocked' ? {} : { retryAfterSeconds: 30 })
  }
}

/** Asks as soon as the session is there, and listens until the answer is over. Throws OutboundFault. */
const listen = async (
  socket: OutboundSocket,
  course: Course,
  sound: HeardLine,
  request: () => string,
): Promise<LiveResponse | NotDone> => {
  for (;;) {
    const news = await socket.next()
    if (news.kind === 'closed') return endedEarly(course, `closed: ${news.code} ${news.reason}`)
    const event = readEvent(readJson(news.text))
    if (event === null) return endedEarly(course, 'something unreadable')
    switch (event.type) {
      case 'session.created':
        course.stage = 'asked'
        socket.send(request())
        break
      case 'response.created':
        course.stage = 'begun'
        break
      case 'response.output_audio.delta':
        sound.add(Buffer.from(event.delta, 'base64'))
        break
      case 'response.output_audio_transcript.done':
        sound.said(event.transcript, true)
        break
      case 'response.output_audio_transcript.delta':
        // Once it goes another way nobody wants the rest of it. Its end is waited for: that tells what was used.
        if (sound.said(event.delta, false) === 'strayed') cancel(socket)
        break
      case 'error':
        // "Most errors are recoverable" (realtime.d.ts): an answer that has begun is heard to its end.
        if (course.stage !== 'begun') return complaint(course, event.error)
        break
      case 'response.done':
        course.over = true
        return event.response
      case 'other':
        break
    }
  }
}

const endedEarly = (course: Course, words: string): NotDone =>
  course.stage === 'opened'
    ? refusedBy(who, 'provider_down', words, { retryAfterSeconds: 30 })
    : { kind: 'unknown', reason: `The session ended early: ${words}` }

/** An error before any answer. What was wrong with the request was not paid for; what went wrong at OpenAI may have been. */
const complaint = (course: Course, { type, code, message }: LiveProblem): NotDone => {
  const words = `${code ?? type ?? ''} ${message ?? ''}`
  if (code === 'invalid_api_key') return refusedBy(who, 'auth', words)
  if (/^(model_not_found|invalid_model)$/.test(code ?? '')) return refusedBy(who, 'model_unavailable', words)
  if (type === 'server_error') return endedEarly(course, words)
  const told = { error: { type: type ?? null, code: code ?? null, message: message ?? null } }
  const problem = problemFrom(code === 'rate_limit_exceeded' ? 429 : 400, silent, JSON.stringify(told))
  if (problem.kind === 'unknown') return problem
  const { retryAfterSeconds } = problem
  return refusedBy(who, problem.code, problem.words, retryAfterSeconds === undefined ? {} : { retryAfterSeconds })
}
const silent = { get: () => null }

const usageOf = ({ usage }: LiveResponse, price: { input: number; output: number }): CallUsage | null =>
  usage === null || usage === undefined
    ? null
    : {
        costMicroUsd: costMicroUsd(price, usage.input_tokens, usage.output_tokens),
        counts: { inputTokens: usage.input_tokens, outputTokens: usage.output_tokens },
      }

/** Why an answer that is over cannot be used; null when it can. */
const problemOf = (
  { status, status_details: details }: LiveResponse,
  sound: HeardLine,
  usage: CallUsage | null,
): NotDone | null => {
  const paid = { usage, charged: 'yes' as const }
  if (status === 'failed') {
    const { code = null, message = null } = details?.error ?? {}
    if (code === 'insufficient_quota') return refusedBy(who, 'insufficient_funds', `${code} ${message ?? ''}`)
    const charged = usage === null ? ('unknown' as const) : ('yes' as const)
    return refusedBy(who, 'provider_down', `${code ?? ''} ${message ?? ''}`, { retry: true, usage, charged })
  }
  const otherWords = (): NotDone => refusedBy(who, 'unreadable', 'other words than the line', { ...paid, retry: true })
  if (sound.strayed()) return otherWords()
  if (details?.reason === 'content_filter') return refusedBy(who, 'moderated', 'content_filter', paid)
  if (status !== 'completed') return refusedBy(who, 'truncated', details?.reason ?? status, { ...paid, retry: true })
  if (sound.all().length === 0) return refusedBy(who, 'unreadable', 'no sound', { ...paid, retry: true })
  return sound.isLine() ? null : otherWords()
}

/** A WAV, which every browser plays: 16 bit, mono, as it comes. */
const wavOf = (sound: Buffer): Buffer => {
  const head = Buffer.alloc(44)
  head.write('RIFF')
  head.writeUInt32LE(36 + sound.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate * 2, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(sound.length, 40)
  return Buffer.concat([head, sound])
}
