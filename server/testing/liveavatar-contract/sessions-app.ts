import { randomUUID } from 'node:crypto'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import { cors } from 'hono/cors'
import * as z from 'zod'
import { envelope, type ContractEnv, type Exchange, type FaultPlan, type Session, type World } from './world.ts'

const sandboxFace = 'dd73ea75-1218-4ef3-92ce-606d5f7fbc0a'

const wish = z.strictObject({
  mode: z.literal('LITE', 'Contract server: only mode LITE.'),
  avatar_id: z.uuid(),
  is_sandbox: z.boolean().default(false),
  video_settings: z
    .strictObject({ quality: z.enum(['low', 'medium', 'high', 'very_high']), encoding: z.enum(['VP8', 'H264']) })
    .optional(),
  max_session_duration: z.int().positive().optional(),
})
const about = z.strictObject({ session_id: z.uuid().optional(), reason: z.string().optional() })

type Answer = { status: 200 | 201; data: unknown } | { status: 400 | 401 | 402 | 404 | 422; message: string }
type Moment = FaultPlan['on']

/** /v1/sessions: token, start, keep-alive and stop. Browsers of any origin may call it, as they may the vendor. */
export const sessionsApp = (world: World, origin: () => string): Hono<ContractEnv> => {
  const app = new Hono<ContractEnv>()
  app.use(cors({ origin: (from) => from, credentials: true, allowHeaders: ['Authorization', 'Content-Type'] }))

  const route = (moment: Moment, answer: (exchange: Exchange, plan: FaultPlan | null) => Promise<Answer> | Answer) =>
    app.post(`/${moment}`, async (exchange) => {
      const plan = world.faults.take(moment)
      if (plan?.kind === 'cut_before') return cut(exchange)
      if (plan?.kind === 'gateway_page') return exchange.html('<html>502 Bad Gateway</html>', 502)
      if (plan?.kind === 'error') {
        world.refused.push(refusal(moment, plan.status, 'An ordered error.'))
        return exchange.json(envelope(null, plan.status * 10, 'An ordered error.'), plan.status as 400)
      }
      const who = exchange.req.header('X-API-KEY') ?? exchange.req.header('Authorization') ?? ''
      if (overRate(world, `${who} ${moment}`)) {
        world.refused.push(refusal(moment, 429, 'Too Many Requests'))
        return exchange.json(envelope(null, 4290, 'Too Many Requests'), 429, { 'Retry-After': '1' })
      }
      const given = await answer(exchange, plan)
      if ('message' in given) {
        world.refused.push(refusal(moment, given.status, given.message))
        return exchange.json(envelope(null, given.status * 10, given.message), given.status)
      }
      if (plan?.kind === 'cut_after') return cut(exchange)
      if (plan?.kind === 'malformed') return exchange.body('{"code":1000,"data":{', 200)
      if (plan?.kind === 'other_code') return exchange.json(envelope(null, 4000, 'It did not work.'))
      return exchange.json(envelope(given.data), given.status)
    })

  route('token', async (exchange, plan) => {
    const problem = keyProblem(exchange.req.header('X-API-KEY'))
    if (problem !== null) return problem
    const parsed = wish.safeParse(await exchange.req.json().catch(() => null))
    if (!parsed.success) return { status: 422, message: z.prettifyError(parsed.error) }
    const { avatar_id: avatarId, is_sandbox: sandbox, max_session_duration: seconds = 1200 } = parsed.data
    if (sandbox && avatarId !== sandboxFace) return { status: 400, message: 'The sandbox has only its own avatar.' }
    const id = randomUUID()
    const token = tokenFor(id, plan?.kind === 'full_token' ? 'FULL' : 'LITE')
    world.sessions.set(id, {
      id,
      token,
      avatarId,
      sandbox,
      maxSeconds: sandbox ? Math.min(60, seconds) : seconds,
      tokenUntil: Date.now() + world.settings.tokenSeconds * 1000,
      state: 'minted',
      endedBecause: null,
      startedAt: null,
      lastSign: Date.now(),
      spoken: [],
      dropped: [],
      listening: false,
      close: () => undefined,
    })
    return { status: 200, data: { session_id: id, session_token: token } }
  })

  route('start', (exchange) => {
    const session = byToken(world, exchange)
    if (session === null || session.tokenUntil < Date.now())
      return { status: 401, message: 'Session token has expired.' }
    if (session.state !== 'minted') return { status: 400, message: 'The session was started before.' }
    if (!session.sandbox && world.settings.credits < 1) return { status: 402, message: 'Insufficient credits.' }
    session.state = 'started'
    session.startedAt = Date.now()
    const wsUrl = `${origin().replace(/^http/, 'ws')}/ws/${session.id}`
    // No room of the vendor's own: then its library in the browser needs nothing but the socket.
    return {
      status: 201,
      data: { session_id: session.id, ws_url: wsUrl, max_session_duration: session.maxSeconds },
    }
  })

  route('keep-alive', async (exchange) => {
    const session = await bySign(world, exchange)
    if (session === null) return { status: 404, message: 'Session not found.' }
    if (session.state === 'ended') return { status: 400, message: 'Session is not active.' }
    session.lastSign = Date.now()
    return { status: 200, data: null }
  })

  route('stop', async (exchange) => {
    const session = await bySign(world, exchange)
    if (session === null) return { status: 404, message: 'Session not found.' }
    session.close('stopped')
    endSession(world, session, 'stopped')
    return { status: 200, data: null }
  })
  return app
}

