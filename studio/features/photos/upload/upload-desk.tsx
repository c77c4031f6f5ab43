import { UploadIcon } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { photos } from '#messages/photos.ts'
import { Skeleton } from '#ui/skeleton.tsx'
import { useLatest } from '#features/projects/board/latest.ts'
import { carriesFiles, readDropped, type PickedFile } from './dropped-files.ts'
import { UploadBar } from './upload-bar.tsx'
import { isUploading, rememberedBatches, useUpload } from './uploads.ts'

const loadPanel = () => import('./upload-panel.tsx')
const UploadPanel = lazy(loadPanel)

/** Everything about uploading on the project's page; the uploader itself is loaded when somebody needs it. */
export function UploadDesk(props: {
  projectId: string
  projectName: string
  open: boolean
  onOpenChange: (open: boolean) => void
}) {
  const { projectId, open, onOpenChange } = props
  const words = useMessages(photos)
  const state = useUpload(projectId)
  const [dropped, setDropped] = useState<readonly PickedFile[]>([])
  // An upload that a reload cut off goes on without being asked.
  const [resumes] = useState(() => rememberedBatches(projectId).length > 0)
  const over = useFileDrop((files) => {
    onOpenChange(true)
    setDropped(files)
  })
  const needed = open || resumes || isUploading(state)
  return (
    <>
      {over && (
        <div className="bg-background/85 pointer-events-none absolute inset-0 z-40 grid place-items-center p-6 backdrop-blur-sm">
          <div className="border-primary bg-tint flex flex-col items-center gap-3 rounded-2xl border-2 border-dashed px-16 py-12 text-center">
            <UploadIcon className="text-primary size-8" aria-hidden />
            <p className="text-base font-semibold">{words.uploads.drop}</p>
            <p className="text-muted-foreground text-sm">{words.uploads.dropText(props.projectName)}</p>
          </div>
        </div>
      )}
      {needed && (
        <Suspense fallback={open ? <Skeleton className="m-3.5 h-72 rounded-xl" /> : null}>
          <UploadPanel
            projectId={projectId}
            hidden={!open}
            dropped={dropped}
            onTaken={() => setDropped([])}
            onHide={() => onOpenChange(false)}
          />
        </Suspense>
      )}
      {!open && isUploading(state) && (
        <UploadBar state={state} onShow={() => onOpenChange(true)} onPicked={setDropped} />
      )}
    </>
  )
}

/** Files can be dropped anywhere on the page. Answers whether some are being held over it. */
function useFileDrop(onFiles: (files: readonly PickedFile[]) => void): boolean {
  const [over, setOver] = useState(false)
  const latest = useLatest(onFiles)
  useEffect(() => {
    // Browsers tell of every element that is entered and left; only the balance says whether the pointer is outside.
    let inside = 0
    const enter = (event: DragEvent): void => {
      if (!carriesFiles(event)) return
      inside += 1
      setOver(true)
      void loadPanel()
    }
    const hold = (event: DragEvent): void => {
      if (carriesFiles(event)) event.preventDefault()
    }
    const leave = (event: DragEvent): void => {
      if (!carriesFiles(event)) return
      inside = Math.max(0, inside - 1)
      if (inside === 0) setOver(false)
    }
    const drop = (event: DragEvent): void => {
      if (!carriesFiles(event) || event.dataTransfer === null) return
      inside = 0
      setOver(false)
      event.preventDefault()
      // Before the uploader's own drop zone sees it: every drop takes the same way.
      event.stopPropagation()
      void readDropped(event.dataTransfer).then((files) => latest.current(files))
    }
    addEventListener('dragenter', enter)
    addEventListener('dragover', hold)
    addEventListener('dragleave', leave)
    addEventListener('drop', drop, { capture: true })
    return () => {
      removeEventListener('dragenter', enter)
      removeEventListener('dragover', hold)
      removeEventListener('dragleave', leave)
      removeEventListener('drop', drop, { capture: true })
    }
  }, [latest])
  return over
}
