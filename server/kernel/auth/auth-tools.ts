import type { Database } from '../db/db.ts'
import type { Identifier } from '../http/identify.ts'
import type { Outbound } from '../http/outbound.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Log } from '../log.ts'
import type { Post } from '../mail/mail.ts'
import type { Sealer } from '../sealing.ts'
import type { Company } from './companies.ts'
import type { TokenSigner } from './tokens.ts'

/** What every part of the built-in sign-in server works with. */
export interface AuthTools {
  db: Database
  jobs: Jobs
  post: Post
  log: Log
  signer: TokenSigner
  identifier: Identifier
  /** Makes job payloads unreadable in the queue. */
  sealer: Sealer
  /** Keys the hashes of six-digit codes, which are too short to be hashed alone. */
  codeKey: Buffer
  /** What browsers send as `apikey`; not a secret. */
  publishableKey: string
  /** What admin calls send as `apikey`. Whoever holds it is above all people. */
  secretKey: string
  siteUrl: string
  /** Addresses besides the house's own that a sign-in may return to; a trailing `/**` allows everything below. */
  redirects: readonly string[]
  signUp: boolean
  trustProxy: boolean
  outbound: Outbound
  /** Google and Microsoft, as far as they are configured. */
  companies: readonly Company[]
}
