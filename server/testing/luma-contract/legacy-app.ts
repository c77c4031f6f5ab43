import { Hono } from 'hono'
import { create, parseBody, read, refuse, type Taken } from './exchange.ts'
import { endingOf, type Job } from './jobs.ts'
import {
  createLegacyVideo,
  emptyLegacyKey,
  legacyKeyRefusal,
  legacyPriceMicroUsd,
  legacyProblem,
  type LegacyKeyframe,
} from './legacy-rules.ts'
import { fetchPicture, openPicture, type Picture } from './pictures.ts'
import { isRefusal, type ContractEnv, type Exchange, type Refusal, type World } from './world.ts'

/** The older Dream Machine API (api.lumalabs.ai/dream-machine/v1): ray-2 and ray-flash-2, pictures by address, callbacks. */
export const legacyApp = (world: World): Hono<ContractEnv> => {
  const app = new Hono<ContractEnv>()
  const own = (exchange: Exchange): Job | null =>
    world.jobs.find(exchange.req.param('id') ?? '', 'legacy', exchange.get('key'))

  app.use(async (exchange, next) => {
    const authorization = exchange.req.header('Authorization')
    const refusal = legacyKeyRefusal(authorization)
    if (refusal !== null) return refuse(exchange, refusal)
    exchange.set('key', authorization?.slice('Bearer '.length) ?? '')
    return next()
  })

  const post = (exchange: Exchange): Promise<Response> =>
    create(
      world,
      exchange,
      'legacy',
      (raw) => take(world, exchange.get('key'), raw),
      (job) => legacyAnswer(world, job),
    )
  app.post('/generations/video', post)
  // The address in the oldest docs.
  app.post('/generations', post)

  app.get('/generations/concepts/list', (exchange) =>
    exchange.json(['push_in', 'pull_out', 'pan_left', 'pan_right', 'static']),
  )
  app.get('/generations', (exchange) => {
    const limit = Number(exchange.req.query('limit') ?? 100)
    const offset = Number(exchange.req.query('offset') ?? 0)
    const all = world.jobs.all().filter((job) => job.api === 'legacy' && job.key === exchange.get('key'))
    const generations = all.slice(offset, offset + limit).map((job) => legacyAnswer(world, job))
    return exchange.json({
      has_more: offset + limit < all.length,
      count: generations.length,
      limit,
      offset,
      generations,
    })
  })
  app.get('/generations/:id', (exchange) => read(world, exchange, own(exchange), (job) => legacyAnswer(world, job)))
  app.delete('/generations/:id', (exchange) => {
    const job = own(exchange)
    if (job === null) return exchange.json({ detail: 'Generation not found' }, 404)
    world.jobs.remove(job.id)
    return exchange.body(null, 204)
  })
  app.get('/credits', (exchange) =>
    exchange.json({ credit_balance: exchange.get('key') === emptyLegacyKey ? 0 : 100_000 }),
  )
  app.get('/ping', (exchange) => exchange.json({ message: 'pong' }))
  app.notFound((exchange) => exchange.json({ detail: 'Not Found' }, 404))
  return app
}

const take = async (world: World, key: string, raw: Buffer): Promise<Taken | Refusal> => {
  const quota = world.quota.count(key, world.settings.requestsPerMinute)
  if (quota.retryAfterSeconds !== null)
    return { status: 429, detail: 'Rate limit exceeded', headers: { 'Retry-After': String(quota.retryAfterSeconds) } }
  if (key === emptyLegacyKey) return { status: 402, detail: 'Insufficient credits' }
  const body = parseBody(raw, createLegacyVideo)
  if (isRefusal(body)) return body
  const problem = legacyProblem(body)
  if (problem !== null) return { status: 400, detail: problem }
  if (world.jobs.running('legacy', key) >= world.settings.concurrent)
    return { status: 429, detail: 'Too many concurrent generations', headers: { 'Retry-After': '60' } }
  const pictures = await Promise.all(
    [body.keyframes?.frame0, body.keyframes?.frame1].filter((frame) => frame?.type === 'image').map(readFrame),
  )
  const job = world.jobs.add({
    api: 'legacy',
    key,
    model: body.model,
    // A frame that cannot be read fails the job later, not the request (docs.lumalabs.ai/docs/errors).
    prompt: pictures.some(({ shape }) => shape === null)
      ? '[fail:Failed to read user input frames]'
      : (body.prompt ?? ''),
    durationSeconds: Number.parseInt(body.duration, 10),
    resolution: body.resolution,
    request: body,
    callbackUrl: body.callback_url ?? null,
    // A frame that cannot be read fails the job later, not the request (docs.lumalabs.ai/docs/errors).
    ends: endingOf(
      body.prompt ?? '',
      pictures.some(({ shape }) => shape === null) ? 'Failed to read user input frames' : null,
    ),
  })
  return { job, priceMicroUsd: legacyPriceMicroUsd(body), pictures }
}

const readFrame = async (frame: Extract<LegacyKeyframe, { type: 'image' }>): Promise<Picture> =>
  openPicture((await fetchPicture(frame.url)) ?? Buffer.alloc(0))

/** The Generation object, now or as if it were in `as`. */
export const legacyAnswer = (world: Pick<World, 'jobs' | 'links' | 'settings'>, job: Job, as?: string) => {
  const phase = world.jobs.phase(job)
  const failed = job.ends.as === 'failed' ? job.ends.word : null
  const odd = phase !== 'queued' && job.ends.as === 'odd' ? job.ends.state : null
  const final = failed === null ? 'completed' : 'failed'
  const state = as ?? odd ?? { queued: 'queued', working: 'dreaming', done: final }[phase]
  const video =
    state === 'completed' && job.ends.as === 'video' ? world.links.mint(job, world.settings.legacyLinkSeconds) : null
  return {
    id: job.id,
    generation_type: 'video',
    state,
    failure_reason: state === 'failed' ? failed : null,
    created_at: new Date(job.createdAt).toISOString(),
    assets:
      video === null ? null : { video, image: video.replace(/output\.mp4.*$/, 'thumbnail.jpg'), progress_video: null },
    model: job.model,
    request: job.request,
  }
}
