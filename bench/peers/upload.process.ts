import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { newId } from '../../server/kernel/id.ts'
import { serveAnswers, serveQuestions } from '../answering.ts'
import { load } from './load.ts'

/** One other way of taking files, with nothing to check. Arguments: which, where the files go, and where the package is. */
const [which = '', folder = '', from = ''] = process.argv.slice(2)

const ways: Record<string, () => Promise<{ url: string; close(): void }>> = {
  /** The shortest way in Hono; it holds the whole file in memory. */
  async hono() {
    const app = new Hono()
    app.post('/upload', async (c) => {
      const { file } = await c.req.parseBody()
      if (!(file instanceof File)) return c.text('no file', 400)
      await writeFile(join(folder, newId()), Buffer.from(await file.arrayBuffer()))
      return c.body(null, 204)
    })
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
    if (!server.listening) await new Promise<void>((resolve) => server.once('listening', resolve))
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => void server.close() }
  },
  /** The parser under most multipart middleware, straight into a file. */
  async busboy() {
    const { default: busboy } = await load(from, 'busboy')
    return await serveAnswers({
      async upload(response, request) {
        const parser = busboy({ headers: request.headers })
        const written: Promise<void>[] = []
        parser.on('file', (_name: string, file: Readable) =>
          written.push(pipeline(file, createWriteStream(join(folder, newId())))),
        )
        await pipeline(request, parser)
        await Promise.all(written)
        response.statusCode = 204
        response.end()
      },
    })
  },
  /** The resumable protocol as the library comes: its own server and its own store. */
  async tus() {
    const { Server } = await load(from, '@tus/server')
    const { FileStore } = await load(from, '@tus/file-store')
    const tus = new Server({ path: '/upload', datastore: new FileStore({ directory: folder }) })
    return await serveAnswers({
      upload: (response: ServerResponse, request: IncomingMessage) => tus.handle(request, response),
    })
  },
}

await serveQuestions(async () => {
  await mkdir(folder, { recursive: true })
  const server = await ways[which]?.()
  if (server === undefined) throw new Error(`There is no way called ${which}`)
  return { ready: { url: server.url }, stop: server.close }
})
