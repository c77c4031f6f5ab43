import * as z from 'zod'
import { uuid } from '@greenroom/contract/shapes.ts'
import { jobKind } from '#kernel/jobs/jobs.ts'

/** Looks which slots of which sessions have come, and makes a group for each. */
export const planGroups = jobKind('slideshows.plan', z.strictObject({}), { parallel: 1, retries: 0 })
/** Chooses a group's media, freezes them, and has missing captions written. `itemIds`: what a person chose, in order. */
export const prepareGroup = jobKind(
  'slideshows.prepare',
  z.strictObject({ groupId: uuid, itemIds: z.array(uuid).nullable().default(null) }),
  { parallel: 4, parallelPerPerson: 2, retries: 3, expireSeconds: 300 },
)
/** Renders a group and keeps what came of it. */
export const renderGroup = jobKind('slideshows.render', z.strictObject({ groupId: uuid }), {
  parallel: 1,
  parallelPerPerson: 1,
  retries: 2,
  expireSeconds: 3600,
})
/** Finds groups that nobody works on any more, and clears away what was deleted. */
export const sweepGroups = jobKind('slideshows.sweep', z.strictObject({}), { parallel: 1, retries: 0 })

export const slideshowJobs = [planGroups, prepareGroup, renderGroup, sweepGroups] as const
