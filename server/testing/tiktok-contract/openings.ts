import { createHash } from 'node:crypto'
import type * as z from 'zod'
import { privacyOptions } from './accounts.ts'
import {
  cut,
  denial,
  deny,
  enter,
  isDenial,
  jsonText,
  okText,
  scopeMissing,
  speaksJson,
  type Denial,
} from './exchange.ts'
import { spelled } from '../fault-queue.ts'
import { faultPlan, type PlannedOn } from './fault-plans.ts'
import { chunkProblem, directVideo, inboxVideo, isVerified, photoPost } from './init-shapes.ts'
import type { Ending, Task } from './tasks.ts'
import { day, type Exchange, type World } from './world.ts'

/** Tasks are not told apart by what they hold: two equal inits open two posts. */
export type InitKind = 'video' | 'inbox/video' | 'content'

/** One init: faults that strike before, TikTok's rules, the journal, faults that strike after. */
export const openPost = async (world: World, exchange: Exchange, kind: InitKind): Promise<Response> => {
  const raw = Buffer.from(await exchange.req.arrayBuffer())
  const plan = world.faults.take('init') ?? spelledFault(raw)
  const note = (status: number | null, code: string, task: Task | null = null): void =>
    world.journal.addInit({
      at: new Date().toISOString(),
      account: task === null ? '' : (world.accounts.find(task.openId)?.name ?? ''),
      path: kind,
      bodySha256: createHash('sha256').update(raw).digest('hex'),
      publishId: task?.publishId ?? null,
      status,
      code,
    })
  if (plan?.kind === 'cut_before_accept') {
    note(null, plan.kind)
    return cut(exchange)
  }
  if (plan?.kind === 'gateway_page') {
    note(502, plan.kind)
    return exchange.html('<html><body>502 Bad Gateway</body></html>', 502)
  }
  const taken = deniedBefore(plan) ?? take(world, exchange, kind, raw)
  if (isDenial(taken)) {
    note(taken.status, taken.code)
    const answer = deny(world, exchange, taken)
    if (plan?.kind === 'too_many') answer.headers.set('Retry-After', String(plan.retryAfterSeconds))
    return answer
  }
  note(plan?.kind === 'cut_after_accept' ? null : 200, 'ok', taken)
  return answerTaken(world, exchange, plan, taken)
}

const spelledFault = (raw: Buffer): PlannedOn<'init'> | null => {
  const order = faultPlan.safeParse({ on: 'init', kind: spelled(raw.toString('utf8'), 'fault') })
  return order.success && order.data.on === 'init' ? order.data : null
}

const deniedBefore = (plan: PlannedOn<'init'> | null): Denial | null => {
  if (plan?.kind === 'error_before_accept') return denial(500, 'internal_error', 'Please try again later.')
  if (plan?.kind === 'refuse') return denial(plan.status, plan.code)
  return plan?.kind === 'too_many' ? denial(429, 'rate_limit_exceeded') : null
}

const answerTaken = async (
  world: World,
  exchange: Exchange,
  plan: PlannedOn<'init'> | null,
  { publishId, source }: Task,
): Promise<Response> => {
  const host = plan?.kind === 'strange_upload_host' ? 'https://upload.example.com' : world.origin()
  const upload =
    source.by === 'upload'
      ? { upload_url: `${host}/upload/video/?upload_id=${source.id}&upload_token=${source.token}` }
      : {}
  const text = okText({ publish_id: publishId, ...upload })
  if (plan?.kind === 'cut_after_accept') return cut(exchange)
  if (plan?.kind === 'error_after_accept') return deny(world, exchange, denial(500, 'internal_error'))
  if (plan?.kind === 'trouble') return deny(world, exchange, denial(200, 'internal_error'))
  if (plan?.kind === 'malformed') return jsonText(exchange, text.slice(0, -9))
  if (plan?.kind === 'no_id') return jsonText(exchange, okText({}))
  if (plan?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, plan.delayMs).unref())
  return jsonText(exchange, text)
}

/** What is wanted, in the words of a task. */
type Wanted = Omit<Parameters<World['tasks']['open']>[0], 'openId' | 'ending'>

