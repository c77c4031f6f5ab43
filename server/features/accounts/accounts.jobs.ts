import * as z from 'zod'
import { jobKind, type Schedule } from '#kernel/jobs/jobs.ts'

/** Admins are told about people who wait. A notification of the database starts it at once; this catches what was missed. */
export const announcePeople = jobKind('accounts.announce', z.strictObject({}), { parallel: 1 })

/** Files of pictures that nobody shows any more. A notification starts it at once, too; this catches what was missed. */
export const clearAvatars = jobKind('accounts.clear_avatars', z.strictObject({}), { parallel: 1 })

export const accountJobs = [announcePeople, clearAvatars]
export const accountSchedules: Schedule[] = [
  { kind: announcePeople, cron: '* * * * *' },
  { kind: clearAvatars, cron: '*/15 * * * *' },
]
