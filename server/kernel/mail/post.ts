import * as z from 'zod'
import { newId } from '../id.ts'
import { jobKind, work, type Jobs, type Work } from '../jobs/jobs.ts'
import type { Sealer } from '../sealing.ts'
import type { Mailer, Post, PostedMail } from './mail.ts'

/** One mail on its way. It is sealed, because its links and codes open accounts and jobs can be read by admins. */
export const mailSend = jobKind('mail.send', z.strictObject({ id: z.uuid(), kind: z.string(), sealed: z.string() }), {
  retries: 14,
  retryDelaySeconds: 2,
  expireSeconds: 60,
  parallel: 4,
  parallelPerPerson: 4,
})

/** The post office of the house: how everybody sends mail. */
export const makePost =
  (jobs: Jobs, sealer: Sealer): Post =>
  async (transaction, mail) => {
    const id = newId()
    await jobs.add(transaction, mailSend, {
      id,
      kind: mail.letter.kind,
      sealed: sealer.seal(JSON.stringify({ ...mail, id }), id),
    })
  }

export const mailWork = (mailer: Mailer, sealer: Sealer): Work =>
  work(mailSend, async ({ id, sealed }) => {
    await mailer.send(JSON.parse(sealer.open(sealed, id)) as PostedMail)
  })