const take = (world: World, exchange: Exchange, kind: InitKind, raw: Buffer): Task | Denial => {
  const grant = enter(world, exchange, kind, 6)
  if (isDenial(grant)) return grant
  if (!speaksJson(exchange)) return denial(400, 'invalid_params', 'The content type must be JSON.')
  const wanted = wantedOf(kind, raw)
  if (isDenial(wanted)) return wanted
  if (!grant.scopes.includes(wanted.delivery === 'direct' ? 'video.publish' : 'video.upload')) return scopeMissing
  const no =
    accountDenial(world, grant.openId, wanted.delivery, wanted.form) ?? choiceDenial(world, grant.openId, wanted)
  if (no !== null) return no
  if (wanted.source.by === 'pull' && !wanted.source.urls.every((url) => isVerified(url, world.settings.verified)))
    return denial(403, 'url_ownership_unverified', 'Please review our URL ownership verification rules.')
  const spell: Ending = {
    fail: spelled(wanted.title, 'fail') ?? undefined,
    stuck: spelled(wanted.title, 'stuck') !== null,
  }
  const planned = world.tasks.nextEnding()
  return world.tasks.open({ ...wanted, openId: grant.openId, ending: { ...spell, ...planned } })
}

const wantedOf = (kind: InitKind, raw: Buffer): Wanted | Denial => {
  if (kind === 'content') {
    const body = parsed(raw, photoPost)
    if (isDenial(body)) return body
    return {
      form: 'photos',
      delivery: body.post_mode === 'DIRECT_POST' ? 'direct' : 'inbox',
      privacy: body.post_mode === 'DIRECT_POST' ? body.post_info.privacy_level : null,
      title: body.post_info.title ?? '',
      aiGenerated: body.is_aigc ?? false,
      source: { by: 'pull', urls: body.source_info.photo_images },
    }
  }
  const direct = kind === 'video' ? parsed(raw, directVideo) : null
  const body = direct ?? parsed(raw, inboxVideo)
  if (isDenial(body)) return body
  const { source_info: given } = body
  const problem = given.source === 'FILE_UPLOAD' ? chunkProblem(given) : null
  if (problem !== null) return denial(400, 'invalid_param', problem)
  const info = direct === null || isDenial(direct) ? null : direct.post_info
  return {
    form: 'video',
    delivery: info === null ? 'inbox' : 'direct',
    privacy: info?.privacy_level ?? null,
    title: info?.title ?? '',
    aiGenerated: info?.is_aigc ?? false,
    source:
      given.source === 'PULL_FROM_URL'
        ? { by: 'pull', urls: [given.video_url] }
        : { by: 'upload', size: given.video_size, chunkSize: given.chunk_size, chunks: given.total_chunk_count },
  }
}

const parsed = <Body extends object>(raw: Buffer, shape: z.ZodType<Body>): Body | Denial => {
  let value: unknown
  try {
    value = JSON.parse(raw.toString('utf8'))
  } catch {
    return denial(400, 'invalid_param', 'The body is no JSON.')
  }
  const body = shape.safeParse(value)
  if (body.success) return body.data
  const [issue] = body.error.issues
  return denial(400, 'invalid_param', `${issue?.path.join('.') ?? 'body'}: ${issue?.message ?? 'invalid'}`)
}

/** What stands against the account as such; creator_info says the same, with status 200. */
export const accountDenial = (
  world: World,
  openId: string,
  delivery: Task['delivery'],
  form: Task['form'],
): Denial | null => {
  const { settings, clock } = world
  const account = world.accounts.find(openId)
  const recent = world.tasks.all().filter(({ createdAt }) => createdAt > clock.now() - day)
  const mine = recent.filter((task) => task.openId === openId)
  if (account === null || account.banned) return denial(403, 'spam_risk_user_banned_from_posting')
  if (delivery === 'inbox') {
    if (form === 'photos' && account.oldApp) return denial(400, 'app_version_check_failed')
    const pending = mine.filter((task) => task.delivery === 'inbox' && task.state !== 'FAILED').length
    return pending >= settings.pendingShares ? denial(403, 'spam_risk_too_many_pending_share') : null
  }
  if (mine.filter((task) => task.delivery === 'direct').length >= settings.postsPerDay)
    return denial(403, 'spam_risk_too_many_posts')
  const active = new Set(recent.map((task) => task.openId))
  return !settings.audited && !active.has(openId) && active.size >= settings.activeUserCap
    ? denial(403, 'reached_active_user_cap')
    : null
}

const choiceDenial = (world: World, openId: string, { delivery, privacy }: Wanted): Denial | null => {
  const account = world.accounts.find(openId)
  if (delivery === 'inbox' || account === null) return null
  if (!world.settings.audited && (privacy !== 'SELF_ONLY' || !account.isPrivate))
    return denial(403, 'unaudited_client_can_only_post_to_private_accounts')
  return privacyOptions(account).includes(privacy ?? '') ? null : denial(403, 'privacy_level_option_mismatch')
}
