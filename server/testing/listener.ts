import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A plain HTTP server that counts who connects and answers as the test says. */
export interface Listener {
  readonly port: number
  readonly origin: string
  readonly connections: number
  readonly requests: readonly IncomingMessage[]
  answerWith(answer: Answer): void
  /** Counts from zero again and answers "hello". */
  reset(): void
  close(): Promise<void>
}
type Answer = (request: IncomingMessage, response: ServerResponse) => void

const hello: Answer = (_request, response) => response.setHeader('content-type', 'text/plain').end('hello')

export const startListener = async (): Promise<Listener> => {
  let connections = 0
  let requests: IncomingMessage[] = []
  let answer = hello
  const server = createServer((request, response) => {
    requests.push(request)
    answer(request, response)
  })
  server.on('connection', () => (connections += 1))
  // No host: 127.0.0.1 and ::1 both arrive here.
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    get connections() {
      return connections
    },
    get requests() {
      return requests
    },
    answerWith(next) {
      answer = next
    },
    reset() {
      connections = 0
      requests = []
      answer = hello
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
