import type { Photo } from '@greenroom/contract/photos.ts'
import { useCallback, useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { problemText } from '#lib/problem-text.ts'
import { offerUndo } from '#lib/undo.ts'
import { basics } from '#messages/basics.ts'
import { photos } from '#messages/photos.ts'
import { deletePhotos, keepExisting, movePhotos, restorePhotos } from './photos.api.ts'

/** What can be done with photos of a project; what fails is told in the pane (`trouble`). */
export function usePhotoActs(projectId: string) {
  const words = useMessages(photos)
  const rest = useMessages(basics)
  const [trouble, setTrouble] = useState<unknown>(null)

  const attempt = useCallback(async (act: () => Promise<unknown>): Promise<boolean> => {
    setTrouble(null)
    try {
      await act()
      return true
    } catch (reason) {
      setTrouble(reason)
      return false
    }
  }, [])

  const remove = useCallback(
    async (ids: readonly string[]): Promise<void> => {
      if (ids.length === 0 || !(await attempt(() => deletePhotos(projectId, ids)))) return
      offerUndo({
        text: words.deleted(ids.length),
        label: rest.undo,
        undo: () => restorePhotos(projectId, ids),
        failed: (reason) => problemText(reason, rest).sentence,
      })
    },
    [projectId, words, rest, attempt],
  )
  const useExisting = useCallback(
    (ids: readonly string[]) => attempt(() => keepExisting(projectId, ids)),
    [projectId, attempt],
  )
  const move = useCallback(
    (ids: readonly string[], before: string | null) => attempt(() => movePhotos(projectId, ids, before)),
    [projectId, attempt],
  )
  return { remove, useExisting, move, trouble, clearTrouble: useCallback(() => setTrouble(null), []) }
}

/** By id, for everything that knows only ids. */
export const byId = (list: readonly Photo[]): ReadonlyMap<string, Photo> =>
  new Map(list.map((photo) => [photo.id, photo]))
