import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Database } from './db/db.ts'
import type { EventHub } from './events/events.ts'
import type { Jobs } from './jobs/jobs.ts'
import type { Log } from './log.ts'
import type { Post } from './mail/mail.ts'
import type { Storage } from './storage/storage.ts'

/** What every verb gets first. house.ts makes it; tests make it with makeHouse(). */
export interface Tools {
  config: Config
  db: Database
  jobs: Jobs
  events: EventHub
  storage: Storage
  /** Sends a mail with the running transaction. */
  post: Post
  clock: Clock
  log: Log
  /** Public address of the house without a trailing slash. */
  siteUrl: string
}
