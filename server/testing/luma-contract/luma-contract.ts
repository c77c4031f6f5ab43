import type { AddressInfo } from 'node:net'
import { serve, type ServerType } from '@hono/node-server'
import { Hono } from 'hono'
import { makeAcceptedLog, type AcceptedLog } from './accepted-log.ts'
import { agentsApp } from './agents-app.ts'
import { makeCallbacks, type CallbackTry } from './callbacks.ts'
import { makeContractClock } from './contract-clock.ts'
import { controlRoutes } from './control-app.ts'
import { makeFaultQueue } from '../fault-queue.ts'
import { faultPlan, type FaultOrder } from './fault-plans.ts'
import { uploadRoutes } from './files-app.ts'
import { makeJobs } from './jobs.ts'
import { legacyAnswer, legacyApp } from './legacy-app.ts'
import { makeQuota } from './quota.ts'
import { makeStoredFiles } from './stored-files.ts'
import { cdnRoutes, makeVideoLinks } from './video-links.ts'
import type { ContractEnv, LumaSettings, World } from './world.ts'

/** Both Luma APIs as Greenroom understands them, strict, with faults on demand and a count of what was paid. */
export interface LumaContract {
  readonly origin: string
  /** Base addresses for LUMA_AGENTS_API_BASE and LUMA_API_BASE. */
  readonly agentsBaseUrl: string
  readonly legacyBaseUrl: string
  readonly settings: LumaSettings
  readonly log: AcceptedLog
  /** Makes the next matching exchange go wrong. */
  inject(order: FaultOrder): void
  /** Moves the vendor's time on. */
  advance(ms: number): void
  callbackTries(): CallbackTry[]
  /** Resolves when every due callback was delivered or given up. */
  callbacksSettled(): Promise<void>
  /** Kills every video address minted so far. */
  expireLinks(): void
  /** Forgets jobs, files, faults, counters, planned callbacks and the log. */
  reset(): void
  close(): Promise<void>
}

export interface LumaContractOptions {
  /** 0 takes a free one. */
  port?: number
  /** Vendor seconds in a real second; 0: only `advance` moves the time. */
  speed?: number
  queuedMs?: number
  workingMs?: number
  /** JSONL file of every accepted and refused POST. */
  logFile?: string | null
  settings?: Partial<LumaSettings>
}

const standardSettings: LumaSettings = {
  requestsPerMinute: 60,
  concurrent: 10,
  linkSeconds: 3600,
  legacyLinkSeconds: null,
  combinationStatus: 422,
  callbacks: 'normal',
}

export const startLumaContract = async (options: LumaContractOptions = {}): Promise<LumaContract> => {
  const { port = 0, speed = 1, queuedMs = 1000, workingMs = 6000, logFile = null } = options
  const settings: LumaSettings = { ...standardSettings, ...options.settings }
  let origin = ''
  const clock = makeContractClock(speed)
  const jobs = makeJobs(clock, { queuedMs, workingMs })
  const links = makeVideoLinks(clock, () => origin)
  const world: World = {
    settings,
    clock,
    jobs,
    links,
    log: makeAcceptedLog(logFile),
    faults: makeFaultQueue(faultPlan),
    quota: makeQuota(clock),
    files: makeStoredFiles(clock),
    callbacks: makeCallbacks(clock, jobs, settings, (job, state) =>
      legacyAnswer({ jobs, links, settings }, job, state),
    ),
    origin: () => origin,
  }
  const reset = (): void => {
    clock.clear()
    world.jobs.clear()
    world.files.clear()
    world.faults.clear()
    world.quota.clear()
    world.log.clear()
    world.callbacks.clear()
    Object.assign(settings, standardSettings, options.settings)
  }

  const app = new Hono<ContractEnv>()
  app.route('/agents/v1', agentsApp(world))
  app.route('/dream-machine/v1', legacyApp(world))
  app.route('/uploads', uploadRoutes(world))
  app.route('/cdn', cdnRoutes(world))
  app.route('/', controlRoutes(world, reset))

  const server = await new Promise<ServerType>((resolve) => {
    const started: ServerType = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () => resolve(started))
  })
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    origin,
    agentsBaseUrl: `${origin}/agents/v1`,
    legacyBaseUrl: `${origin}/dream-machine/v1`,
    settings,
    log: world.log,
    inject: (order) => world.faults.add(order),
    advance: (ms) => clock.advance(ms),
    callbackTries: () => world.callbacks.tries(),
    callbacksSettled: () => world.callbacks.settled(),
    expireLinks: () => links.expireAll(),
    reset,
    async close() {
      clock.clear()
      if ('closeAllConnections' in server) server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
