import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { streamSSE, type SSEStreamingApi } from 'hono/streaming'
import { serveQuestions } from '../answering.ts'

/** Event streams as Hono's documentation has them, with nothing behind them. */
const streams = new Set<SSEStreamingApi>()
const app = new Hono()
app.get('/events', (c) =>
  streamSSE(c, async (stream) => {
    await stream.write(': hello\n\n')
    streams.add(stream)
    await new Promise<void>((resolve) => stream.onAbort(resolve))
    streams.delete(stream)
  }),
)

await serveQuestions(async () => {
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  if (!server.listening) await new Promise<void>((resolve) => server.once('listening', resolve))
  return {
    ready: { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    async answer() {
      const began = process.hrtime.bigint()
      await Promise.all([...streams].map((stream) => stream.writeSSE({ id: '1', event: 'shots.changed', data: '{}' })))
      return { began, committed: began }
    },
    stop: () => void server.close(),
  }
})
