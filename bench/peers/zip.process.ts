import { spawn } from 'node:child_process'
import { createReadStream } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { serveAnswers, serveQuestions } from '../answering.ts'
import { load } from './load.ts'

/** One other way of streaming many files as one stored ZIP, as its documentation says. Arguments: which, and where it is. */
const [which = '', folder = ''] = process.argv.slice(2)
let files: readonly string[] = []

const ways: Record<string, () => Promise<(response: ServerResponse) => Promise<void> | void>> = {
  async archiver() {
    const { ZipArchive } = await load(folder, 'archiver')
    return async (response) => {
      const archive = new ZipArchive({ store: true })
      archive.pipe(response)
      for (const file of files) archive.file(file, { name: basename(file) })
      await archive.finalize()
    }
  },
  async yazl() {
    const yazl = await load(folder, 'yazl')
    return (response) => {
      const zip = new yazl.default.ZipFile()
      for (const [index, file] of files.entries()) zip.addFile(file, `${index}.mp4`, { compress: false })
      zip.end()
      zip.outputStream.pipe(response)
    }
  },
  async 'client-zip'() {
    const { makeZip } = await load(folder, 'client-zip')
    return async (response) => {
      const entries = files.map((file, index) => ({
        name: `${index}.mp4`,
        lastModified: new Date(0),
        input: Readable.toWeb(createReadStream(file)),
      }))
      await pipeline(Readable.fromWeb(makeZip(entries)), response)
    }
  },
  async fflate() {
    const { Zip, ZipPassThrough } = await load(folder, 'fflate')
    return async (response) => {
      const zip = new Zip((error: Error | null, chunk: Uint8Array, last: boolean) => {
        if (error !== null) response.destroy(error)
        else response.write(chunk)
        if (last) response.end()
      })
      for (const [index, file] of files.entries()) {
        const entry = new ZipPassThrough(`${index}.mp4`)
        zip.add(entry)
        for await (const chunk of createReadStream(file)) {
          entry.push(chunk, false)
          if (response.writableNeedDrain) await new Promise((resolve) => response.once('drain', resolve))
        }
        entry.push(new Uint8Array(0), true)
      }
      zip.end()
    }
  },
  /** The program, writing into a pipe. */
  async zip() {
    await new Promise((resolve, reject) =>
      spawn('zip', ['-v'], { stdio: 'ignore' }).on('error', reject).on('exit', resolve),
    )
    return async (response) => {
      const child = spawn('zip', ['-0', '-q', '-r', '-', ...files], { stdio: ['ignore', 'pipe', 'inherit'] })
      await pipeline(child.stdout, response)
    }
  },
}

await serveQuestions(async () => {
  const way = await ways[which]?.()
  if (way === undefined) throw new Error(`There is no way called ${which}`)
  const server = await serveAnswers({ zip: way })
  return {
    ready: { url: `${server.url}/zip` },
    answer: async (question: { files: string[] }) => void (files = question.files),
    stop: server.close,
  }
})
