import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'

/** Thrown when the port cannot be had; the sentence says what to do. */
export class PortUnavailable extends Error {
  override readonly name = 'PortUnavailable'
}

type Answer = (request: Request, environment: object) => Response | Promise<Response>

export interface Listening {
  port: number
  /** Hands over from "starting" to the house. */
  answerWith(answer: Answer): void
  /** Stops taking connections and ends those that wait, streams included. */
  close(): Promise<void>
}

const starting: Answer = () =>
  new Response('Greenroom is starting.', { status: 503, headers: { 'Retry-After': '1', 'Content-Type': 'text/plain' } })

/** Takes the port first, so that a taken one is known before the database is touched. */
export const listen = async (host: string, port: number): Promise<Listening> => {
  let current = starting
  const server = serve({
    fetch: (request, environment) => current(request, environment),
    hostname: host,
    port,
    autoCleanupIncoming: true,
  }) as Server
  // Large uploads and slow clients are normal here; a silent connection still goes after two minutes.
  server.requestTimeout = 0
  server.headersTimeout = 20_000
  server.keepAliveTimeout = 65_000
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', (error: NodeJS.ErrnoException) => reject(explained(error, host, port)))
    if (server.listening) resolve()
  })
  return {
    port: (server.address() as AddressInfo).port,
    answerWith(answer) {
      current = answer
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const explained = (error: NodeJS.ErrnoException, host: string, port: number): Error => {
  if (error.code === 'EADDRINUSE') {
    return new PortUnavailable(
      `Port ${port} is taken by another program. Stop that one, or choose another: PORT=${port + 1} npm start`,
    )
  }
  if (error.code === 'EACCES')
    return new PortUnavailable(`This user may not serve on port ${port}. Choose one above 1023: PORT=4400 npm start`)
  if (error.code === 'EADDRNOTAVAIL')
    return new PortUnavailable(`This machine has no address ${host}. Set HOST to one that it has, e.g. 127.0.0.1.`)
  return error
}
