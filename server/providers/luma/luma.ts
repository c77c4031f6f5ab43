import type { Outbound, OutboundReply } from '#kernel/http/outbound.ts'
import { postOnce, retryAfterSeconds } from '#kernel/http/post-once.ts'
import { Fault } from '#kernel/fault.ts'
import { checkDelay, type Pace } from '../pace.ts'
import { neverSent, readJson, refusedHere } from '../vendor-reply.ts'
import type { VideoMaker } from '../video-maker.ts'
import { makeLumaClient } from './luma.client.ts'
import { prepareFrames } from './luma.frames.ts'
import { lumaModels, lumaProblems } from './luma.models.ts'
import { checkedFrom, createBody, failureFrom, startedFrom, type Transport } from './luma.rules.ts'
import { generation } from './luma.wire.ts'

export interface LumaOptions {
  /** `luma-api-…`, from platform.lumalabs.ai. */
  apiKey: string
  /** Default https://agents.lumalabs.ai/v1. */
  baseUrl?: string
  outbound: Outbound
  /** Of the key's plan; shown only in Luma's dashboard. */
  limits: { concurrent: number; startsPerMinute: number }
  /** How pictures travel when there is a choice. Default base64. */
  prefer?: Transport
  /** Default: the first look after 30 s, then every 2 to 5 s (rate-limits guide). */
  pace?: Pace
  /** How long to wait for the answer to the paid request before its outcome counts as unknown. Default 3 min: inline pictures are heavy. */
  startTimeoutMs?: number
}

const standardPace: Pace = { firstMs: 30_000, nextMs: 2000, maxMs: 5000 }

/** Ray 3.2 through the Luma Agents API. */
export const makeLuma = (options: LumaOptions): VideoMaker => {
  const { apiKey, outbound, limits, prefer = 'base64', pace = standardPace, startTimeoutMs = 180_000 } = options
  const baseUrl = (options.baseUrl ?? 'https://agents.lumalabs.ai/v1').replace(/\/+$/, '')
  const client = makeLumaClient(apiKey, baseUrl, outbound, Math.min(pace.nextMs, 500))

  return {
    id: 'luma',
    disclosure: 'Luma Ray 3.2',
    limits,
    models: () => lumaModels,
    problems: lumaProblems,
    checkDelayMs: (attempt) => checkDelay(pace, attempt),

    async start(request, { generationId, signal }) {
      const [problem] = lumaProblems(request)
      if (problem !== undefined) return refusedHere(problem)
      const prepared = await prepareFrames(client, prefer, request, signal)
      if ('outcome' in prepared) return prepared
      // The only place that spends money: one POST, whatever happens. X-Request-Id traces it; it does not make it repeatable.
      const posted = await postOnce(outbound, `${baseUrl}/generations`, {
        headers: { ...client.headers, 'x-request-id': generationId },
        body: JSON.stringify(createBody(request, prepared.start, prepared.end)),
        timeoutMs: startTimeoutMs,
        signal,
      })
      if (posted.outcome === 'answered') {
        const { status, headers, body } = posted.reply
        return startedFrom(status, body.toString('utf8'), retryAfterSeconds(headers, new Date()))
      }
      if (posted.outcome === 'maybe_sent') return { outcome: 'unknown', reason: posted.fault.message }
      return neverSent(posted.fault)
    },

    async check(jobId, _request, { signal }) {
      const reply = await client
        .api('GET', `/generations/${encodeURIComponent(jobId)}`, null, signal)
        .catch((cause: unknown) => {
          throw new Fault('luma.unreachable', 503, 'Luma could not be reached.', { cause })
        })
      if (reply.status === 404) return gone
      if (reply.status === 401 || reply.status === 403) return locked(reply.status)
      if (reply.status !== 200) throw passing(reply)
      const parsed = generation.safeParse(readJson(reply.body.toString('utf8')))
      if (!parsed.success)
        throw new Fault('luma.unreadable', 502, 'Luma’s answer could not be read.', { cause: parsed.error })
      const checked = checkedFrom(parsed.data)
      if (checked === null)
        throw new Fault('luma.odd_state', 502, `Luma reports an unknown state: ${parsed.data.state.slice(0, 50)}.`)
      return checked
    },
  }
}

/** The job is not there, or not for this key: it will not come back, and what it cost cannot be asked. */
const gone = { state: 'failed', failure: { ...failureFrom('not_found', null), kind: 'expired' } } as const
const locked = (status: number) =>
  ({ state: 'failed', failure: { ...failureFrom(`${status} on check`, null), kind: 'auth' } }) as const

const passing = ({ status, headers }: OutboundReply): Fault => {
  const wait = retryAfterSeconds(headers, new Date())
  const more = wait === null ? {} : { retryAfterSeconds: wait }
  return status === 429
    ? new Fault('luma.rate_limited', 429, 'Luma asks for a pause.', more)
    : new Fault('luma.unreachable', 503, `Luma answered ${status}.`, more)
}
