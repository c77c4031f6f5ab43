import type { MediaSession } from '@greenroom/contract/slideshows.ts'
import { UploadIcon } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { slideshows } from '#messages/slideshows.ts'
import { EmptyState } from '#patterns/empty-state.tsx'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Button } from '#ui/button.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { projectOfSession } from '../slideshows.api.ts'

const UploadPanel = lazy(() => import('#features/photos/upload/upload-panel.tsx'))

/** The uploader, for the project that takes what belongs to this session; it is made when somebody begins. */
export function UploadTab(props: {
  session: MediaSession
  onProject: (projectId: string) => void
  onClose: () => void
}) {
  const words = useMessages(slideshows).add
  const { session, onProject, onClose } = props
  const [reason, setReason] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const [ready, setReady] = useState<string | null>(session.projectId)
  useEffect(() => {
    if (ready !== null) onProject(ready)
  }, [ready, onProject])
  const begin = async (): Promise<void> => {
    setBusy(true)
    setReason(null)
    try {
      setReady(await projectOfSession(session.id))
    } catch (failure) {
      setReason(failure)
    } finally {
      setBusy(false)
    }
  }
  if (ready === null) {
    return (
      <EmptyState icon={UploadIcon} title={words.uploadTitle} text={words.uploadText} className="my-auto">
        <Button disabled={busy} onClick={() => void begin()}>
          <UploadIcon />
          {words.uploadBegin}
        </Button>
        {reason !== null && <ErrorNote reason={reason} />}
      </EmptyState>
    )
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto">
      <p className="text-muted-foreground text-[0.8125rem]">{words.uploadText}</p>
      <Suspense fallback={<Skeleton className="h-64 rounded-lg" />}>
        <UploadPanel projectId={ready} hidden={false} dropped={[]} onTaken={() => undefined} onHide={onClose} />
      </Suspense>
    </div>
  )
}
