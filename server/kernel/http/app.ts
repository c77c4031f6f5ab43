import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { getConnInfo } from '@hono/node-server/conninfo'
import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { getCookie } from 'hono/cookie'
import { NONCE, secureHeaders } from 'hono/secure-headers'
import * as z from 'zod'
import type { Access, Endpoint } from '@greenroom/contract/endpoint.ts'
import type { Problem } from '@greenroom/contract/problem.ts'
import type { Actor } from '../db/acting.ts'
import { Fault } from '../fault.ts'
import { cleanPath, withCorrelation, type Log } from '../log.ts'
import { sendDirectly } from './direct.ts'
import { actorFor, mediaCookieName, type Identifier } from './identify.ts'
import { fieldsOf, parseReporting } from '../issues.ts'
import { problemOf } from './problem.ts'
import type { RawRoute, Route } from './route.ts'

export interface AppOptions {
  routes: readonly Route[]
  rawRoutes: readonly RawRoute[]
  identifier: Identifier
  log: Log
  /** Origins that may send unsafe requests: the house's own addresses. */
  origins: readonly string[]
  trustProxy: boolean
  /** Where pages may connect to besides the house, as a content policy writes it. */
  connectTo?: readonly string[]
  /** Writes down what was answered with 500 and up. Never throws. */
  onFailure(failure: { method: string; route: string; problem: Problem; actor: Actor; error: unknown }): Promise<void>
  /** Checks every answer against the contract; on in tests. */
  checkReplies: boolean
}

interface Env {
  Variables: { correlationId: string; actor: Actor; route: string }
}

const longestJson = 8 * 1024 * 1024
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** The HTTP side of the house: headers, correlation, identity, parsing, one translator for errors. */
export const makeApp = (options: AppOptions): Hono<Env> => {
  const app = new Hono<Env>()
  app.use(async (c, next) => {
    const id = randomUUID()
    c.set('correlationId', id)
    c.set('actor', { kind: 'nobody' })
    c.set('route', cleanPath(c.req.path))
    c.header('X-Correlation-Id', id)
    const began = performance.now()
    await withCorrelation(id, next)
    const { outgoing } = (c.env ?? {}) as { outgoing?: ServerResponse }
    const failed = (error: unknown): void =>
      options.log.warn({ error, path: cleanPath(c.req.path) }, 'answer broke off')
    const sent = outgoing === undefined ? null : await sendDirectly(c.res, outgoing, failed)
    if (sent !== null) {
      // Emptied first: what is put over an answer takes its headers along and is sent as a second one.
      c.res = undefined
      c.res = sent
    }
    options.log.debug(
      {
        method: c.req.method,
        path: cleanPath(c.req.path),
        status: c.res.status,
        ms: Math.round(performance.now() - began),
      },
      'answered',
    )
  })
  app.use(headersFor(options.connectTo ?? []))
  app.use('/auth/*', bodyLimit({ maxSize: 64 * 1024 }))
  app.use('/callbacks/*', bodyLimit({ maxSize: 64 * 1024 }))
  for (const raw of options.rawRoutes) mountRaw(app, raw, options)
  // After the raw routes: those that take files say themselves how much.
  app.use('/api/*', bodyLimit({ maxSize: longestJson }))
  for (const route of options.routes) mount(app, route, options)
  app.all('/api/*', () => {
    throw new Fault('request.no_such_route', 404, 'There is nothing at this address.')
  })
  app.onError(async (error, c) => {
    const problem = problemOf(error, c.get('correlationId'))
    if (problem.status >= 500) {
      options.log.error({ error, method: c.req.method, route: c.get('route') }, 'request failed')
      await options.onFailure({ method: c.req.method, route: c.get('route'), problem, actor: c.get('actor'), error })
    }
    if (problem.retryAfterSeconds !== undefined) c.header('Retry-After', String(problem.retryAfterSeconds))
    return c.json(problem, problem.status as 400, { 'Content-Type': 'application/problem+json' })
  })
  return app
}

const headersFor = (connectTo: readonly string[]) =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'", NONCE, "'wasm-unsafe-eval'"],
      styleSrc: ["'self'", NONCE],
      // Components set positions through the style attribute of elements; style sheets stay strict.
      styleSrcAttr: ["'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      mediaSrc: ["'self'", 'blob:'],
      connectSrc: ["'self'", ...connectTo],
      workerSrc: ["'self'", 'blob:'],
      fontSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    crossOriginResourcePolicy: 'same-origin',
    crossOriginOpenerPolicy: 'same-origin',
    referrerPolicy: 'strict-origin-when-cross-origin',
    permissionsPolicy: { camera: [], geolocation: [], payment: [], usb: [] },
    strictTransportSecurity: 'max-age=31536000; includeSubDomains',
  })

