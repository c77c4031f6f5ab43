import { createReadStream, createWriteStream } from 'node:fs'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { pathToFileURL } from 'node:url'
import { serveHelper } from './answering.ts'

/**
 * What the same machine does without Greenroom: plain Node, and the packages that others use. Argument: where packages for
 * comparison are, or nothing. Their own interfaces are used as their documentation says.
 */
const peersFolder = process.argv[2]
// Packages that may not be there have no types here.
// oxlint-disable-next-line typescript/no-explicit-any
const load = async (name: string): Promise<any> => {
  if (peersFolder === undefined) return null
  try {
    return await import(pathToFileURL(createRequire(join(peersFolder, 'package.json')).resolve(name)).href)
  } catch {
    return null
  }
}
const archiver = await load('archiver')
const yazl = await load('yazl')
const clientZip = await load('client-zip')
const fflate = await load('fflate')

let files: readonly string[] = []
let folder = ''
const streams = new Set<ServerResponse>()
type Answer = (response: ServerResponse, request: IncomingMessage) => Promise<void> | void

const answers: Record<string, Answer | null> = {
  /** The files one after another, untouched: the most that streaming can be. */
  async plain(response) {
    response.setMaxListeners(0)
    for (const file of files)
      await pipeline(createReadStream(file, { highWaterMark: 512 * 1024 }), response, { end: false })
    response.end()
  },
  archiver:
    archiver === null
      ? null
      : async (response) => {
          const archive =
            archiver.ZipArchive === undefined
              ? archiver.default('zip', { store: true })
              : new archiver.ZipArchive({ store: true })
          archive.pipe(response)
          for (const file of files) archive.file(file, { name: basename(file) })
          await archive.finalize()
        },
  yazl:
    yazl === null
      ? null
      : (response) => {
          const zip = new (yazl.ZipFile ?? yazl.default.ZipFile)()
          for (const [index, file] of files.entries()) zip.addFile(file, `${index}.mp4`, { compress: false })
          zip.end()
          zip.outputStream.pipe(response)
        },
  'client-zip':
    clientZip === null
      ? null
      : async (response) => {
          const entries = files.map((file, index) => ({
            name: `${index}.mp4`,
            lastModified: new Date(0),
            input: Readable.toWeb(createReadStream(file)),
          }))
          await pipeline(Readable.fromWeb(clientZip.makeZip(entries)), response)
        },
  fflate:
    fflate === null
      ? null
      : async (response) => {
          const zip = new fflate.Zip((error: Error | null, chunk: Uint8Array, last: boolean) => {
            if (error !== null) response.destroy(error)
            else response.write(chunk)
            if (last) response.end()
          })
          for (const [index, file] of files.entries()) {
            const entry = new fflate.ZipPassThrough(`${index}.mp4`)
            zip.add(entry)
            for await (const chunk of createReadStream(file)) {
              entry.push(chunk, false)
              if (response.writableNeedDrain) await new Promise((resolve) => response.once('drain', resolve))
            }
            entry.push(new Uint8Array(0), true)
          }
          zip.end()
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
}

const server = http.createServer((request, response) => {
  const answer = answers[(request.url ?? '').slice(1).split('?')[0] ?? '']
  if (answer == null) {
    response.statusCode = 404
    response.end()
    return
  }
  Promise.resolve(answer(response, request)).catch((error: unknown) =>
    response.destroy(error instanceof Error ? error : undefined),
  )
})
server.listen(0, '127.0.0.1', () => {
  const there = Object.entries(answers).flatMap(([name, answer]) => (answer === null ? [] : [name]))
  serveHelper(
    { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, there },
    async (question: { files?: string[]; folder?: string; broadcast?: true }) => {
      if (question.folder !== undefined) folder = question.folder
      if (question.files !== undefined) files = question.files
      const began = process.hrtime.bigint()
      if (question.broadcast === true)
        for (const stream of streams) stream.write('id: 1\nevent: shots.changed\ndata: {}\n\n')
      return { began, committed: began }
    },
    async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  )
})
