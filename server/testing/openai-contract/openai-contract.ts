import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { serve, type ServerType } from '@hono/node-server'
import { Hono } from 'hono'
import { controlRoutes } from './control-app.ts'
import { makeFaultPlans, type FaultOrder } from './fault-plans.ts'
import { makePaidLog, type PaidLog } from './paid-log.ts'
import { makeRequestQuota } from './request-quota.ts'
import { refuse, responsesApp } from './responses-app.ts'
import { refusal, type ContractEnv, type OpenAiSettings, type Refusal, type World } from './world.ts'

/** OpenAI's API as far as Greenroom speaks it, strict, with faults on demand and a count of what was paid. */
export interface OpenAiContract {
  readonly origin: string
  /** For OPENAI_BASE_URL. */
  readonly baseUrl: string
  readonly settings: OpenAiSettings
  readonly log: PaidLog
  /** Makes the next POST /v1/responses go wrong. */
  inject(order: FaultOrder): void
  /** Forgets faults, counters, settings and the log. */
  reset(): void
  close(): Promise<void>
}

export interface OpenAiContractOptions {
  /** 0 takes a free one. */
  port?: number
  /** JSONL file of every paid and refused POST. */
  logFile?: string | null
  settings?: Partial<OpenAiSettings>
}

/** Models with the dates of the deprecations page as read in November 2026. */
const standardSettings: OpenAiSettings = {
  requestsPerMinute: 500,
  picturesMustNotBeStored: true,
  models: [
    { id: 'gpt-5.4-mini', shutdownDate: null, input: 0.75, output: 4.5 },
    { id: 'gpt-5.4-nano', shutdownDate: '2027-04-01', input: 0.2, output: 1.25 },
    { id: 'gpt-5.6-luna', shutdownDate: null, input: 1, output: 6 },
    { id: 'gpt-5', shutdownDate: '2026-12-11', input: 1.25, output: 10 },
    { id: 'gpt-4o-mini', shutdownDate: '2027-01-14', input: 0.15, output: 0.6 },
  ],
}

export const startOpenAiContract = async (options: OpenAiContractOptions = {}): Promise<OpenAiContract> => {
  const { port = 0, logFile = null } = options
  const settings: OpenAiSettings = { ...standardSettings, ...options.settings }
  const world: World = { settings, log: makePaidLog(logFile), faults: makeFaultPlans(), quota: makeRequestQuota() }
  const reset = (): void => {
    world.faults.clear()
    world.quota.clear()
    world.log.clear()
    Object.assign(settings, standardSettings, options.settings)
  }

  const app = new Hono<ContractEnv>()
  app.route('/v1', versionOne(world))
  app.route('/', controlRoutes(world, reset))
  const server = await new Promise<ServerType>((resolve) => {
    const started: ServerType = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () => resolve(started))
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    origin,
    baseUrl: `${origin}/v1`,
    settings,
    log: world.log,
    inject: (order) => world.faults.add(order),
    reset,
    async close() {
      if ('closeAllConnections' in server) server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const versionOne = (world: World): Hono<ContractEnv> => {
  const app = new Hono<ContractEnv>()
  app.use(async (exchange, next) => {
    exchange.header('x-request-id', `req_${randomUUID().replaceAll('-', '')}`)
    exchange.header('openai-version', '2020-10-01')
    const authorization = exchange.req.header('Authorization')
    const problem = keyProblem(authorization)
    if (problem !== null) return refuse(exchange, problem)
    exchange.set('key', authorization ?? '')
    return next()
  })
  app.get('/models', (exchange) =>
    exchange.json({
      object: 'list',
      data: world.settings.models.map(({ id, shutdownDate }) => ({
        id,
        object: 'model',
        created: 1_760_000_000,
        owned_by: 'openai',
        shutdown_date: shutdownDate,
      })),
    }),
  )
  app.route('/responses', responsesApp(world))
  app.all('*', (exchange) =>
    refuse(exchange, refusal(404, 'unknown_url', `Unknown request URL: ${exchange.req.method} ${exchange.req.path}.`)),
  )
  return app
}

/** What a key is refused with: the magic keys of the contract server. */
const keyProblem = (authorization: string | undefined): Refusal | null => {
  const key = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? ''
  if (key === 'sk-broke')
    return { ...refusal(429, 'insufficient_quota', 'You exceeded your current quota.'), type: 'insufficient_quota' }
  if (key === 'sk-abroad')
    return refusal(403, 'unsupported_country_region_territory', 'Country, region, or territory not supported')
  return key.startsWith('sk-') && key !== 'sk-revoked'
    ? null
    : refusal(401, 'invalid_api_key', 'Incorrect API key provided.')
}
