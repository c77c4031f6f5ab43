import type { MediaSession, SessionItem } from '@greenroom/contract/slideshows.ts'
import { useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { notify } from '#lib/notify.ts'
import { remember, remembered } from '#lib/remembered.ts'
import { basics } from '#messages/basics.ts'
import { slideshows } from '#messages/slideshows.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '#ui/dialog.tsx'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '#ui/tabs.tsx'
import { useMediaQuery } from '#features/projects/media-query.ts'
import { useProjects } from '#features/projects/projects.api.ts'
import { addItems } from '../slideshows.api.ts'
import { LibraryTab } from './library-tab.tsx'
import { ScenesTab } from './scenes-tab.tsx'
import { UploadTab } from './upload-tab.tsx'

/** Puts media into a session: from the library, finished scenes, or straight from this machine. */
export default function AddDialog(props: {
  session: MediaSession
  items: readonly SessionItem[]
  tab: string
  onTab: (tab: string) => void
  onUploadsTo: (projectId: string) => void
  onClose: () => void
  onAdded: (ids: readonly string[]) => void
}) {
  const words = useMessages(slideshows).add
  const rest = useMessages(basics)
  const { session, items, onClose } = props
  const wide = useMediaQuery('(min-width: 48rem)')
  const tab = ['scenes', 'upload'].includes(props.tab) ? props.tab : 'library'
  const projects = useProjects().data?.projects
  const [wanted, setWanted] = useState(() => remembered('slideshows.project') ?? session.projectId)
  const project = projects?.find(({ id }) => id === wanted) ?? projects?.[0]
  const [files, setFiles] = useState<readonly string[]>([])
  const [takes, setTakes] = useState<readonly string[]>([])
  const [busy, setBusy] = useState(false)
  const [reason, setReason] = useState<unknown>(null)
  const count = files.length + takes.length
  const chooseProject = (id: string): void => {
    setWanted(id)
    remember('slideshows.project', id)
  }
  const submit = async (): Promise<void> => {
    setBusy(true)
    setReason(null)
    try {
      const media = [...files.map((fileId) => ({ fileId })), ...takes.map((versionId) => ({ versionId }))]
      const added = await addItems(session.id, media)
      void notify(words.added(added.length))
      props.onAdded(added.slice(0, 1).map(({ id }) => id))
      onClose()
    } catch (failure) {
      setReason(failure)
    } finally {
      setBusy(false)
    }
  }
  const picking = { projectId: project?.id ?? '', onProject: chooseProject, items }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="flex h-[min(44rem,90dvh)] flex-col sm:max-w-3xl">
        <DialogHeader>
          <DialogTitle>{words.title}</DialogTitle>
          <DialogDescription>{words.text}</DialogDescription>
        </DialogHeader>
        <Tabs value={tab} onValueChange={props.onTab} className="min-h-0 flex-1 gap-3">
          <TabsList>
            <TabsTrigger value="library">{words.library}</TabsTrigger>
            <TabsTrigger value="scenes">{words.scenes}</TabsTrigger>
            <TabsTrigger value="upload">{words.upload}</TabsTrigger>
          </TabsList>
          <TabsContent value="library" className="flex min-h-0 flex-col">
            <LibraryTab {...picking} chosen={files} onChosen={setFiles} />
          </TabsContent>
          <TabsContent value="scenes" className="flex min-h-0 flex-col">
            <ScenesTab {...picking} chosen={takes} onChosen={setTakes} />
          </TabsContent>
          <TabsContent value="upload" className="flex min-h-0 flex-col">
            {wide ? (
              <UploadTab session={session} onProject={props.onUploadsTo} onClose={onClose} />
            ) : (
              <p className="text-muted-foreground text-sm">{words.uploadWide}</p>
            )}
          </TabsContent>
        </Tabs>
        {reason !== null && <ErrorNote reason={reason} />}
        <DialogFooter>
          <Button variant="outline" onClick={onClose}>
            {tab === 'upload' ? rest.close : rest.cancel}
          </Button>
          {tab !== 'upload' && (
            <Button disabled={count === 0 || busy} onClick={() => void submit()}>
              {words.submit(count)}
            </Button>
          )}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
