import { Hono } from 'hono'
import * as z from 'zod'
import { fileAnswer } from './stored-files.ts'
import type { ContractEnv, World } from './world.ts'

const presignedUpload = z.strictObject({
  mime_type: z.string(),
  size_bytes: z
    .int()
    .positive()
    .max(5 * 1024 ** 3),
  filename: z.string().optional(),
  purpose: z.enum(['input', 'reference']).default('input'),
  expires_at: z.string().optional(),
  user_id: z.string().optional(),
})

/** /v1/files: inline and presigned uploads, with the same key rules as the rest of the Agents API. */
export const filesRoutes = (world: World): Hono<ContractEnv> => {
  const app = new Hono<ContractEnv>()

  app.post('/', async (exchange) => {
    if (world.faults.take('file') !== null) return exchange.json({ detail: 'Internal server error' }, 500)
    const key = exchange.get('key')
    if (exchange.req.header('Content-Type')?.startsWith('multipart/form-data') === true) {
      const { file: part } = await exchange.req.parseBody()
      if (!(part instanceof File)) return exchange.json({ detail: 'file: Field required' }, 422)
      const file = world.files.add({
        key,
        mime: part.type,
        sizeBytes: part.size,
        filename: part.name,
        purpose: 'input',
      })
      file.data = Buffer.from(await part.arrayBuffer())
      file.state = 'ready'
      return exchange.json(fileAnswer(file), 201)
    }
    const asked = presignedUpload.safeParse(await exchange.req.json().catch(() => null))
    if (!asked.success) return exchange.json({ detail: asked.error.issues[0]?.message ?? 'invalid' }, 422)
    const { mime_type: mime, size_bytes: sizeBytes, filename = null, purpose } = asked.data
    const file = world.files.add({ key, mime, sizeBytes, filename, purpose })
    const upload = {
      url: `${world.origin()}/uploads/${file.uploadToken}?X-Amz-Expires=3600`,
      method: 'PUT',
      headers: { 'Content-Type': mime },
      expires_at: new Date(file.uploadExpiresAt).toISOString(),
    }
    return exchange.json({ id: file.id, state: file.state, file: fileAnswer(file), upload }, 201)
  })

  app.post('/:id/complete', (exchange) => {
    const file = world.files.find(exchange.req.param('id'), exchange.get('key'))
    if (file === null) return exchange.json({ detail: 'File not found' }, 404)
    const fault = world.faults.take('complete')
    if (fault?.kind === 'error') return exchange.json({ detail: 'Internal server error' }, 500)
    if (file.data === null) return exchange.json({ detail: 'File has not been uploaded' }, 409)
    if (fault === null) file.state = 'ready'
    return exchange.json(fileAnswer(file))
  })

  app.get('/', (exchange) => {
    const limit = Number(exchange.req.query('limit') ?? 25)
    if (!Number.isInteger(limit) || limit < 1 || limit > 100)
      return exchange.json({ detail: 'limit: must be 1 to 100' }, 422)
    const { cursor, purpose, state } = exchange.req.query()
    const all = world.files
      .of(exchange.get('key'))
      .filter(
        (file) => (purpose === undefined || file.purpose === purpose) && (state === undefined || file.state === state),
      )
    const from = cursor === undefined ? 0 : all.findIndex(({ id }) => id === cursor) + 1
    const data = all.slice(from, from + limit)
    const more = from + limit < all.length
    return exchange.json({
      data: data.map(fileAnswer),
      has_more: more,
      next_cursor: more ? (data.at(-1)?.id ?? null) : null,
    })
  })

  app.get('/:id', (exchange) => {
    const file = world.files.find(exchange.req.param('id'), exchange.get('key'))
    return file === null ? exchange.json({ detail: 'File not found' }, 404) : exchange.json(fileAnswer(file))
  })

  app.delete('/:id', (exchange) => {
    const file = world.files.find(exchange.req.param('id'), exchange.get('key'))
    if (file === null) return exchange.json({ detail: 'File not found' }, 404)
    file.state = 'deleted'
    return exchange.body(null, 204)
  })

  return app
}

/** The bucket behind a presigned address: no key, only the unguessable address, the announced type and the exact size. */
export const uploadRoutes = (world: World): Hono<ContractEnv> => {
  const app = new Hono<ContractEnv>()
  app.put('/:token', async (exchange) => {
    if (world.faults.take('upload') !== null) return exchange.text('<Error><Code>SlowDown</Code></Error>', 503)
    const file = world.files.byUpload(exchange.req.param('token'))
    if (file === null || world.clock.now() > file.uploadExpiresAt)
      return exchange.text('<Error><Code>AccessDenied</Code></Error>', 403)
    if (exchange.req.header('Content-Type') !== file.mime)
      return exchange.text('<Error><Code>SignatureDoesNotMatch</Code></Error>', 403)
    const data = Buffer.from(await exchange.req.arrayBuffer())
    if (data.byteLength !== file.sizeBytes) return exchange.text('<Error><Code>IncompleteBody</Code></Error>', 400)
    file.data = data
    return exchange.body(null, 200)
  })
  return app
}
