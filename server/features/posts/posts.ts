import type * as contract from '@greenroom/contract/posts.ts'
import type { Publication } from '@greenroom/contract/posts.ts'
import type * as z from 'zod'
import { actingAs, violated, type PersonActor, type Transaction } from '#kernel/db/acting.ts'
import { claimRequest } from '#kernel/db/request-keys.ts'
import { announce } from '#kernel/events/events.ts'
import { Fault, notFound } from '#kernel/fault.ts'
import { newId } from '#kernel/id.ts'
import { publisherOf, type PostTools } from './posts.accounts.ts'
import { contentHash, draftOf } from './posts.draft.ts'
import { noAccount, openIdOf, postable, whatOf } from './posts.media.ts'
import { submitPost } from './posts.jobs.ts'
import { publicationView, type PublicationRow } from './posts.rules.ts'
import * as store from './posts.store.ts'

type Body<E extends { body?: z.ZodType }> = z.output<NonNullable<E['body']>>

export const listPublications = (
  tools: PostTools,
  actor: PersonActor,
  query: {
    sessionId?: string | undefined
    groupId?: string | undefined
    states?: string | undefined
    before?: string | undefined
    limit: number
  },
): Promise<{ publications: Publication[]; more: boolean; waiting: number }> =>
  actingAs(tools.db, actor, async (transaction) => {
    const rows = await store.listPublications(transaction, {
      ...query,
      states: query.states?.split(',').filter(Boolean),
    })
    return {
      publications: rows.slice(0, query.limit).map((row) => seen(tools, row)),
      more: rows.length > query.limit,
      waiting: await store.countWaiting(transaction),
    }
  })

/** Drafts of posts, with the same choices for all of them, all or none. Nothing is sent before approval. */
export const createPublications = (
  tools: PostTools,
  actor: PersonActor,
  { idempotencyKey, what, choice }: Body<typeof contract.createPublications>,
): Promise<Publication[]> =>
  actingAs(tools.db, actor, async (transaction) => {
    const ids = what.map(() => newId())
    const earlier = await claimRequest(transaction, {
      userId: actor.userId,
      key: idempotencyKey,
      purpose: 'posts.create',
      result: ids,
    })
    if (earlier !== null) return await seenById(tools, transaction, earlier as string[])
    const openId = await openIdOf(transaction, choice.accountId)
    for (const [index, one] of what.entries()) {
      const media = await postable(transaction, one)
      await store.insertPublication(transaction, actor.userId, {
        id: ids[index] ?? newId(),
        groupId: media.groupId,
        versionId: media.versionId,
        ...choice,
        contentHash: contentHash(openId, choice, media),
      })
    }
    await changed(transaction, actor.userId, ids)
    return await seenById(tools, transaction, ids)
  })

/** Changes a post that is not on its way. The database takes back a consent unless only the hour changed. */
export const changePublication = (
  tools: PostTools,
  actor: PersonActor,
  id: string,
  change: Body<typeof contract.changePublication>,
): Promise<Publication> =>
  actingAs(tools.db, actor, async (transaction) => {
    if ((await store.lockOwn(transaction, id)) === undefined) throw noPost()
    const row = await oneRow(transaction, id)
    const before = publicationView(row, null)
    const accountId = change.accountId ?? before.account?.id
    if (accountId === undefined) throw noAccount()
    const next = {
      accountId,
      mode: change.mode ?? before.mode,
      form: change.form ?? before.form,
      options: change.options ?? before.options,
      publishAt: change.publishAt === undefined ? before.publishAt : change.publishAt,
    }
    const media = await postable(
      transaction,
      whatOf({ groupId: before.groupId ?? undefined, versionId: before.versionId ?? undefined }),
    )
    await store.updatePublication(transaction, id, {
      ...next,
      contentHash: contentHash(await openIdOf(transaction, accountId), next, media),
    })
    const after = await oneRow(transaction, id)
    if (after.state === 'approved') await sendWhenDue(tools, transaction, actor.userId, after)
    await changed(transaction, actor.userId, [id])
    return seen(tools, after)
  })

