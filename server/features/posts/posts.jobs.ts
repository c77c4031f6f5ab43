import * as z from 'zod'
import { uuid } from '@greenroom/contract/shapes.ts'
import { jobKind } from '#kernel/jobs/jobs.ts'

const publication = z.strictObject({ publicationId: uuid })

/** Opens an approved post at the other side: the one call that must never be made twice. */
export const submitPost = jobKind('posts.submit', publication, {
  parallel: 2,
  parallelPerPerson: 1,
  retries: 5,
  expireSeconds: 300,
})
/** Sends the bytes of an opened post, chunk after chunk, from where it stood. */
export const sendPost = jobKind('posts.send', publication, {
  parallel: 2,
  parallelPerPerson: 2,
  retries: 20,
  retryDelaySeconds: 5,
  expireSeconds: 1800,
})
/** Asks how a post is doing. Comes back by itself until there is a verdict. */
export const checkPost = jobKind('posts.check', publication, {
  parallel: 4,
  parallelPerPerson: 2,
  retries: 5,
  expireSeconds: 120,
})
/** Finds posts that nobody works on any more, and those whose hour has come. */
export const sweepPosts = jobKind('posts.sweep', z.strictObject({}), { parallel: 1, retries: 0 })
/** Keeps connections alive that were quiet for long. */
export const keepAccounts = jobKind('posts.keep-accounts', z.strictObject({}), {
  parallel: 1,
  retries: 1,
  expireSeconds: 600,
})
/** Reads how often posts were seen. */
export const readNumbers = jobKind('posts.read-numbers', z.strictObject({}), {
  parallel: 1,
  retries: 1,
  expireSeconds: 600,
})

export const postJobs = [submitPost, sendPost, checkPost, sweepPosts, keepAccounts, readNumbers] as const
