import { actingAs } from '#kernel/db/acting.ts'
import { house, type PostTools } from './posts.accounts.ts'
import { checkPost, sendPost, submitPost } from './posts.jobs.ts'
import * as ledger from './posts.ledger.ts'
import * as rows from './posts.ledger.store.ts'

/**
 * For the one process of the embedded database, at its start: whatever was being opened died with the last process between
 * its mark and its answer, and nobody can say what became of it. What was opened goes on from where it stood.
 */
export const recoverPosts = async (tools: PostTools): Promise<void> => {
  await actingAs(tools.db, house, rows.releaseAllSending)
  await sweep(tools, true)
}

/** Every minute: posts whose hour has come, and those that no job cares for any more. */
export const sweep = async (tools: PostTools, everySubmitting: boolean): Promise<void> => {
  if (tools.publisher === null) return
  const found = await actingAs(tools.db, house, (transaction) => rows.forgotten(transaction, everySubmitting))
  for (const { id, user_id: owner, state, publish_id: publishId } of found) {
    if (state === 'submitting' && publishId === null) {
      const post = await ledger.postNow(tools, id)
      if (post?.row.state === 'submitting' && post.row.publish_id === null)
        await ledger.outcomeUnknown(tools, post.row, {
          code: post.row.source === 'FILE_UPLOAD' ? 'posts.unknown_unsent' : 'posts.unknown',
          sentence:
            post.row.source === 'FILE_UPLOAD'
              ? 'The house stopped while the post was being opened. No picture and no sound of it was sent, so it should not be there; look at the account to be sure.'
              : 'The house stopped while the post was being opened, so it may be there. Look at the account, then say what you found.',
          values: {},
          retry: 'never',
        })
      continue
    }
    const kind = state === 'approved' ? submitPost : state === 'submitting' ? sendPost : checkPost
    await actingAs(tools.db, house, (transaction) =>
      tools.jobs.add(transaction, kind, { publicationId: id }, { owner }),
    )
  }
}
