import { useMessages } from '#lib/messages.ts'
import { projects } from '#messages/projects.ts'
import { usePhotos } from '#features/photos/photos.api.ts'
import { Thumb } from '#features/photos/parts/thumb.tsx'
import { useScenes } from '#features/scenes/scenes.api.ts'
import type { Drag } from '../board/drag.ts'

/** What the pointer carries: the picture of the tile it took hold of, and how many come along. */
export function Carried({ projectId, drag }: { projectId: string; drag: Drag }) {
  const { dragging } = useMessages(projects)
  const photos = usePhotos(projectId).data?.photos
  const scenes = useScenes(projectId).data?.scenes
  const photoId = drag.kind === 'photos' ? drag.id : scenes?.find(({ id }) => id === drag.id)?.startFileId
  const photo = photos?.find(({ id }) => id === photoId)
  return (
    <div className="relative aspect-[3/2] w-32 rotate-2 cursor-grabbing">
      <div className="absolute inset-0 overflow-hidden rounded-lg border shadow-xl">
        {photo !== undefined && <Thumb fileId={photo.id} hash={photo.thumbhash} width={128} />}
      </div>
      {drag.ids.length > 1 && (
        <span
          className="bg-primary text-primary-foreground absolute -top-2 -right-2 flex h-6 min-w-6 items-center justify-center rounded-full px-1.5 text-xs font-semibold tabular-nums"
          aria-label={dragging.count(drag.ids.length)}
        >
          {drag.ids.length}
        </span>
      )}
    </div>
  )
}
