import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { ContractClock } from '../luma-contract/contract-clock.ts'
import type { Quota } from '../luma-contract/quota.ts'
import type { Accounts } from './accounts.ts'
import type { FaultPlans } from './fault-plans.ts'
import type { Grants } from './grants.ts'
import type { Journal } from './journal.ts'
import type { Tasks } from './tasks.ts'
import type { Webhooks } from './webhooks.ts'

/** All that one contract server holds. */
export interface World {
  settings: TikTokSettings
  clock: ContractClock
  accounts: Accounts
  grants: Grants
  quota: Quota
  faults: FaultPlans
  tasks: Tasks
  webhooks: Webhooks
  journal: Journal
  /** `http://127.0.0.1:<port>`, known once it listens. */
  origin(): string
}

export interface TikTokSettings {
  clientKey: string
  clientSecret: string
  /** Web apps know no PKCE and are refused with it; desktop apps are refused without. */
  appType: 'web' | 'desktop'
  /** Registered addresses, compared exactly; a port may be `*`. */
  redirectUris: string[]
  /** Any address on this machine may be come back to; for trying by hand. */
  loopbackRedirects: boolean
  appScopes: string[]
  /** `legacy`: 24 h and 365 days, old refresh tokens go on working. `2026-11`: 2 h and 180 days, each works once. */
  lifetimes: 'legacy' | '2026-11'
  /** Which status OAuth errors come with is not documented; 200 was seen. */
  oauthErrorStatus: 200 | 400 | 401
  audited: boolean
  postsPerDay: number
  /** Accounts that an app without audit may post for within 24 hours. */
  activeUserCap: number
  pendingShares: number
  /** Verified for pulling: a domain, or the exact beginning of an address, with a slash at its end. */
  verified: string[]
  /** How long a pull waits before it begins, work after the bytes are there, and moderation after that. */
  downloadMs: number
  processingMs: number
  moderationMs: number
  /** Whether `Content-Range: bytes 0-N/total` tells the last byte or a count is not documented. */
  progress: 'last' | 'count'
  /** Whether a pause names its length; TikTok does not document that it does. */
  sendsRetryAfter: boolean
  webhookUrl: string | null
  webhooks: 'normal' | 'duplicate' | 'forged' | 'stale' | 'off'
}

export const standardSettings: TikTokSettings = {
  clientKey: 'contract-client-key',
  clientSecret: 'contract-client-secret',
  appType: 'web',
  redirectUris: [],
  loopbackRedirects: false,
  appScopes: ['user.info.basic', 'user.info.profile', 'user.info.stats', 'video.list', 'video.upload', 'video.publish'],
  lifetimes: '2026-11',
  oauthErrorStatus: 400,
  audited: true,
  postsPerDay: 15,
  activeUserCap: 5,
  pendingShares: 5,
  verified: [],
  downloadMs: 500,
  processingMs: 2000,
  moderationMs: 3000,
  progress: 'last',
  sendsRetryAfter: false,
  webhookUrl: null,
  webhooks: 'normal',
}

export type ContractEnv = { Bindings: HttpBindings }
export type Exchange = Context<ContractEnv>

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour
