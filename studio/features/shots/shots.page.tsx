import { CopyPlusIcon, DownloadIcon, PlusIcon, UploadIcon } from 'lucide-react'
import type { ShotType } from '@greenroom/contract/shots.ts'
import { useRef, useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { notify } from '#lib/notify.ts'
import { useAction } from '#lib/shortcuts.ts'
import { settings } from '#messages/settings.ts'
import { shots } from '#messages/shots.ts'
import { Confirm } from '#patterns/confirm.tsx'
import { ErrorNote, ErrorState } from '#patterns/error-state.tsx'
import { RowsLoading } from '#patterns/loading.tsx'
import { Button } from '#ui/button.tsx'
import { settingsPages } from '#features/shell/pages.ts'
import { SectionPage } from '#features/shell/parts/section-page.tsx'
import { OwnShots } from './parts/own-shots.tsx'
import { ShotEditor } from './parts/shot-editor.tsx'
import { ShotLine } from './parts/shot-line.tsx'
import { readShotFile, saveShotFile } from './shot-file.ts'
import { deleteShotType, orderShotTypes, useCopyShotType, useShotTypes } from './shots.api.ts'

/** `/settings/shots`: the shared shot types and one's own. */
export default function ShotsPage() {
  const words = useMessages(shots)
  const { title } = useMessages(settings)
  const list = useShotTypes()
  const copy = useCopyShotType()
  const [editing, setEditing] = useState<ShotType | 'new' | null>(null)
  const [deleting, setDeleting] = useState<ShotType | null>(null)
  const [trouble, setTrouble] = useState<unknown>(null)
  const [notAFile, setNotAFile] = useState(false)
  const picker = useRef<HTMLInputElement>(null)
  useAction({ id: 'shots.add', scope: words.scope, keys: 'n', label: words.add, run: () => setEditing('new') })

  const all = list.data?.shotTypes ?? []
  const own = all.filter(({ isDefault }) => !isDefault)
  const shared = all.filter(({ isDefault }) => isDefault)
  const attempt = (act: Promise<unknown>): void => {
    setTrouble(null)
    setNotAFile(false)
    act.catch(setTrouble)
  }
  const read = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return
    const added = await readShotFile(file)
    setNotAFile(added === null)
    if (added !== null) await notify(words.imported(added))
  }
  return (
    <SectionPage
      section={title}
      pages={settingsPages}
      title={words.title}
      text={words.text}
      actions={
        <>
          <Button variant="outline" onClick={() => picker.current?.click()}>
            <UploadIcon />
            {words.import}
          </Button>
          <Button variant="outline" disabled={own.length === 0} onClick={() => attempt(saveShotFile(words.fileName))}>
            <DownloadIcon />
            {words.export}
          </Button>
          <Button onClick={() => setEditing('new')}>
            <PlusIcon />
            {words.add}
          </Button>
        </>
      }
    >
      <input
        ref={picker}
        type="file"
        accept="application/json,.json"
        className="hidden"
        aria-label={words.import}
        tabIndex={-1}
        onChange={(event) => {
          attempt(read(event.target.files?.[0]))
          // The same file can be chosen again.
          event.target.value = ''
        }}
      />
      <div className="grid gap-8">
        {trouble !== null && <ErrorNote reason={trouble} />}
        {copy.isError && <ErrorNote reason={copy.error} />}
        {notAFile && (
          <p role="alert" className="text-destructive text-sm">
            {words.notAFile}
          </p>
        )}
        {list.isPending && <RowsLoading count={6} />}
        {list.isError && list.data === undefined && (
          <ErrorState reason={list.error} onRetry={() => void list.refetch()} retrying={list.isFetching} />
        )}
        {list.data !== undefined && (
          <>
            <section>
              <h2 className="mb-3 text-sm font-semibold">{words.own}</h2>
              {own.length === 0 ? (
                <p className="text-muted-foreground rounded-xl border border-dashed px-4 py-6 text-center text-sm">
                  {words.ownEmpty}
                </p>
              ) : (
                <OwnShots
                  shotTypes={own}
                  onOrder={(ids) => attempt(orderShotTypes(ids))}
                  onEdit={setEditing}
                  onDelete={setDeleting}
                />
              )}
            </section>
            <section>
              <h2 className="mb-3 text-sm font-semibold">{words.shared}</h2>
              <ul className="divide-y rounded-xl border">
                {shared.map((shot) => (
                  <li key={shot.id}>
                    <ShotLine shot={shot}>
                      <Button
                        size="sm"
                        variant="ghost"
                        aria-label={words.copyOf(shot.name)}
                        disabled={copy.isPending}
                        onClick={() => copy.mutate(shot.id)}
                      >
                        <CopyPlusIcon />
                        <span className="hidden sm:inline">{words.copy}</span>
                      </Button>
                    </ShotLine>
                  </li>
                ))}
              </ul>
            </section>
          </>
        )}
      </div>
      {editing !== null && (
        <ShotEditor shot={editing === 'new' ? null : editing} all={all} onClose={() => setEditing(null)} />
      )}
      {deleting !== null && (
        <Confirm
          open
          onOpenChange={(open) => !open && setDeleting(null)}
          title={words.deleteTitle(deleting.name)}
          text={words.deleteText}
          action={words.delete}
          destructive
          onConfirm={() => deleteShotType(deleting.id)}
        />
      )}
    </SectionPage>
  )
}
