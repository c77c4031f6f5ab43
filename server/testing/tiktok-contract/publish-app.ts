import { Hono } from 'hono'
import * as z from 'zod'
import { privacyOptions } from './accounts.ts'
import {
  denial,
  deny,
  enter,
  int64,
  isDenial,
  mayAny,
  ok,
  scopeMissing,
  speaksJson,
  struck,
  type Denial,
} from './exchange.ts'
import type { Grant } from './grants.ts'
import { accountDenial, openPost } from './openings.ts'
import type { Task } from './tasks.ts'
import type { ContractEnv, Exchange, World } from './world.ts'

/** The Content Posting API but for the upload host. */
export const publishApp = (world: World): Hono<ContractEnv> => {
  const app = new Hono<ContractEnv>()

  app.post('/creator_info/query/', (exchange) => {
    const grant = enter(world, exchange, 'creator_info', 20)
    const fault = struck(world, exchange, world.faults.take('creator')?.kind)
    if (fault !== null) return fault
    if (isDenial(grant)) return deny(world, exchange, grant)
    if (!grant.scopes.includes('video.publish')) return deny(world, exchange, scopeMissing)
    if (!speaksJson(exchange))
      return deny(world, exchange, denial(400, 'invalid_params', 'The content type must be JSON.'))
    const account = world.accounts.find(grant.openId)
    const no = accountDenial(world, grant.openId, 'direct', 'video')
    // "200 (intentional)": a full account is an answer here, not an error.
    if (no !== null || account === null)
      return deny(world, exchange, { ...(no ?? denial(200, 'internal_error')), status: 200 })
    return ok(exchange, {
      creator_avatar_url: `${world.origin()}/avatars/${account.name}.svg`,
      creator_username: account.username,
      creator_nickname: account.displayName,
      privacy_level_options: privacyOptions(account),
      comment_disabled: account.commentDisabled,
      duet_disabled: account.duetDisabled || account.isPrivate,
      stitch_disabled: account.stitchDisabled || account.isPrivate,
      max_video_post_duration_sec: account.maxVideoSeconds,
    })
  })

  for (const kind of ['video', 'inbox/video', 'content'] as const)
    app.post(`/${kind}/init/`, (exchange) => openPost(world, exchange, kind))

  app.post('/status/fetch/', async (exchange) => {
    const grant = enter(world, exchange, 'status', 30)
    const plan = world.faults.take('status')?.kind
    const fault = plan === 'odd_state' ? null : struck(world, exchange, plan)
    if (fault !== null) return fault
    const task = await taskOf(world, exchange, grant)
    if (isDenial(task)) return deny(world, exchange, task)
    return ok(exchange, { ...statusOf(world, task), ...(plan === 'odd_state' ? { status: 'WAITING_FOR_RAIN' } : {}) })
  })

  app.post('/cancel/', async (exchange) => {
    const task = await taskOf(world, exchange, enter(world, exchange, 'cancel', 30))
    if (isDenial(task)) return deny(world, exchange, task)
    if (task.source.by === 'pull') world.tasks.cancel(task)
    return ok(exchange, {})
  })

  return app
}

const asked = z.strictObject({ publish_id: z.string().max(64) })

const taskOf = async (world: World, exchange: Exchange, grant: Grant | Denial): Promise<Task | Denial> => {
  if (isDenial(grant)) return grant
  if (!mayAny(grant, ['video.publish', 'video.upload'])) return scopeMissing
  const body = speaksJson(exchange) ? asked.safeParse(await exchange.req.json().catch(() => null)) : null
  if (body?.success !== true) return denial(400, 'invalid_params', 'publish_id is missing.')
  const task = world.tasks.find(body.data.publish_id)
  if (task === null) return denial(400, 'invalid_publish_id')
  return task.openId === grant.openId ? task : denial(400, 'token_not_authorized_for_specified_publish_id')
}

const statusOf = (world: World, task: Task): object => ({
  status: task.state,
  fail_reason: task.failReason,
  // TikTok's own spelling.
  publicaly_available_post_id: task.postId !== null && world.tasks.isListed(task) ? [int64(task.postId)] : [],
  uploaded_bytes: task.source.by === 'upload' ? task.source.received : 0,
  downloaded_bytes: task.downloadedBytes,
})
