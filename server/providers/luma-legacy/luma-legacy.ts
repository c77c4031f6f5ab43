import { Fault } from '#kernel/fault.ts'
import type { Outbound } from '#kernel/http/outbound.ts'
import { postOnce, retryAfterSeconds } from '#kernel/http/post-once.ts'
import { checkDelay, type Pace } from '../pace.ts'
import { neverSent, readJson, refusedHere, vendorCode } from '../vendor-reply.ts'
import type { MakerFailure, RequestProblem, Started, VideoMaker, VideoRequest } from '../video-maker.ts'
import { legacyModels, legacyProblems, needsPublicAddress } from './luma-legacy.models.ts'
import { checkedFrom, createBody, lostJob, readCallback, startedFrom } from './luma-legacy.rules.ts'
import { generation } from './luma-legacy.wire.ts'

export interface LumaLegacyOptions {
  /** `luma-…`, from lumalabs.ai/dream-machine/api/keys. */
  apiKey: string
  /** Default https://api.lumalabs.ai/dream-machine/v1. */
  baseUrl?: string
  outbound: Outbound
  /** Build tier: 10 at once, 20 creates a minute (docs: rate-limits). */
  limits: { concurrent: number; startsPerMinute: number }
  /** Whether Luma can fetch pictures from this house. Without it the models are listed as unavailable. */
  reachable: boolean
  /** Default: the first look after 30 s, then every 2 to 5 s; a callback may make it earlier. */
  pace?: Pace
  /** How long to wait for the answer to the paid request before its outcome counts as unknown. Default 60 s. */
  startTimeoutMs?: number
}

const standardPace: Pace = { firstMs: 30_000, nextMs: 2000, maxMs: 5000 }
/** A queued job may read its pictures late. */
const urlSeconds = 24 * 60 * 60

/** Ray 2 and Ray Flash 2 through the older Dream Machine API. Pictures go by public address only; callbacks are hints. */
export const makeLumaLegacy = (options: LumaLegacyOptions): VideoMaker => {
  const { apiKey, outbound, limits, reachable, pace = standardPace, startTimeoutMs = 60_000 } = options
  const baseUrl = (options.baseUrl ?? 'https://api.lumalabs.ai/dream-machine/v1').replace(/\/+$/, '')
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', accept: 'application/json' }
  const models = reachable ? legacyModels : legacyModels.map((model) => ({ ...model, unavailable: needsPublicAddress }))

  return {
    id: 'luma-legacy',
    disclosure: 'Luma Dream Machine',
    limits,
    models: () => models,
    problems: legacyProblems,
    checkDelayMs: (attempt) => checkDelay(pace, attempt),
    readCallback,

    async start(request, { generationId, callbackUrl, signal }) {
      const [problem] = legacyProblems(request)
      if (problem !== undefined) return refusedHere(problem)
      const urls = await publicUrls(request)
      if ('outcome' in urls) return urls
      // The only place that spends money: one POST, whatever happens.
      const posted = await postOnce(outbound, `${baseUrl}/generations/video`, {
        headers: { ...headers, 'x-request-id': generationId },
        body: JSON.stringify(createBody(request, urls.start, urls.end, callbackUrl)),
        timeoutMs: startTimeoutMs,
        signal,
      })
      if (posted.outcome === 'answered') {
        const { status, headers: given, body } = posted.reply
        return startedFrom(status, body.toString('utf8'), retryAfterSeconds(given, new Date()))
      }
      if (posted.outcome === 'maybe_sent') return { outcome: 'unknown', reason: posted.fault.message }
      return neverSent(posted.fault)
    },

    async check(jobId, _request, { signal }) {
      const url = `${baseUrl}/generations/${encodeURIComponent(jobId)}`
      const reply = await outbound.request(url, { headers, timeoutMs: 30_000, signal }).catch((cause: unknown) => {
        throw new Fault('luma-legacy.unreachable', 503, 'Luma could not be reached.', { cause })
      })
      if (reply.status === 404) return lostJob('not_found', 'expired')
      if (reply.status === 401 || reply.status === 403) return lostJob(`${reply.status} on check`, 'auth')
      if (reply.status !== 200) {
        const wait = retryAfterSeconds(reply.headers, new Date())
        const code = reply.status === 429 ? 'luma-legacy.rate_limited' : 'luma-legacy.unreachable'
        const more = wait === null ? {} : { retryAfterSeconds: wait }
        throw new Fault(code, reply.status === 429 ? 429 : 503, `Luma answered ${reply.status}.`, more)
      }
      const parsed = generation.safeParse(readJson(reply.body.toString('utf8')))
      if (!parsed.success)
        throw new Fault('luma-legacy.unreadable', 502, 'Luma’s answer could not be read.', { cause: parsed.error })
      const checked = checkedFrom(parsed.data)
      if (checked === null)
        throw new Fault(
          'luma-legacy.odd_state',
          502,
          `Luma reports an unknown state: ${parsed.data.state.slice(0, 50)}.`,
        )
      return checked
    },
  }
}

const noPublicAddress = (input: 'start' | 'end'): RequestProblem => ({
  input,
  code: 'luma-legacy.needs_public_address',
  message: needsPublicAddress.message,
  said: { code: needsPublicAddress.code },
})

/** Addresses of the pictures, or the rejection when they have none. */
const publicUrls = async ({
  startFrame,
  endFrame,
}: VideoRequest): Promise<{ start: string; end: string | null } | Started> => {
  try {
    const start = await startFrame.signedUrl(urlSeconds)
    if (start === null) return refusedHere(noPublicAddress('start'))
    if (endFrame === null) return { start, end: null }
    const end = await endFrame.signedUrl(urlSeconds)
    return end === null ? refusedHere(noPublicAddress('end')) : { start, end }
  } catch (error) {
    const failure: MakerFailure = {
      vendorCode: vendorCode(`frame_unreadable: ${error instanceof Error ? error.message : String(error)}`),
      kind: 'invalid_input',
      input: null,
      retryable: true,
      charged: 'no',
    }
    return { outcome: 'rejected', failure, retryAfterSeconds: 30 }
  }
}
