import { createHash, randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { openTextSocket } from '../socket-frames.ts'
import { spelledFault, type FaultPlan } from './fault-plans.ts'
import { keyProblem } from './keys.ts'
import { tokensIn } from './paid-route.ts'
import { clientEvent, lineOf, type Wished } from './realtime-shapes.ts'
import { tone } from './sounds.ts'
import { isRefusal, offered, refusal, type OfferedModel, type Refusal, type World } from './world.ts'

const rate = 24_000
const bytesPerPart = rate
/** The platform's own (models overview): sound is 20 tokens a second, and 15 letters are a second of speech. */
const soundTokens = (text: string): number => Math.ceil((text.length / 15) * 20)

/**
 * A session of /v1/realtime over a socket. What is wrong with the address or the country is answered in HTTP; a wrong key or
 * model is told in the open socket, which then closes, as the real one does.
 */
export const openRealtimeSocket = (
  world: World,
  { request, socket, head }: { request: IncomingMessage; socket: Duplex; head: Buffer },
): void => {
  const url = new URL(request.url ?? '/', 'http://contract')
  const header = (name: string): string | null => {
    const value = request.headers[name]
    return typeof value === 'string' ? value : null
  }
  const refuseHttp = (problem: Refusal): void => {
    world.log.refuse({ ...mark(''), status: problem.status, message: problem.message })
    const body = JSON.stringify({ error: problem })
    socket.end(
      `HTTP/1.1 ${problem.status} Refused\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    )
  }
  if (url.pathname !== '/v1/realtime')
    return refuseHttp(refusal(404, 'unknown_url', `Unknown request URL: ${url.pathname}.`))
  const plan = world.faults.take('realtime')
  if (plan?.kind === 'cut_before_accept') return void socket.destroy()
  if (plan?.kind === 'overloaded') return refuseHttp(refusal(503, null, 'The engine is currently overloaded.'))
  if (plan?.kind === 'too_many') return refuseHttp(refusal(429, 'rate_limit_exceeded', 'Rate limit reached.'))
  const key = keyProblem(header('authorization') ?? undefined)
  if (key?.status === 403) return refuseHttp(key)

  const line = openTextSocket(request, socket, head, { text: (text) => take(text), end: () => undefined })
  const tell = (type: string, told: object): void => line.send({ type, event_id: `event_${randomUUID()}`, ...told })
  const complain = ({ message, type, code, param }: Refusal): void => {
    world.log.refuse({ ...mark(''), status: null, message })
    tell('error', { error: { message, type, code, param, event_id: null } })
  }
  const model = offered(world, url.searchParams.get('model') ?? '', 'realtime')
  const wrong = key?.status === 401 ? key : isRefusal(model) ? model : null
  if (wrong !== null) {
    complain(wrong)
    return line.close(wrong === key ? 3000 : 4000, `invalid_request_error.${wrong.code}`)
  }
  const session = {
    type: 'realtime',
    object: 'realtime.session',
    id: `sess_${randomUUID()}`,
    model: (model as OfferedModel).id,
  }
  tell('session.created', { session })

  let active: AbortController | null = null

  const take = (text: string): void => {
    const parsed = clientEvent.safeParse(asJson(text))
    if (!parsed.success)
      return complain(
        refusal(400, 'invalid_value', parsed.error.issues[0]?.message ?? '', parsed.error.issues[0]?.path.join('.')),
      )
    if (parsed.data.type === 'response.cancel') {
      if (active === null)
        return complain(refusal(400, 'response_cancel_not_active', 'Cancellation failed: no active response found'))
      active.abort()
      return
    }
    const asked = parsed.data.response
    const said = answerTo(model as OfferedModel, asked, plan ?? spelledFault(lineOf(asked)))
    if (key !== null) return tell('response.done', { response: { ...said.response, ...unpaid } })
    if (plan?.kind === 'error_after_accept')
      return complain(refusal(500, null, 'The server had an error while processing your request.'))
    world.log.pay({
      ...mark(text),
      path: 'realtime',
      id: said.response.id,
      model: session.model,
      ...said.billed,
      clientRequestId: header('x-client-request-id'),
      person: header('openai-safety-identifier'),
      request: asked,
      pictures: [],
    })
    void speak(said)
  }

  const speak = async ({ events, end, response }: Answer): Promise<void> => {
    const running = new AbortController()
    active = running
    const { liveSpeed } = world.settings
    if (plan?.kind === 'slow') await wait(plan.delayMs, undefined, { ref: false })
    for (const { type, ...told } of events) {
      tell(type, told)
      if (liveSpeed > 0 && type === 'response.output_audio.delta')
        await wait(((bytesPerPart / 48_000) * 1000) / liveSpeed, undefined, { ref: false })
      while (world.settings.liveHeld && type === 'response.output_audio.delta' && !running.signal.aborted)
        await wait(5, undefined, { ref: false })
      if (running.signal.aborted) break
    }
    active = null
    if (running.signal.aborted) {
      world.log.refuse({ ...mark(''), status: null, message: 'cancelled' })
      return tell('response.done', { response: { ...response, ...cancelled } })
    }
    if (end === 'cut') socket.destroy()
    if (end === 'garbled') socket.write(Buffer.concat([Buffer.from([0x81, 2]), Buffer.from('{"')]))
    if (end === 'told') tell('response.done', { response })
  }
}

/** Stopped by whoever asked. What was used by then is billed; here it is all of it. */
const cancelled = {
  status: 'cancelled',
  status_details: { type: 'cancelled', reason: 'client_cancelled' },
} as const

/** What a quota that is used up looks like: it is only told with the answer. */
const unpaid = {
  status: 'failed',
  status_details: {
    type: 'failed',
    error: { type: 'insufficient_quota', code: 'insufficient_quota', message: 'You exceeded your current quota.' },
  },
  output: [],
  usage: null,
} as const

interface Answer {
  response: { id: string; status: string; usage: object | null }
  billed: { inputTokens: number; outputTokens: number; priceMicroUsd: number }
  events: ({ type: string } & Record<string, unknown>)[]
  end: 'told' | 'cut' | 'silent' | 'garbled'
}

const answerTo = (model: OfferedModel, asked: Wished, plan: FaultPlan | null): Answer => {
  const whole = plan?.kind === 'says' ? plan.text : lineOf(asked)
  const most = asked.max_output_tokens ?? 'inf'
  const wanted = soundTokens(whole) + tokensIn(whole)
  const truncated = plan?.kind === 'truncated' || (most !== 'inf' && wanted > most)
  const half = truncated || plan?.kind === 'cut_after_accept' || plan?.kind === 'content_filter'
  const transcript = half ? whole.slice(0, whole.length / 2) : whole
  const sound = tone(transcript.length / 15, rate)
  const status =
    truncated || plan?.kind === 'content_filter' ? 'incomplete' : plan?.kind === 'failed' ? 'failed' : 'completed'
  const spoken = { text_tokens: tokensIn(transcript), audio_tokens: soundTokens(transcript) }
  const inputTokens = tokensIn(`${asked.instructions ?? ''}${JSON.stringify(asked.input)}`)
  const outputTokens = spoken.text_tokens + spoken.audio_tokens
  const id = `resp_${randomUUID()}`
  const item = {
    id: `item_${randomUUID()}`,
    object: 'realtime.item',
    type: 'message',
    role: 'assistant',
    status: 'completed',
  }
  const place = { response_id: id, item_id: item.id, output_index: 0, content_index: 0 }
  const words = transcript.split(/(?<=\s)/)
  const parts = Math.ceil(sound.length / bytesPerPart)
  const events: Answer['events'] = [
    { type: 'response.created', response: { id, object: 'realtime.response', status: 'in_progress', output: [] } },
    { type: 'response.output_item.added', response_id: id, output_index: 0, item: { ...item, status: 'in_progress' } },
    { type: 'response.content_part.added', ...place, part: { type: 'audio', transcript: '' } },
  ]
  // The words run ahead of their sound.
  events.push(...words.map((delta) => ({ type: 'response.output_audio_transcript.delta', ...place, delta })))
  for (let part = 0; part < parts; part += 1)
    events.push({
      type: 'response.output_audio.delta',
      ...place,
      delta: sound.subarray(part * bytesPerPart, (part + 1) * bytesPerPart).toString('base64'),
    })
  if (plan?.kind === 'silent') events.length = 1
  else if (plan?.kind !== 'cut_after_accept')
    events.push(
      { type: 'response.output_audio.done', ...place },
      { type: 'response.output_audio_transcript.done', ...place, transcript },
      { type: 'response.output_item.done', response_id: id, output_index: 0, item },
    )
  return {
    response: {
      id,
      ...{ object: 'realtime.response', conversation_id: null, output_modalities: ['audio'] },
      status,
      ...{
        status_details: detailsOf(plan, status),
        output: [{ ...item, content: [{ type: 'output_audio', transcript }] }],
      },
      usage:
        plan?.kind === 'no_usage'
          ? null
          : {
              total_tokens: inputTokens + outputTokens,
              input_tokens: inputTokens,
              output_tokens: outputTokens,
              input_token_details: { text_tokens: inputTokens, audio_tokens: 0, image_tokens: 0, cached_tokens: 0 },
              output_token_details: spoken,
            },
    },
    billed: {
      inputTokens,
      outputTokens,
      priceMicroUsd: Math.ceil(inputTokens * model.input + outputTokens * model.output),
    },
    events,
    end: ends[plan?.kind ?? ''] ?? 'told',
  }
}

const ends: Partial<Record<string, Answer['end']>> = { cut_after_accept: 'cut', silent: 'silent', malformed: 'garbled' }

const detailsOf = (plan: FaultPlan | null, status: string): object | null => {
  if (status === 'incomplete')
    return { type: status, reason: plan?.kind === 'content_filter' ? 'content_filter' : 'max_output_tokens' }
  if (status === 'failed')
    return { type: status, error: { type: 'server_error', code: 'server_error', message: 'The model failed.' } }
  return null
}

const mark = (text: string) => ({
  at: new Date().toISOString(),
  bodySha256: createHash('sha256').update(text).digest('hex'),
})

const asJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
