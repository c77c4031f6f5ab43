import type { SessionItem } from '@greenroom/contract/slideshows.ts'
import { useMemo } from 'react'
import { useFormat } from '#lib/format.ts'
import { photoUrl } from '#lib/media.ts'
import { useMessages } from '#lib/messages.ts'
import { slideshows } from '#messages/slideshows.ts'
import { usePhotos } from '#features/photos/photos.api.ts'
import { PickPane } from './pick-pane.tsx'

interface TabProps {
  readonly projectId: string
  readonly onProject: (id: string) => void
  readonly items: readonly SessionItem[]
  readonly chosen: readonly string[]
  readonly onChosen: (ids: readonly string[]) => void
}

/** Photos and clips of a project. */
export function LibraryTab({ projectId, items, ...rest }: TabProps) {
  const words = useMessages(slideshows).add
  const format = useFormat()
  const { data, error, refetch } = usePhotos(projectId)
  const picks = useMemo(() => {
    const known = new Set(items.map(({ fileId }) => fileId))
    return data?.photos
      .filter(({ state }) => state === 'ready')
      .map(({ id, name, thumbhash, kind, durationSeconds }) => ({
        id,
        name,
        thumbUrl: photoUrl(id, 'small'),
        hash: thumbhash,
        length: kind === 'video' && durationSeconds !== null ? format.duration(durationSeconds) : null,
        note: known.has(id) ? words.already : null,
      }))
  }, [data, items, format, words])
  return (
    <PickPane
      {...rest}
      projectId={projectId}
      label={words.photosOf}
      picks={picks}
      reason={error}
      onRetry={() => void refetch()}
      empty={{ title: words.noPhotos }}
    />
  )
}
