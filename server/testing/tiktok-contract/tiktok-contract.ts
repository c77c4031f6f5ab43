import type { AddressInfo } from 'node:net'
import { serve, type ServerType } from '@hono/node-server'
import { Hono } from 'hono'
import { fetch } from 'undici'
import { makeContractClock } from '../luma-contract/contract-clock.ts'
import { makeQuota } from '../luma-contract/quota.ts'
import { makeAccounts, type Account, type AccountChange } from './accounts.ts'
import { controlApp, obey, type ControlOrder } from './control-app.ts'
import { displayApp } from './display-app.ts'
import { makeFaultQueue } from '../fault-queue.ts'
import { faultPlan, type FaultOrder } from './fault-plans.ts'
import { makeGrants } from './grants.ts'
import { makeJournal, type InitEntry, type RefreshEntry, type VisiblePost } from './journal.ts'
import { oauthApp } from './oauth-app.ts'
import { publishApp } from './publish-app.ts'
import { makeTasks, type Task } from './tasks.ts'
import { uploadApp } from './upload-app.ts'
import { makeWebhooks, type WebhookTry } from './webhooks.ts'
import { standardSettings, type ContractEnv, type TikTokSettings, type World } from './world.ts'

/** TikTok as Greenroom understands it: strict, with faults on demand and a list of every post that became visible. */
export interface TikTokContract {
  readonly origin: string
  readonly settings: TikTokSettings
  /** Every post that people can see, each once per appearance: what exactly-once is counted by. */
  posts(): VisiblePost[]
  /** Every try to open a post. */
  inits(): InitEntry[]
  refreshes(): RefreshEntry[]
  tasks(): Task[]
  webhookTries(): WebhookTry[]
  account(name: string, change?: AccountChange): Account
  /** Makes the next matching exchange go wrong. */
  inject(order: FaultOrder): void
  /** The same orders as `POST /_control`. Throws when they are wrong. */
  control(order: ControlOrder): void
  /** Moves TikTok's time on. */
  advance(ms: number): void
  /** Resolves when no pull and no webhook is under way. */
  settled(): Promise<void>
  /** Goes through the consent page as a person would; gives the address that the browser is sent back to. */
  consent(authorizeUrl: string, choice?: { account?: string; deny?: boolean; scopes?: string[] }): Promise<string>
  /** Forgets everything but the port. */
  reset(): void
  close(): Promise<void>
}

export interface TikTokContractOptions {
  /** 0 takes a free one. */
  port?: number
  /** TikTok's seconds in a real second; 0: only `advance` moves the time. */
  speed?: number
  /** JSONL file of every init, refresh and visible post. */
  logFile?: string | null
  settings?: Partial<TikTokSettings>
}

export const startTiktokContract = async (options: TikTokContractOptions = {}): Promise<TikTokContract> => {
  const { port = 0, speed = 1, logFile = null } = options
  const settings: TikTokSettings = { ...standardSettings, ...options.settings }
  let origin = ''
  const clock = makeContractClock(speed)
  const accounts = makeAccounts()
  const grants = makeGrants(clock, settings)
  const journal = makeJournal(logFile)
  const webhooks = makeWebhooks(clock, settings)
  const world: World = {
    settings,
    clock,
    accounts,
    grants,
    journal,
    webhooks,
    quota: makeQuota(clock),
    faults: makeFaultQueue(faultPlan),
    tasks: makeTasks({ clock, settings, accounts, grants, journal, webhooks }),
    origin: () => origin,
  }
  const reset = (): void => {
    clock.clear()
    for (const part of [accounts, grants, journal, webhooks, world.quota, world.faults, world.tasks]) part.clear()
    Object.assign(settings, standardSettings, options.settings)
  }

  const app = new Hono<ContractEnv>()
  app.route('/', oauthApp(world))
  app.route('/v2/post/publish', publishApp(world))
  app.route('/v2', displayApp(world))
  app.route('/upload', uploadApp(world))
  app.route('/', controlApp(world, reset))

  const server = await new Promise<ServerType>((resolve) => {
    const started: ServerType = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () => resolve(started))
  })
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    origin,
    settings,
    posts: journal.posts,
    inits: journal.inits,
    refreshes: journal.refreshes,
    tasks: world.tasks.all,
    webhookTries: webhooks.tries,
    account: (name, change = {}) => accounts.set(name, change),
    inject: world.faults.add,
    control: (order) => obey(world, reset, order),
    advance: clock.advance,
    async settled() {
      await world.tasks.settled()
      await webhooks.settled()
    },
    consent: (authorizeUrl, choice = {}) => walkThroughConsent(origin, authorizeUrl, choice),
    reset,
    async close() {
      clock.clear()
      if ('closeAllConnections' in server) server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const walkThroughConsent = async (
  origin: string,
  authorizeUrl: string,
  { account = 'open', deny = false, scopes }: { account?: string; deny?: boolean; scopes?: string[] },
): Promise<string> => {
  const page = await fetch(authorizeUrl, { redirect: 'manual' })
  const sentBack = page.headers.get('location')
  const text = await page.text()
  if (sentBack !== null) return sentBack
  if (page.status !== 200)
    throw new Error(`The consent page says: ${text.replace(/<style>.*?<\/style>|<[^>]+>/gs, ' ')}`)
  const query = new URL(authorizeUrl).searchParams
  const form = new URLSearchParams({ query: query.toString(), account, decision: deny ? 'deny' : 'allow' })
  for (const scope of scopes ?? (query.get('scope') ?? '').split(',')) form.append('scope', scope)
  const decided = await fetch(`${origin}/v2/auth/authorize/decision`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  })
  await decided.body?.cancel()
  const location = decided.headers.get('location')
  if (location === null) throw new Error(`Nobody was sent back: ${decided.status}.`)
  return location
}
