import { lazy, Suspense, useCallback, useState } from 'react'
import { useParams } from 'wouter'
import { ApiProblem } from '#lib/api.ts'
import { useMessages } from '#lib/messages.ts'
import { useAction } from '#lib/shortcuts.ts'
import { exports } from '#messages/exports.ts'
import { photos } from '#messages/photos.ts'
import { projects } from '#messages/projects.ts'
import { ErrorNote, ErrorState } from '#patterns/error-state.tsx'
import { PageLoading } from '#patterns/loading.tsx'
import { announce } from '#patterns/live-region.tsx'
import { usePhotos } from '#features/photos/photos.api.ts'
import { whyNoFrame } from '#features/photos/photo-name.ts'
import { PhotosPane } from '#features/photos/photos-pane.tsx'
import { UploadDesk } from '#features/photos/upload/upload-desk.tsx'
import { ComposeBar } from '#features/scenes/compose/compose-bar.tsx'
import { withFrame } from '#features/scenes/compose/composed.ts'
import { changeDraft } from '#features/scenes/compose/drafts.ts'
import { ScenesPane } from '#features/scenes/scenes-pane.tsx'
import { useScenes } from '#features/scenes/scenes.api.ts'
import { NotFound } from '#features/shell/not-found.tsx'
import { DragStage } from './board/drag-stage.tsx'
import type { BoardKind, FrameSlot } from './board/drag.ts'
import { useMediaQuery } from './media-query.ts'
import { Carried } from './parts/carried.tsx'
import { Desk } from './parts/desk.tsx'
import { ProjectHeader } from './parts/project-header.tsx'
import { useProject } from './projects.api.ts'
import { oneOf, useAddress } from './url.ts'

const ExportDialog = lazy(() => import('#features/exports/export-dialog.tsx'))

/** `/projects/:projectId`: photos on the left, scenes on the right, the compose bar below. */
export default function ProjectPage() {
  const { projectId } = useParams<{ projectId: string }>()
  const project = useProject(projectId)
  if (project.data === undefined) {
    if (project.isPending) return <PageLoading />
    if (project.error instanceof ApiProblem && project.error.status === 404) return <NotFound />
    return <ErrorState reason={project.error} onRetry={() => void project.refetch()} retrying={project.isFetching} />
  }
  return <ProjectDesk key={projectId} project={project.data} />
}

function ProjectDesk({ project }: { project: NonNullable<ReturnType<typeof useProject>['data']> }) {
  const words = useMessages(projects)
  const photoWords = useMessages(photos)
  const exportWords = useMessages(exports)
  const projectId = project.id
  const [address, patch] = useAddress()
  const leadsToScene = address.get('sceneId') !== null
  const pane = address.get('tab') === null && leadsToScene ? 'scenes' : oneOf(address, 'tab', ['photos', 'scenes'])
  // An address that leads to a scene means the scenes unless it says otherwise.
  const setPane = useCallback(
    (next: BoardKind) => patch({ tab: next === 'photos' && !leadsToScene ? null : next }),
    [patch, leadsToScene],
  )
  const [trouble, setTrouble] = useState<unknown>(null)
  const [exporting, setExporting] = useState(false)
  const [uploading, setUploading] = useState(false)
  // A phone is for looking, choosing and watching; composing needs room.
  const canCompose = useMediaQuery('(min-width: 48rem)')
  const allPhotos = usePhotos(projectId).data?.photos
  const sceneCount = useScenes(projectId).data?.scenes.length ?? project.sceneCount

  useAction({
    id: 'exports.open',
    scope: words.scope,
    keys: 'mod+e',
    label: exportWords.open,
    run: () => setExporting(true),
  })
  useAction({
    id: 'photos.upload',
    scope: photoWords.scope,
    keys: 'u',
    label: photoWords.upload,
    enabled: canCompose,
    run: () => setUploading(!uploading),
  })

  const dropFrame = (slot: FrameSlot, fileId: string): void => {
    const photo = allPhotos?.find(({ id }) => id === fileId)
    const why = whyNoFrame(photo, photoWords)
    if (why !== null) return announce(why)
    changeDraft(projectId, (before) => withFrame(before, slot, fileId))
  }
  return (
    <DragStage onFrame={dropFrame} preview={(drag) => <Carried projectId={projectId} drag={drag} />}>
      <div className="absolute inset-0 flex flex-col overflow-hidden">
        <ProjectHeader
          project={project}
          canCompose={canCompose}
          uploading={uploading}
          onUpload={() => setUploading(!uploading)}
          onExport={() => setExporting(true)}
          onTrouble={setTrouble}
        />
        {trouble !== null && <ErrorNote reason={trouble} className="m-3" />}
        {canCompose && (
          <UploadDesk projectId={projectId} projectName={project.name} open={uploading} onOpenChange={setUploading} />
        )}
        <Desk
          pane={pane}
          onPane={setPane}
          photoCount={allPhotos?.length ?? project.photoCount}
          sceneCount={sceneCount}
          photos={
            <PhotosPane
              projectId={projectId}
              canCompose={canCompose}
              here={pane === 'photos'}
              onUpload={() => setUploading(true)}
            />
          }
          scenes={<ScenesPane projectId={projectId} canCompose={canCompose} here={pane === 'scenes'} />}
        />
        {canCompose && <ComposeBar projectId={projectId} />}
      </div>
      <Suspense fallback={null}>
        {exporting && <ExportDialog project={project} onClose={() => setExporting(false)} />}
      </Suspense>
    </DragStage>
  )
}
