import * as z from 'zod'
import { searchKind } from '@greenroom/contract/search.ts'
import { uuid } from '@greenroom/contract/shapes.ts'
import { jobKind } from '#kernel/jobs/jobs.ts'

/** Writes down the words by which one thing is found. */
export const indexText = jobKind('search.index', z.strictObject({ kind: searchKind, rowId: uuid }), { parallel: 2 })
/** Makes vectors for texts that have none of the present model, until none is left. */
export const embedTexts = jobKind('search.embed', z.strictObject({}), { parallel: 1, retries: 0, expireSeconds: 600 })
/** Finds what was left out: texts that are missing or old, and vectors of another model. */
export const sweepTexts = jobKind('search.sweep', z.strictObject({}), { parallel: 1, retries: 0 })

export const searchJobs = [indexText, embedTexts, sweepTexts] as const
