import type { MediaSession } from '@greenroom/contract/slideshows.ts'
import { currentLanguage } from '#lib/language.ts'
import { messagesOf } from '#lib/messages.ts'
import { problemText } from '#lib/problem-text.ts'
import { offerUndo } from '#lib/undo.ts'
import { basics } from '#messages/basics.ts'
import { slideshows } from '#messages/slideshows.ts'
import { deleteSession, restoreSession } from './slideshows.api.ts'

/** Deletes a session and offers to undo it. Throws ApiProblem. */
export async function deleteWithUndo({ id, name, isActive }: MediaSession): Promise<void> {
  await deleteSession(id)
  const [words, rest] = await Promise.all([
    messagesOf(slideshows, currentLanguage()),
    messagesOf(basics, currentLanguage()),
  ])
  offerUndo({
    text: isActive ? words.deletedActive(name) : words.deleted(name),
    label: rest.undo,
    undo: () => restoreSession(id),
    failed: (reason) => problemText(reason, rest).sentence,
  })
}
