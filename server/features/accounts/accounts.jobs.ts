import * as z from 'zod'
import { jobKind, type Schedule } from '#kernel/jobs/jobs.ts'

/** Admins are told about people who wait. A notification of the database starts it at once; this catches what was missed. */
export const announcePeople = jobKind('accounts.announce', z.strictObject({}), { parallel: 1 })

export const accountJobs = [announcePeople]
export const accountSchedules: Schedule[] = [{ kind: announcePeople, cron: '* * * * *' }]
