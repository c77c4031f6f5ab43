import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { AcceptedLog } from './accepted-log.ts'
import type { Callbacks } from './callbacks.ts'
import type { ContractClock } from './contract-clock.ts'
import type { FaultPlans } from './fault-plans.ts'
import type { Jobs } from './jobs.ts'
import type { Quota } from './quota.ts'
import type { StoredFiles } from './stored-files.ts'
import type { VideoLinks } from './video-links.ts'

/** All that one contract server holds. */
export interface World {
  settings: LumaSettings
  clock: ContractClock
  log: AcceptedLog
  faults: FaultPlans
  quota: Quota
  jobs: Jobs
  files: StoredFiles
  links: VideoLinks
  callbacks: Callbacks
  /** `http://127.0.0.1:<port>`, known once it listens. */
  origin(): string
}

export interface LumaSettings {
  /** Plan of the key; the real numbers are shown only in Luma's dashboard. */
  requestsPerMinute: number
  concurrent: number
  /** Life of a video link of the Agents API; the real one is an hour. */
  linkSeconds: number
  /** Life of a legacy link; not documented, so endless unless set. */
  legacyLinkSeconds: number | null
  /** What breaks a combination rule is answered with 400 or 422: which one is not documented. */
  combinationStatus: 400 | 422
  callbacks: 'normal' | 'duplicate' | 'reordered' | 'forged' | 'off'
}

export type ContractEnv = { Bindings: HttpBindings; Variables: { key: string } }
export type Exchange = Context<ContractEnv>

/** A request turned away before the vendor took it. */
export interface Refusal {
  status: 400 | 401 | 402 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 502 | 503
  detail: string
  headers?: Record<string, string>
}
export const isRefusal = (value: object): value is Refusal => 'status' in value && 'detail' in value
