import { createReadStream, createWriteStream } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { serveAnswers, serveQuestions } from './answering.ts'

/** What the same machine does without Greenroom: plain Node with nothing to check. It is the limit of three workloads. */
let files: readonly string[] = []
let folder = ''
const streams = new Set<ServerResponse>()

const server = await serveAnswers({
  /** The files one after another, untouched: the most that streaming can be. */
  async plain(response) {
    response.setMaxListeners(0)
    for (const file of files)
      await pipeline(createReadStream(file, { highWaterMark: 512 * 1024 }), response, { end: false })
    response.end()
  },
  /** A body straight into a file. */
  async upload(response, request) {
    await pipeline(request, createWriteStream(join(folder, `upload-${request.url?.split('?')[1] ?? ''}`)))
    response.end()
  },
  /** A stream that writes each message to everybody, with nothing behind it. */
  events(response) {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(': hello\n\n')
    streams.add(response)
    response.on('close', () => streams.delete(response))
  },
})

await serveQuestions(() => ({
  ready: { url: server.url },
  async answer(question: { files?: string[]; folder?: string; broadcast?: true }) {
    if (question.folder !== undefined) folder = question.folder
    if (question.files !== undefined) files = question.files
    const began = process.hrtime.bigint()
    if (question.broadcast === true)
      for (const stream of streams) stream.write('id: 1\nevent: shots.changed\ndata: {}\n\n')
    return { began, committed: began }
  },
  stop: server.close,
}))
