import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { changed, instant, nothing, uuid } from './shapes.ts'

export const errorEvent = z.strictObject({
  id: z.string(),
  at: instant,
  /** `PAGE` for what broke in a browser; then `route` is the page, and `status` is 0. */
  method: z.string(),
  route: z.string(),
  status: z.number().int(),
  code: z.string(),
  message: z.string(),
  correlationId: z.string(),
  userId: uuid.nullable(),
  /** Our own lines on the way to it, innermost first, e.g. `server/kernel/http/app.ts:90`. */
  places: z.array(z.string()),
})
export type ErrorEvent = z.infer<typeof errorEvent>
export const listErrors = endpoint({
  method: 'GET',
  path: '/api/admin/errors',
  summary: 'What went wrong, newest first; find one by its correlation id',
  access: 'admin',
  query: z.strictObject({ search: z.string().max(200).optional() }),
  reply: z.strictObject({ errors: z.array(errorEvent) }),
})

/** What a browser tells of an error on one of its pages: where and what, nothing of whom. */
export const clientCrash = z.strictObject({
  /** What the person was shown, to quote; the error is found by it. */
  reference: uuid,
  /** `render` = a page broke before the eyes; the others were caught by the window. */
  kind: z.enum(['render', 'error', 'rejection']),
  /** The path of the page, without query and fragment. */
  page: z
    .string()
    .max(300)
    .regex(/^\/[^?#\s]*$/),
  message: z.string().min(1).max(500),
  /** Files of the studio with line and column, innermost first. */
  places: z
    .array(
      z
        .string()
        .max(160)
        .regex(/^[\w@./-]+\.[a-z]{2,3}:\d+(:\d+)?$/),
    )
    .max(8),
})
export type ClientCrash = z.infer<typeof clientCrash>
export const reportCrash = endpoint({
  method: 'POST',
  path: '/api/client-errors',
  summary: 'Write down an error of a page; a few an hour for each person and network',
  access: 'public',
  maxBytes: 8 * 1024,
  body: clientCrash,
  reply: nothing,
  status: 202,
})

export const jobView = z.strictObject({
  id: uuid,
  queue: z.string(),
  state: z.enum(['created', 'retry', 'active', 'completed', 'cancelled', 'failed']),
  data: z.unknown(),
  attempts: z.number().int(),
  message: z.string().nullable(),
  createdAt: instant,
  finishedAt: instant.nullable(),
})
export type JobView = z.infer<typeof jobView>
export const listJobs = endpoint({
  method: 'GET',
  path: '/api/admin/jobs',
  summary: 'Waiting, running and dead jobs',
  access: 'admin',
  query: z.strictObject({ show: z.enum(['dead', 'open']).default('dead') }),
  reply: z.strictObject({ jobs: z.array(jobView), counts: z.record(z.string(), z.number().int()) }),
})
export const retryJob = endpoint({
  method: 'POST',
  path: '/api/admin/jobs/:jobId/retry',
  summary: 'Put a dead job back in its queue',
  access: 'admin',
  params: z.strictObject({ jobId: uuid }),
  body: nothing,
  reply: changed,
})
export const health = z.strictObject({ ok: z.boolean() })
export const healthz = endpoint({
  method: 'GET',
  path: '/healthz',
  summary: 'The process answers',
  access: 'public',
  reply: health,
})
export const readyz = endpoint({
  method: 'GET',
  path: '/readyz',
  summary: 'Database, storage and jobs answer',
  access: 'public',
  reply: z.strictObject({ ok: z.boolean(), checks: z.record(z.string(), z.boolean()) }),
})
