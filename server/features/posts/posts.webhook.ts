import { actingAs } from '#kernel/db/acting.ts'
import { endConnection, house, type PostTools } from './posts.accounts.ts'
import * as accounts from './posts.accounts.store.ts'
import { checkPost } from './posts.jobs.ts'
import * as ledger from './posts.ledger.store.ts'

export type Heard = 'heard' | 'refused'

/**
 * What the other side tells by itself. Signature and age are checked, each note is heard once, and it is a hint only: the
 * post is asked about anew. A connection that was ended over there is ended here.
 */
export const hearNote = async (tools: PostTools, signatureHeader: string | null, rawBody: Buffer): Promise<Heard> => {
  if (tools.publisher === null) return 'refused'
  const note = tools.publisher.readWebhook({ signatureHeader, rawBody, now: tools.clock.now() })
  if (note.kind === 'refused') {
    tools.log.warn({ why: note.why }, 'a note of the publisher was refused')
    return 'refused'
  }
  const ended = await actingAs(tools.db, house, async (transaction) => {
    const first = await accounts.hearOnce(transaction, {
      id: note.dedupeKey,
      event: note.event,
      publishId: note.publishId,
      openId: note.openId,
    })
    if (!first) return []
    if (note.event === 'authorization_removed') return await accounts.accountsOfOpenId(transaction, note.openId)
    const post = note.publishId === null ? undefined : await ledger.postByPublishId(transaction, note.publishId)
    if (post === undefined) return []
    if (note.event === 'no_longer_public') await ledger.noteGone(transaction, post.id)
    else await tools.jobs.add(transaction, checkPost, { publicationId: post.id }, { owner: post.user_id })
    return []
  })
  for (const account of ended) await endConnection(tools, account, `publishing.removed_${note.reason ?? 'unknown'}`)
  return 'heard'
}
