import { Hono } from 'hono'
import * as z from 'zod'
import { faultPlan } from './fault-plans.ts'
import type { ContractEnv, World } from './world.ts'

const settings = z
  .strictObject({
    clientKey: z.string(),
    clientSecret: z.string(),
    appType: z.enum(['web', 'desktop']),
    redirectUris: z.array(z.string()),
    loopbackRedirects: z.boolean(),
    appScopes: z.array(z.string()),
    lifetimes: z.enum(['legacy', '2026-11']),
    oauthErrorStatus: z.union([z.literal(200), z.literal(400), z.literal(401)]),
    audited: z.boolean(),
    postsPerDay: z.int().nonnegative(),
    activeUserCap: z.int().nonnegative(),
    pendingShares: z.int().nonnegative(),
    verified: z.array(z.string()),
    downloadMs: z.number().nonnegative(),
    processingMs: z.number().nonnegative(),
    moderationMs: z.number().nonnegative(),
    progress: z.enum(['last', 'count']),
    sendsRetryAfter: z.boolean(),
    webhookUrl: z.url().nullable(),
    webhooks: z.enum(['normal', 'duplicate', 'forged', 'stale', 'off']),
  })
  .partial()

const account = z
  .strictObject({
    displayName: z.string(),
    username: z.string(),
    isPrivate: z.boolean(),
    commentDisabled: z.boolean(),
    duetDisabled: z.boolean(),
    stitchDisabled: z.boolean(),
    maxVideoSeconds: z.number().positive(),
    banned: z.boolean(),
    oldApp: z.boolean(),
  })
  .partial()

const order = z.strictObject({
  reset: z.boolean().optional(),
  settings: settings.optional(),
  /** By name; an unknown name makes an account. */
  accounts: z.record(z.string(), account).optional(),
  inject: z.array(faultPlan).optional(),
  /** How the next posts end, one for each. */
  endings: z.array(z.strictObject({ fail: z.string().optional(), stuck: z.boolean().optional() })).optional(),
  advanceMs: z.number().nonnegative().optional(),
  /** The person takes the app off the list of connected ones; `reason` as in the webhook. */
  removeAuthorization: z.strictObject({ account: z.string(), reason: z.int().min(0).max(5).default(1) }).optional(),
  webhook: z
    .strictObject({
      account: z.string(),
      event: z.string(),
      content: z.record(z.string(), z.unknown()).default({}),
      signed: z.enum(['good', 'bad', 'old', 'none']).default('good'),
    })
    .optional(),
})
export type ControlOrder = z.input<typeof order>

/** Throws a readable error when the order is wrong. */
export const obey = (world: World, reset: () => void, given: unknown): void => {
  const parsed = order.safeParse(given)
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error))
  const wanted = parsed.data
  const openIdOf = (name: string): string => {
    const found = world.accounts.find(name)
    if (found === null) throw new Error(`There is no account "${name}".`)
    return found.openId
  }
  if (wanted.reset === true) reset()
  Object.assign(world.settings, wanted.settings ?? {})
  for (const [name, change] of Object.entries(wanted.accounts ?? {})) world.accounts.set(name, change as object)
  for (const plan of wanted.inject ?? []) world.faults.add(plan)
  for (const ending of wanted.endings ?? []) world.tasks.planEnding(ending)
  if (wanted.removeAuthorization !== undefined) {
    const openId = openIdOf(wanted.removeAuthorization.account)
    const { reason } = wanted.removeAuthorization
    if (world.grants.endAll(openId)) world.webhooks.tell(openId, 'authorization.removed', { reason })
  }
  if (wanted.webhook !== undefined) {
    const { account: name, event, content, signed } = wanted.webhook
    world.webhooks.send(openIdOf(name), event, content, signed)
  }
  if (wanted.advanceMs !== undefined) world.clock.advance(wanted.advanceMs)
}

/** `GET /_log`: what was opened, what became visible. `POST /_control`: faults, time, accounts, settings. Not part of TikTok. */
export const controlApp = (world: World, reset: () => void): Hono<ContractEnv> => {
  const app = new Hono<ContractEnv>()

  app.get('/_log', (exchange) => {
    const tasks = world.tasks.all()
    return exchange.json({
      posts: world.journal.posts(),
      inits: world.journal.inits(),
      refreshes: world.journal.refreshes(),
      webhooks: world.webhooks.tries(),
      tasks: tasks.map(({ publishId, state, failReason, postId, createdAt, source }) => ({
        publishId,
        state,
        failReason,
        postId,
        createdAt,
        receivedBytes: source.by === 'upload' ? source.received : null,
      })),
      connected: world.accounts
        .all()
        .filter(({ openId }) => world.grants.isConnected(openId))
        .map(({ name }) => name),
    })
  })

  app.post('/_control', async (exchange) => {
    try {
      obey(world, reset, await exchange.req.json().catch(() => null))
    } catch (error) {
      return exchange.json({ detail: error instanceof Error ? error.message : 'wrong' }, 422)
    }
    return exchange.json({ ok: true, settings: world.settings, accounts: world.accounts.all() })
  })

  app.get('/', (exchange) => exchange.text('TikTok contract server. Not TikTok. See GET /_log and POST /_control.'))
  return app
}
