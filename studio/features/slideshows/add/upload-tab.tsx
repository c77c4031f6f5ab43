import type { MediaSession } from '@greenroom/contract/slideshows.ts'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { slideshows } from '#messages/slideshows.ts'
import { ErrorState } from '#patterns/error-state.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { projectOfSession } from '../slideshows.api.ts'

const UploadPanel = lazy(() => import('#features/photos/upload/upload-panel.tsx'))

/** The uploader, for the project that takes what belongs to this session. */
export function UploadTab(props: {
  session: MediaSession
  onProject: (projectId: string) => void
  onClose: () => void
}) {
  const words = useMessages(slideshows).add
  const { session, onProject, onClose } = props
  const [reason, setReason] = useState<unknown>(null)
  const [turn, setTurn] = useState(0)
  const [projectId, setProjectId] = useState<string | null>(null)
  useEffect(() => {
    let here = true
    projectOfSession(session.id).then(
      (id) => {
        onProject(id)
        if (here) setProjectId(id)
      },
      (failure: unknown) => here && setReason(failure),
    )
    return () => {
      here = false
    }
  }, [session.id, onProject, turn])
  if (reason !== null) {
    const again = (): void => {
      setReason(null)
      setTurn(turn + 1)
    }
    return <ErrorState reason={reason} onRetry={again} />
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto">
      <p className="text-muted-foreground text-[0.8125rem]">{words.uploadText}</p>
      <Suspense fallback={<Skeleton className="h-64 rounded-lg" />}>
        {projectId === null ? (
          <Skeleton className="h-64 rounded-lg" />
        ) : (
          <UploadPanel projectId={projectId} hidden={false} dropped={[]} onTaken={() => undefined} onHide={onClose} />
        )}
      </Suspense>
    </div>
  )
}
