import * as z from 'zod'
import { uuid } from '@greenroom/contract/shapes.ts'
import { jobKind } from '#kernel/jobs/jobs.ts'

/**
 * Looks into an uploaded file and makes its pictures. More run at once than there are processes for it, so that a
 * process never waits for the queue; one person leaves room for others.
 */
export const ingestPhoto = jobKind('photos.ingest', z.strictObject({ fileId: uuid }), {
  expireSeconds: 600,
  parallel: 8,
  parallelPerPerson: 6,
})
/** Names what a batch has brought, when nothing of it is still to come. */
export const settleBatch = jobKind('photos.settle', z.strictObject({ batchId: uuid, projectId: uuid }), { parallel: 1 })
/** What stopped half-way: stale batches, forgotten announcements, lost jobs, uploads cut off by a crash. */
export const sweepPhotos = jobKind('photos.sweep', z.strictObject({}), { parallel: 1, retries: 0 })
/** Files that were deleted and can no longer be brought back. */
export const purgePhotos = jobKind('photos.purge', z.strictObject({}), { parallel: 1, retries: 0, expireSeconds: 600 })

export const photoJobs = [ingestPhoto, settleBatch, sweepPhotos, purgePhotos]
