import { Hono } from 'hono'
import { cut } from './exchange.ts'
import type { Upload } from './tasks.ts'
import type { ContractEnv, Exchange, World } from './world.ts'

const types = ['video/mp4', 'video/quicktime', 'video/webm']

/** The upload host: the address is the secret, chunks come in order and are as long as announced. Bare HTTP, no JSON. */
export const uploadApp = (world: World): Hono<ContractEnv> => {
  const app = new Hono<ContractEnv>()

  app.put('/video/', async (exchange) => {
    const { upload_id: id = '', upload_token: token = '' } = exchange.req.query()
    const found = world.tasks.byUpload(id, token)
    if (found === null) return exchange.body(null, 404)
    const { task, upload } = found
    const plan = world.faults.take('chunk')?.kind
    if (plan === 'cut_before') return cut(exchange)
    if (plan === 'cut_middle') return cutInTheMiddle(exchange)
    if (plan === 'error') return exchange.body(null, 500)
    if (plan === 'bad_request') return exchange.body(null, 400)
    if (plan === 'forbidden' || world.clock.now() > upload.expiresAt) return exchange.body(null, 403)
    // Read before it is judged: two of the same chunk at once must not both count.
    const data = Buffer.from(await exchange.req.arrayBuffer())
    const status = takes(exchange, upload)
    if (status === 206) {
      upload.parts.push(data)
      upload.received += data.length
      if (upload.received === upload.size) world.tasks.uploaded(task, upload)
    }
    if (plan === 'cut_after') return cut(exchange)
    const whole = status === 206 && upload.received === upload.size
    const header = { 'Content-Range': progressOf(upload, world.settings.progress) }
    return exchange.body(null, whole ? 201 : status, status === 400 ? {} : header)
  })

  return app
}

/** 206 when this is the next chunk, 416 when it is another one, 400 when it is none of the plan. */
const takes = (exchange: Exchange, { size, chunkSize, chunks, received }: Upload): 206 | 400 | 416 => {
  const header = (name: string): string => exchange.req.header(name) ?? ''
  if (header('authorization') !== '' || !types.includes(header('content-type'))) return 400
  const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(header('content-range'))
  const [first, last, total] = (range ?? []).slice(1).map(Number)
  if (first === undefined || last === undefined || total !== size) return 400
  if (header('content-length') !== String(last - first + 1)) return 400
  const index = first / chunkSize
  const end = index === chunks - 1 ? size - 1 : first + chunkSize - 1
  if (!Number.isInteger(index) || index >= chunks || last !== end) return 400
  return first === received ? 206 : 416
}

const progressOf = ({ received, size }: Upload, reading: 'last' | 'count'): string =>
  `bytes 0-${reading === 'count' ? received : Math.max(0, received - 1)}/${size}`

/** Some of the chunk has come when the line breaks; TikTok keeps whole chunks only. */
const cutInTheMiddle = async (exchange: Exchange): Promise<Response> => {
  const reader = exchange.req.raw.body?.getReader()
  await reader?.read()
  return cut(exchange)
}
