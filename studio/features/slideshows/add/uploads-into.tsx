import { useEffect, useRef } from 'react'
import { useMessages } from '#lib/messages.ts'
import { notify } from '#lib/notify.ts'
import { slideshows } from '#messages/slideshows.ts'
import { usePhotos } from '#features/photos/photos.api.ts'
import { isUploading, useUpload } from '#features/photos/upload/uploads.ts'
import { addItems } from '../slideshows.api.ts'

/**
 * Puts what was uploaded for a session into it, once all of it is ready, in the order of its names. Stands on the page
 * and not in the dialog, so that the dialog can be closed while files travel.
 */
export function UploadsInto(props: { sessionId: string; projectId: string; onTrouble: (reason: unknown) => void }) {
  const { sessionId, projectId, onTrouble } = props
  const words = useMessages(slideshows).add
  const photos = usePhotos(projectId)
  const sending = isUploading(useUpload(projectId))
  const known = useRef<Set<string> | null>(null)
  const data = photos.data
  useEffect(() => {
    if (data === undefined || !data.complete) return
    // What was there before is no upload of now.
    known.current ??= new Set(data.photos.map(({ id }) => id))
    const { current } = known
    const fresh = data.photos.filter(({ id }) => !current.has(id))
    const settled = fresh.every(({ state }) => state === 'ready' || state === 'rejected')
    if (sending || fresh.length === 0 || !settled) return
    for (const { id } of fresh) current.add(id)
    const ready = fresh.filter(({ state }) => state === 'ready')
    if (ready.length === 0) return
    addItems(
      sessionId,
      ready.map(({ id }) => ({ fileId: id })),
    ).then((added) => void notify(words.added(added.length)), onTrouble)
  }, [data, sending, sessionId, words, onTrouble])
  return null
}
