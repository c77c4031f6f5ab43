import { mkdir, mkdtemp, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context } from 'hono'
import { Fault } from '../fault.ts'

/**
 * Writes the body of a request into a file in a folder of its own below `folder`, hands over its path, and removes that
 * folder afterwards. What is larger is refused before a byte is taken where the request says so, else at the first byte
 * too many. Throws `request.too_large` (413), `request.cut_off` (400).
 */
export const withBodyAsFile = async <T>(
  c: Context,
  { folder, maxBytes }: { folder: string; maxBytes: number },
  work: (path: string) => Promise<T>,
): Promise<T> => {
  if (Number(c.req.header('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes)
  await mkdir(folder, { recursive: true })
  const own = await mkdtemp(join(folder, 'body-'))
  try {
    const path = join(own, 'body')
    await receive(c.req.raw.body, path, maxBytes)
    return await work(path)
  } finally {
    await rm(own, { recursive: true, force: true })
  }
}

const receive = async (body: ReadableStream<Uint8Array> | null, path: string, maxBytes: number): Promise<void> => {
  await using file = await open(path, 'wx')
  const reader = body?.getReader()
  if (reader === undefined) return
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw new Fault('request.cut_off', 400, 'The line broke before everything had come. Send it again.', { cause })
    })
    if (done) return
    bytes += value.length
    if (bytes > maxBytes) throw tooLarge(maxBytes)
    await file.writeFile(value)
  }
}

const tooLarge = (maxBytes: number): Fault =>
  new Fault('request.too_large', 413, `This is larger than ${Math.floor(maxBytes / 1e6)} MB, which is the most.`)