/** Agrees to posts exactly as the person saw them, all or none. Throws `posts.changed_since`, `posts.posted_already`. */
export const approvePublications = async (
  tools: PostTools,
  actor: PersonActor,
  { posts, consentText }: Body<typeof contract.approvePublications>,
): Promise<Publication[]> => {
  const publisher = publisherOf(tools)
  try {
    return await actingAs(tools.db, actor, async (transaction) => {
      const rows = await store.publicationsById(
        transaction,
        posts.map(({ id }) => id),
      )
      for (const { id, contentHash: hash } of posts) {
        const row = rows.find((one) => one.id === id)
        if (row === undefined) throw noPost()
        const { mode, form, options } = publicationView(row, null)
        // What has to be said under the button is what must have stood there.
        if (consentText !== publisher.rules.texts(draftOf(mode, form, options)).consent)
          throw new Fault(
            'posts.other_words',
            409,
            'The words under the button belong to other choices. Open the form again.',
          )
        if (mode === 'direct' && options.privacy === null)
          throw new Fault('posts.privacy_missing', 422, 'Choose who can see this post.', {
            fields: [
              { path: 'options.privacy', message: 'Choose who can see this post.', code: 'posts.privacy_missing' },
            ],
          })
        await store.approve(transaction, id, hash, consentText)
      }
      const approved = await store.publicationsById(
        transaction,
        posts.map(({ id }) => id),
      )
      for (const row of approved) await sendWhenDue(tools, transaction, actor.userId, row)
      await changed(
        transaction,
        actor.userId,
        posts.map(({ id }) => id),
      )
      return approved.map((row) => seen(tools, row))
    })
  } catch (error) {
    if (violated(error, 'publications_once_group') || violated(error, 'publications_once_version'))
      throw new Fault(
        'posts.posted_already',
        409,
        'This was posted to this account already, or is on its way. Posting it again would show it twice.',
      )
    throw error
  }
}

const sendWhenDue = async (
  tools: PostTools,
  transaction: Transaction,
  userId: string,
  row: PublicationRow,
): Promise<void> => {
  const waitMs = row.publishAt === null ? 0 : new Date(row.publishAt).getTime() - tools.clock.now().getTime()
  await tools.jobs.add(
    transaction,
    submitPost,
    { publicationId: row.id },
    { owner: userId, delayMs: Math.max(0, waitMs) },
  )
}

export const withdrawPublication = (tools: PostTools, actor: PersonActor, id: string): Promise<Publication> =>
  actingAs(tools.db, actor, async (transaction) => {
    await oneRow(transaction, id)
    await store.withdraw(transaction, id)
    await changed(transaction, actor.userId, [id])
    return seen(tools, await oneRow(transaction, id))
  })

/** The owner looked and says whether it is there. Nothing is sent by this; one that is not there can be drafted anew. */
export const settlePublication = (
  tools: PostTools,
  actor: PersonActor,
  id: string,
  isThere: boolean,
): Promise<Publication> =>
  actingAs(tools.db, actor, async (transaction) => {
    await oneRow(transaction, id)
    await store.settle(transaction, id, isThere)
    await changed(transaction, actor.userId, [id])
    return seen(tools, await oneRow(transaction, id))
  })

/** A new draft of a post that failed; it wants a new approval. Throws `posts.not_failed`. */
export const retryPublication = (tools: PostTools, actor: PersonActor, id: string): Promise<Publication> =>
  actingAs(tools.db, actor, async (transaction) => {
    const failed = publicationView(await oneRow(transaction, id), null)
    if (failed.state !== 'failed')
      throw new Fault('posts.not_failed', 409, 'Only a post that failed can be tried again.')
    if (failed.account === null) throw noAccount()
    const media = await postable(
      transaction,
      whatOf({ groupId: failed.groupId ?? undefined, versionId: failed.versionId ?? undefined }),
    )
    const fresh = newId()
    const { mode, form, options } = failed
    await store.insertPublication(transaction, actor.userId, {
      id: fresh,
      groupId: failed.groupId,
      versionId: failed.versionId,
      accountId: failed.account.id,
      mode,
      form,
      options,
      contentHash: contentHash(await openIdOf(transaction, failed.account.id), failed, media),
      publishAt: null,
      retryOf: id,
    })
    await changed(transaction, actor.userId, [fresh])
    return seen(tools, await oneRow(transaction, fresh))
  })

export const deletePublications = (tools: PostTools, actor: PersonActor, ids: readonly string[]): Promise<number> =>
  actingAs(tools.db, actor, async (transaction) => {
    const gone = await store.deleteDrafts(transaction, ids)
    if (gone.length === 0) throw noPost()
    await changed(transaction, actor.userId, gone)
    return gone.length
  })

const oneRow = async (transaction: Transaction, id: string): Promise<PublicationRow> => {
  const [row] = await store.publicationsById(transaction, [id])
  if (row === undefined) throw noPost()
  return row
}
const seen = (tools: PostTools, row: PublicationRow): Publication =>
  publicationView(row, tools.publisher?.rules.postUrl ?? null)
const seenById = async (tools: PostTools, transaction: Transaction, ids: readonly string[]): Promise<Publication[]> =>
  (await store.publicationsById(transaction, ids)).map((row) => seen(tools, row))
const changed = (transaction: Transaction, userId: string, publicationIds: readonly string[]): Promise<void> =>
  announce(transaction, userId, { type: 'posts.changed', publicationIds: [...publicationIds] })
const noPost = (): Fault => notFound('posts', 'There is no such post.')