/** Ends a session once and takes what it cost. */
export const endSession = (world: World, session: Session, because: string): void => {
  if (session.state === 'ended') return
  if (session.startedAt !== null && !session.sandbox)
    world.settings.credits -= Math.max(1, Math.ceil((Date.now() - session.startedAt) / 60_000))
  session.state = 'ended'
  session.endedBecause = because
}

const refusal = (path: string, status: number, message: string) => ({
  at: new Date().toISOString(),
  path,
  status,
  message,
})

const cut = (exchange: Exchange): Response => {
  exchange.env.incoming.socket.destroy()
  return RESPONSE_ALREADY_SENT
}

/** The magic keys of the contract server. */
const keyProblem = (key: string | undefined): Answer | null => {
  if (key === 'la-broke') return { status: 402, message: 'Insufficient credits.' }
  return key?.startsWith('la-') === true && key !== 'la-revoked' ? null : { status: 401, message: 'Invalid API key.' }
}

const byToken = (world: World, exchange: Exchange): Session | null => {
  const token = /^Bearer (\S+)$/.exec(exchange.req.header('Authorization') ?? '')?.[1]
  return [...world.sessions.values()].find((session) => session.token === token) ?? null
}

/** With the token of a session, or with the key and its id. */
const bySign = async (world: World, exchange: Exchange): Promise<Session | null> => {
  const own = byToken(world, exchange)
  if (own !== null) return own
  if (keyProblem(exchange.req.header('X-API-KEY')) !== null) return null
  const parsed = about.safeParse(await exchange.req.json().catch(() => null))
  return parsed.success ? (world.sessions.get(parsed.data.session_id ?? '') ?? null) : null
}

/** A fixed window of one second for each caller and address (rate limits guide). */
const overRate = (world: World, caller: string): boolean => {
  const second = Math.floor(Date.now() / 1000)
  const window = world.windows.get(caller)
  const count = window?.second === second ? window.count + 1 : 1
  world.windows.set(caller, { second, count })
  return count > world.settings.requestsPerSecond
}

/** Looks like the vendor's: a JWT whose payload tells the mode. Its signature is none. */
const tokenFor = (id: string, mode: string): string =>
  [{ alg: 'HS256', typ: 'JWT' }, { session_id: id, start_session_data: { mode } }, { of: randomUUID() }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
