import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import * as z from 'zod'
import { makeFaultQueue } from '../fault-queue.ts'
import { openLiteSocket } from './lite-socket.ts'
import { sessionsApp } from './sessions-app.ts'
import {
  faultPlan,
  type ContractEnv,
  type FaultOrder,
  type LiveAvatarSettings,
  type Session,
  type World,
} from './world.ts'

/** LiveAvatar's API in LITE mode as far as Greenroom speaks it, with faults on demand. Nobody is seen: it draws nothing. */
export interface LiveAvatarContract {
  readonly origin: string
  readonly settings: LiveAvatarSettings
  sessions(): Session[]
  inject(order: FaultOrder): void
  /** Forgets sessions, faults, counters and settings. */
  reset(): void
  close(): Promise<void>
}

const standardSettings: LiveAvatarSettings = {
  credits: 100,
  requestsPerSecond: 50,
  tokenSeconds: 600,
  idleSeconds: 300,
  connectMs: 20,
  speed: 1,
}
const order = z.strictObject({
  inject: z.array(faultPlan).optional(),
  reset: z.boolean().optional(),
  settings: z.partialRecord(z.enum(Object.keys(standardSettings)), z.number().nonnegative()).optional(),
})

export const startLiveAvatarContract = async (
  options: { port?: number; settings?: Partial<LiveAvatarSettings> } = {},
): Promise<LiveAvatarContract> => {
  const settings = { ...standardSettings, ...options.settings }
  const world: World = {
    settings,
    sessions: new Map(),
    refused: [],
    faults: makeFaultQueue(faultPlan),
    windows: new Map(),
  }
  const reset = (): void => {
    for (const session of world.sessions.values()) session.close('reset')
    world.sessions.clear()
    world.refused.length = 0
    world.faults.clear()
    world.windows.clear()
    Object.assign(settings, standardSettings, options.settings)
  }
  let origin = ''
  const app = new Hono<ContractEnv>()
  app.route(
    '/v1/sessions',
    sessionsApp(world, () => origin),
  )
  app.get('/_log', (exchange) =>
    exchange.json({
      sessions: [...world.sessions.values()].map(({ token: _token, close: _close, ...told }) => told),
      refused: world.refused,
      credits: settings.credits,
    }),
  )
  app.post('/_control', async (exchange) => {
    const parsed = order.safeParse(await exchange.req.json().catch(() => null))
    if (!parsed.success) return exchange.json({ detail: z.prettifyError(parsed.error) }, 422)
    if (parsed.data.reset === true) reset()
    Object.assign(settings, parsed.data.settings)
    for (const plan of parsed.data.inject ?? []) world.faults.add(plan)
    return exchange.json({ ok: true, settings })
  })
  app.get('/', (exchange) =>
    exchange.text('LiveAvatar contract server. Not LiveAvatar. See GET /_log and POST /_control.'),
  )

  const server = await new Promise<Server>((resolve) => {
    const started = serve({ fetch: app.fetch, port: options.port ?? 0, hostname: '127.0.0.1' }, () =>
      resolve(started as Server),
    )
  })
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const sockets = new Set<Duplex>()
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const session = world.sessions.get(/^\/ws\/([0-9a-f-]{36})$/.exec(request.url ?? '')?.[1] ?? '')
    if (session?.state !== 'started') return socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    openLiteSocket(world, session, { request, socket, head })
  })

  return {
    origin,
    settings,
    sessions: () => [...world.sessions.values()],
    inject: (plan) => world.faults.add(plan),
    reset,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
