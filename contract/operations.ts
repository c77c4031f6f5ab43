import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { changed, instant, nothing, uuid } from './shapes.ts'

export const errorEvent = z.strictObject({
  id: z.string(),
  at: instant,
  method: z.string(),
  route: z.string(),
  status: z.number().int(),
  code: z.string(),
  message: z.string(),
  correlationId: z.string(),
  userId: uuid.nullable(),
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
