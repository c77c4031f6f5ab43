import { randomUUID } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { controlRoutes } from './control-app.ts'
import { decisionsApp } from './decisions-app.ts'
import { embeddingsApp } from './embeddings-app.ts'
import { keyProblem } from './keys.ts'
import { makeFaultPlans, type FaultOrder } from './fault-plans.ts'
import { makePaidLog, type PaidLog } from './paid-log.ts'
import { makeRequestQuota } from './request-quota.ts'
import { refuse } from './paid-route.ts'
import { openRealtimeSocket } from './realtime-socket.ts'
import { responsesApp } from './responses-app.ts'
import { soundApp } from './sound-app.ts'
import { refusal, type ContractEnv, type OpenAiSettings, type World } from './world.ts'

/** OpenAI's API as far as Greenroom speaks it, strict, with faults on demand and a count of what was paid. */
export interface OpenAiContract {
  readonly origin: string
  /** For OPENAI_BASE_URL. */
  readonly baseUrl: string
  readonly settings: OpenAiSettings
  readonly log: PaidLog
  /** Live sessions that are open. */
  sessions(): number
  /** Makes the next POST, or session, go wrong. */
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
  liveSpeed: 0,
  liveHeld: false,
  models: [
    ...(
      [
        ['gpt-5.4-mini', null, 0.75, 4.5],
        ['gpt-5.4-nano', '2027-04-01', 0.2, 1.25],
        ['gpt-5.6-luna', null, 1, 6],
        ['gpt-5', '2026-12-11', 1.25, 10],
        ['gpt-4o-mini', '2027-01-14', 0.15, 0.6],
      ] as const
    ).map(([id, shutdownDate, input, output]) => ({ id, shutdownDate, kind: 'text' as const, input, output })),
    { id: 'gpt-transcribe', shutdownDate: null, kind: 'transcription', input: 0.0045, output: 0 },
    { id: 'gpt-4o-transcribe', shutdownDate: '2027-02-26', kind: 'transcription', input: 0.006, output: 0 },
    { id: 'whisper-1', shutdownDate: '2027-02-26', kind: 'transcription', input: 0.006, output: 0 },
    { id: 'gpt-4o-mini-tts', shutdownDate: '2027-01-06', kind: 'speech', input: 0, output: 0.015 },
    { id: 'gpt-6-luna', shutdownDate: null, kind: 'decision', input: 0.1, output: 0 },
    { id: 'text-embedding-3-small', shutdownDate: null, kind: 'embedding', input: 0.02, output: 0 },
    { id: 'text-embedding-ada-002', shutdownDate: null, kind: 'embedding', input: 0.1, output: 0 },
    { id: 'gpt-realtime-2.1-mini', shutdownDate: null, kind: 'realtime', input: 10, output: 20 },
    { id: 'gpt-realtime', shutdownDate: '2027-01-20', kind: 'realtime', input: 32, output: 64 },
  ],
}

export const startOpenAiContract = async (options: OpenAiContractOptions = {}): Promise<OpenAiContract> => {
  const { port = 0, logFile = null } = options
  const settings: OpenAiSettings = { ...standardSettings, ...options.settings }
  const world: World = {
    settings,
    log: makePaidLog(logFile),
    faults: makeFaultPlans(),
    quota: makeRequestQuota(),
  }
  const reset = (): void => {
    world.faults.clear()
    world.quota.clear()
    world.log.clear()
    Object.assign(settings, standardSettings, options.settings)
  }

  const app = new Hono<ContractEnv>()
  app.route('/v1', versionOne(world))
  app.route('/', controlRoutes(world, reset))
  const server = await new Promise<Server>((resolve) => {
    const started = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () => resolve(started as Server))
  })
  const sockets = new Set<Duplex>()
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    openRealtimeSocket(world, { request, socket, head })
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    origin,
    baseUrl: `${origin}/v1`,
    settings,
    log: world.log,
    sessions: () => sockets.size,
    inject: (order) => world.faults.add(order),
    reset,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.closeAllConnections()
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
  app.route('/audio', soundApp(world))
  app.route('/decisions', decisionsApp(world))
  app.route('/embeddings', embeddingsApp(world))
  app.all('*', (exchange) =>
    refuse(exchange, refusal(404, 'unknown_url', `Unknown request URL: ${exchange.req.method} ${exchange.req.path}.`)),
  )
  return app
}
