import { call } from '#lib/api.ts'
import { currentLanguage } from '#lib/language.ts'
import { messagesOf } from '#lib/messages.ts'
import { problemText } from '#lib/problem-text.ts'
import { offerUndo } from '#lib/undo.ts'
import { basics } from '#messages/basics.ts'
import { settings } from '#messages/settings.ts'
import { putMe } from '#features/shell/me.ts'

/** The most that the house takes, in bytes. */
export const AVATAR_MOST = 5_000_000
export const AVATAR_TYPES = 'image/jpeg,image/png,image/webp,image/avif,image/gif'
/** A larger picture is made this wide before it is sent; the house shows 256 pixels of it. */
const SENT_SIDE = 1024

/** Makes a picture one's own. Throws ApiProblem. */
export async function sendAvatar(picture: Blob): Promise<void> {
  putMe(await call('PUT /api/me/avatar', { file: picture }))
}

/** Removes one's own picture and offers to undo it. Throws ApiProblem. */
export async function removeAvatar(address: string): Promise<void> {
  // Kept here for the undo: the house lets go of the file at once.
  const kept = await fetch(address).then((answer) => (answer.ok ? answer.blob() : null))
  putMe(await call('DELETE /api/me/avatar'))
  if (kept === null) return
  const language = currentLanguage()
  const [words, rest] = await Promise.all([messagesOf(settings, language), messagesOf(basics, language)])
  offerUndo({
    text: words.avatarRemoved,
    label: rest.undo,
    undo: () => sendAvatar(kept),
    failed: (reason) => problemText(reason, rest).sentence,
  })
}

/** What is sent of a file: photos of a camera are often larger than the house takes. Null when this browser cannot make it smaller. */
export async function fitting(file: File): Promise<Blob | null> {
  if (file.size <= AVATAR_MOST) return file
  try {
    const picture = await createImageBitmap(file)
    const scale = Math.min(1, SENT_SIDE / Math.min(picture.width, picture.height))
    const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale))
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    const smaller = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })
    return smaller.size <= AVATAR_MOST ? smaller : null
  } catch {
    // Not a picture that this browser knows: the person is told the limit.
    return null
  }
}
