import { createHash } from 'node:crypto'
import type { PublicationOptions } from '@greenroom/contract/posts.ts'
import type { Transaction } from '#kernel/db/acting.ts'
import { announce } from '#kernel/events/events.ts'
import { newId } from '#kernel/id.ts'
import type { PostDraft } from '#providers/publisher-post.ts'
import type { PostTools } from './posts.accounts.ts'
import { contentText, firstOptions } from './posts.rules.ts'
import * as store from './posts.store.ts'
import type { Postable } from './posts.store.ts'

interface Choice {
  mode: 'direct' | 'inbox'
  form: 'video' | 'photo'
  options: PublicationOptions
}

/** SHA-256 over everything that a person agrees to: account, choices and the bytes that go out. */
export const contentHash = (openId: string, choice: Choice, media: Postable): string =>
  createHash('sha256')
    .update(
      contentText({
        openId,
        mode: choice.mode,
        form: choice.form,
        options: choice.options,
        files: choice.form === 'video' ? [media.video.sha256] : media.photos.map(({ sha256 }) => sha256),
      }),
    )
    .digest('hex')

/** A person's choices as the publisher takes them. */
export const draftOf = (mode: 'direct' | 'inbox', form: 'video' | 'photo', options: PublicationOptions): PostDraft => ({
  kind: form === 'video' ? 'video' : 'photos',
  delivery: mode,
  title: options.title,
  description: options.description,
  privacy: options.privacy,
  allowComments: options.allowComment,
  allowDuet: options.allowDuet,
  allowStitch: options.allowStitch,
  commercial: options.disclose,
  ownBrand: options.yourBrand,
  brandedContent: options.brandedContent,
  aiGenerated: options.aiGenerated,
  coverAtMs: form === 'video' ? options.coverMs : null,
  coverIndex: options.coverIndex,
  addMusic: options.autoAddMusic,
})

/** For slideshows that a session made by itself: a draft that waits for its owner, and a mail that says so. */
export const draftAutomatically = async (
  tools: PostTools,
  transaction: Transaction,
  group: { id: string },
): Promise<void> => {
  const found = await store.automaticGroup(transaction, group.id)
  if (found === undefined || found.posting === null || found.open_id === null || tools.publisher === null) return
  const media = await store.postableGroup(transaction, group.id)
  if (media === undefined) return
  const { mode, form, accountId } = found.posting
  const options = firstOptions(media.words, form, media.ai)
  const id = newId()
  const made = await store.insertAutomatic(transaction, {
    id,
    userId: found.user_id,
    groupId: group.id,
    versionId: null,
    accountId,
    mode,
    form,
    options,
    contentHash: contentHash(found.open_id, { mode, form, options }, media),
    publishAt: found.due_at > tools.clock.now() ? found.due_at.toISOString() : null,
  })
  if (!made) return
  await announce(transaction, found.user_id, { type: 'posts.changed', publicationIds: [id] })
  if (!found.told)
    await tools.post(transaction, {
      to: found.email,
      language: found.language ?? 'en',
      letter: {
        kind: 'post-waiting',
        link: `${tools.siteUrl}/slideshows/${found.session_id}?tab=posts`,
        session: found.session_name,
        number: media.label,
      },
    })
}
