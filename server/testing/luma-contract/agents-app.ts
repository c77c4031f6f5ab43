import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { readPictures } from './agents-pictures.ts'
import {
  combinationProblem,
  createVideo,
  emptyAccountKey,
  keyRefusal,
  priceMicroUsd,
  type CreateVideo,
} from './agents-rules.ts'
import { create, parseBody, read, refuse, type Taken } from './exchange.ts'
import { filesRoutes } from './files-app.ts'
import { endingOf, type Job } from './jobs.ts'
import { pictureFault } from './pictures.ts'
import { isRefusal, type ContractEnv, type Exchange, type Refusal, type World } from './world.ts'

/** The Agents API (agents.lumalabs.ai/v1): ray-3.2 videos and files. */
export const agentsApp = (world: World): Hono<ContractEnv> => {
  const app = new Hono<ContractEnv>()

  app.use(async (exchange, next) => {
    exchange.header('X-Request-Id', exchange.req.header('X-Request-Id') ?? randomUUID())
    exchange.header('X-API-Version', '2026-04-01')
    const authorization = exchange.req.header('Authorization')
    const refusal = keyRefusal(authorization)
    if (refusal !== null) return refuse(exchange, refusal)
    exchange.set('key', authorization?.slice('Bearer '.length) ?? '')
    return next()
  })

  app.post('/generations', (exchange) =>
    create(
      world,
      exchange,
      'agents',
      (raw) => take(world, exchange, raw),
      (job) => generationAnswer(world, job),
    ),
  )
  app.get('/generations/:id', (exchange) =>
    read(world, exchange, world.jobs.find(exchange.req.param('id'), 'agents', exchange.get('key')), (job) =>
      generationAnswer(world, job),
    ),
  )
  app.route('/files', filesRoutes(world))
  app.notFound((exchange) => exchange.json({ detail: 'Not Found' }, 404))
  return app
}

const take = async (world: World, exchange: Exchange, raw: Buffer): Promise<Taken | Refusal> => {
  const key = exchange.get('key')
  const quota = world.quota.count(key, world.settings.requestsPerMinute)
  for (const [name, value] of Object.entries(quota.headers)) exchange.header(name, value)
  if (quota.retryAfterSeconds !== null)
    return { status: 429, detail: 'Rate limit exceeded', headers: { 'Retry-After': String(quota.retryAfterSeconds) } }
  if (key === emptyAccountKey) return { status: 402, detail: 'Insufficient balance. Please add funds to continue.' }
  const parsed = parseBody(raw, createVideo)
  if (isRefusal(parsed)) return parsed
  if (parsed.model !== 'ray-3.2') return { status: 400, detail: `Unknown model: ${parsed.model}` }
  const combination = combinationProblem(parsed)
  if (combination !== null) return { status: world.settings.combinationStatus, detail: combination }
  const pictures = await readPictures(world, parsed, key)
  if (!Array.isArray(pictures)) return pictures
  if (world.jobs.running('agents', key) >= world.settings.concurrent) {
    // The vendor leaves the rate headers out here (rate-limits guide).
    for (const name of Object.keys(quota.headers)) exchange.header(name, undefined)
    return { status: 429, detail: 'Too many concurrent jobs', headers: { 'Retry-After': '60' } }
  }
  const job = world.jobs.add({
    api: 'agents',
    key,
    model: parsed.model,
    prompt: parsed.prompt,
    durationSeconds: parsed.video.duration === '10s' ? 10 : 5,
    resolution: parsed.video.resolution,
    request: withoutPictures(parsed),
    callbackUrl: null,
    ends: endingOf(parsed.prompt, pictures.map(pictureFault).find((fault) => fault !== null) ?? null),
  })
  return { job, priceMicroUsd: priceMicroUsd(parsed), pictures }
}

const withoutPictures = (body: CreateVideo): unknown =>
  JSON.parse(JSON.stringify(body, (name, value: unknown) => (name === 'data' ? '<base64>' : value)))

/** The Generation object; each reading of a finished one mints a fresh link. */
const generationAnswer = (world: World, job: Job) => {
  const phase = world.jobs.phase(job)
  const failed = phase === 'done' && job.ends.as === 'failed' ? job.ends.word : null
  const odd = phase !== 'queued' && job.ends.as === 'odd' ? job.ends.state : null
  const state =
    odd ?? { queued: 'queued', working: 'processing', done: failed === null ? 'completed' : 'failed' }[phase]
  const ready = phase === 'done' && job.ends.as === 'video'
  return {
    id: job.id,
    type: 'video',
    state,
    model: job.model,
    created_at: new Date(job.createdAt).toISOString(),
    output: ready ? [{ type: 'video', url: world.links.mint(job, world.settings.linkSeconds) }] : [],
    failure_reason: failed === null ? null : `The generation failed: ${failed}`,
    failure_code: failed,
  }
}
