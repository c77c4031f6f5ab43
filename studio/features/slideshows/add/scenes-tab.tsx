import type { SessionItem } from '@greenroom/contract/slideshows.ts'
import { useMemo } from 'react'
import { versionUrl } from '#lib/media.ts'
import { useMessages } from '#lib/messages.ts'
import { slideshows } from '#messages/slideshows.ts'
import { useScenes } from '#features/scenes/scenes.api.ts'
import { PickPane } from './pick-pane.tsx'

/** Finished scenes of a project: the take that is pinned in each. */
export function ScenesTab(props: {
  projectId: string
  onProject: (id: string) => void
  items: readonly SessionItem[]
  chosen: readonly string[]
  onChosen: (ids: readonly string[]) => void
}) {
  const { projectId, items, ...rest } = props
  const words = useMessages(slideshows).add
  const { data, error, refetch } = useScenes(projectId)
  const picks = useMemo(() => {
    const known = new Set(items.map(({ versionId }) => versionId))
    return data?.scenes.flatMap(({ ordinal, pinnedVersion, pinnedVersionId: id }) =>
      id === null || pinnedVersion === null
        ? []
        : [
            {
              id,
              name: words.scene(ordinal, pinnedVersion),
              thumbUrl: versionUrl(id, 'poster'),
              hash: null,
              length: null,
              note: known.has(id) ? words.already : null,
            },
          ],
    )
  }, [data, items, words])
  return (
    <PickPane
      {...rest}
      projectId={projectId}
      label={words.scenesOf}
      picks={picks}
      reason={error}
      onRetry={() => void refetch()}
      empty={{ title: words.noScenes, text: words.noScenesText }}
    />
  )
}