/** A browser says where an unsafe request comes from; another site's is refused. Programs send neither header. */
const refuseForeignOrigin = (c: Context, origins: readonly string[]): void => {
  if (safeMethods.has(c.req.method)) return
  const site = c.req.header('sec-fetch-site')
  const origin = c.req.header('origin')
  const foreignSite = site !== undefined && site !== 'same-origin' && site !== 'none'
  const foreignOrigin =
    origin !== undefined &&
    !origins.includes(origin) &&
    origin !== `${new URL(c.req.url).protocol}//${c.req.header('host') ?? ''}`
  if (foreignSite || foreignOrigin)
    throw new Fault('request.foreign_origin', 403, 'This request came from another site.')
}

const identify = async (
  c: Context<Env>,
  access: Access,
  cookieToo: boolean,
  identifier: Identifier,
): Promise<Actor> => {
  if (access === 'public') return { kind: 'nobody' }
  const header = c.req.header('authorization')
  const cookie = cookieToo && safeMethods.has(c.req.method) ? getCookie(c, mediaCookieName) : undefined
  if (header === undefined && cookie !== undefined) return actorFor(identifier.fromCookie(cookie), access)
  return actorFor(await identifier.fromBearer(header ?? ''), access)
}

const mount = (app: Hono<Env>, { endpoint, answer }: Route, options: AppOptions): void => {
  if (endpoint.maxBytes !== undefined) app.use(endpoint.path, bodyLimit({ maxSize: endpoint.maxBytes }))
  app.on(endpoint.method, endpoint.path, async (c) => {
    c.set('route', endpoint.path)
    refuseForeignOrigin(c, options.origins)
    const actor = await identify(c, endpoint.access, false, options.identifier)
    c.set('actor', actor)
    const reply = await answer({
      actor,
      params: parse(endpoint.params, c.req.param(), 'params'),
      query: parse(endpoint.query, c.req.query(), 'query'),
      body: endpoint.body === undefined ? undefined : parse(endpoint.body, await readJson(c), 'body'),
      correlationId: c.get('correlationId'),
      ip: callerIp(c, options.trustProxy),
      userAgent: (c.req.header('user-agent') ?? '').slice(0, 300),
      http: c,
    })
    c.header('Cache-Control', 'no-store')
    return c.json(options.checkReplies ? checked(endpoint, reply) : (reply as object), (endpoint.status ?? 200) as 200)
  })
}

const mountRaw = (app: Hono<Env>, raw: RawRoute, options: AppOptions): void => {
  const methods =
    raw.method === 'ALL'
      ? ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
      : raw.method === 'GET'
        ? ['GET', 'HEAD']
        : [raw.method]
  app.on(methods, raw.path, async (c) => {
    if (raw.access !== 'public') refuseForeignOrigin(c, options.origins)
    const actor = await identify(c, raw.access, raw.cookie === true, options.identifier)
    c.set('actor', actor)
    return await raw.answer(c, actor)
  })
}

const checked = (endpoint: Endpoint, reply: unknown): object => {
  const result = endpoint.reply.safeParse(reply)
  if (result.success) return result.data as object
  throw new Error(`${endpoint.method} ${endpoint.path} broke its contract: ${z.prettifyError(result.error)}`)
}

const parse = (shape: z.ZodType | undefined, value: unknown, where: string): unknown => {
  if (shape === undefined || shape instanceof z.ZodUndefined) return undefined
  const result = parseReporting(shape, value)
  if (result.success) return result.data
  const fields = fieldsOf(result.error)
  if (where === 'params') throw new Fault('request.no_such_route', 404, 'There is nothing at this address.', { fields })
  const named = fields.map((field) => field.path || where).join(', ')
  throw new Fault('request.invalid', 422, `Some of what was sent is not right: ${named}.`, {
    fields,
    values: { fields: named },
  })
}

const readJson = async (c: Context): Promise<unknown> => {
  const text = await c.req.text()
  if (text.trim() === '') return {}
  if (!/^application\/([\w.+-]+\+)?json\b/.test(c.req.header('content-type') ?? '')) {
    throw new Fault('request.type_not_accepted', 415, 'Send JSON with Content-Type: application/json.')
  }
  try {
    return JSON.parse(text) as unknown
  } catch (cause) {
    throw new Fault('request.not_json', 400, 'What was sent is not readable as JSON.', { cause })
  }
}

/** Behind a trusted proxy the last address counts: it is the one the proxy saw; those before it are what the caller claims. */
export const callerIp = (c: Context, trustProxy: boolean): string => {
  const forwarded = trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  return forwarded ?? getConnInfo(c).remote.address ?? '0.0.0.0'
}
