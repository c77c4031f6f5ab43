import { actingAs } from '#kernel/db/acting.ts'
import { announce } from '#kernel/events/events.ts'
import { accessTokenOf, house, type PostTools } from './posts.accounts.ts'
import { checkPost } from './posts.jobs.ts'
import * as ledger from './posts.ledger.store.ts'

/** Ids in one call (Display API, Query Videos). */
const atOnce = 20

/** Reads how often posts were seen, where the person allowed that, and looks for the ids of posts that have none yet. */
export const readAllNumbers = async (tools: PostTools): Promise<void> => {
  if (tools.publisher === null) return
  const { accounts, withoutId } = await actingAs(tools.db, house, async (transaction) => ({
    accounts: await ledger.wantNumbers(transaction),
    withoutId: await ledger.wantPostId(transaction),
  }))
  for (const { id, user_id: owner } of withoutId)
    await actingAs(tools.db, house, (transaction) =>
      tools.jobs.add(transaction, checkPost, { publicationId: id }, { owner }),
    )
  for (const { account_id: accountId, posts } of accounts) {
    const token = await accessTokenOf(tools, accountId)
    if (token.kind !== 'token') continue
    for (let from = 0; from < posts.length; from += atOnce) {
      const some = posts.slice(from, from + atOnce)
      const found = await tools.publisher.videos(
        token.accessToken,
        some.map(({ postId }) => postId),
      )
      if (found.kind !== 'videos') {
        tools.log.warn({ accountId, outcome: found.kind }, 'numbers of posts could not be read')
        break
      }
      await actingAs(tools.db, house, async (transaction) => {
        for (const { id, postId, userId } of some) {
          const numbers = found.videos.find((video) => video.postId === postId)
          if (numbers === undefined) continue
          const { views, likes, comments, shares, url } = numbers
          await ledger.keepNumbers(transaction, id, {
            views: views ?? 0,
            likes: likes ?? 0,
            comments: comments ?? 0,
            shares: shares ?? 0,
            url,
          })
          await announce(transaction, userId, { type: 'posts.changed', publicationIds: [id] })
        }
      })
    }
  }
}
