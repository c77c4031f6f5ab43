import type { TechniqueFile, TechniqueView } from '@greenroom/contract/technique-desk.ts'
import { DownloadIcon, PlusIcon, SpeechIcon, UploadIcon, XIcon } from 'lucide-react'
import { lazy, Suspense, useDeferredValue, useRef, useState } from 'react'
import { CoachNav } from '#features/practice/parts/coach-nav.tsx'
import { useMediaQuery } from '#features/projects/media-query.ts'
import { useAddress } from '#features/projects/url.ts'
import { usePlaces, type Place } from '#features/scenarios/where.ts'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { useAction } from '#lib/shortcuts.ts'
import { techniques } from '#messages/techniques.ts'
import { Confirm } from '#patterns/confirm.tsx'
import { EmptyState } from '#patterns/empty-state.tsx'
import { ErrorNote, ErrorState } from '#patterns/error-state.tsx'
import { RowsLoading } from '#patterns/loading.tsx'
import { PageBody, PageHeader } from '#patterns/page-header.tsx'
import { Button } from '#ui/button.tsx'
import { Filters } from './parts/filters.tsx'
import { ImportDialog } from './parts/import-dialog.tsx'
import { TechniqueRow } from './parts/technique-row.tsx'
import { TrySentence } from './parts/try-sentence.tsx'
import { readTechniqueFile, saveTechniqueFile } from './technique-file.ts'
import { copyTechnique, removeTechnique, useCatalogue } from './techniques.api.ts'
import { inPhases } from './techniques.rules.ts'

const TechniqueEditor = lazy(() => import('./parts/technique-editor.tsx'))

/** `/coach/techniques`: the catalogue. What is looked for and what is open is in the address; `?workspace=` says whose. */
export default function TechniquesPage() {
  const words = useMessages(techniques)
  const language = useLanguage()
  const [address, patch] = useAddress()
  const places = usePlaces()
  const workspaceId = address.get('workspace')
  const place: Place | null = places.find(({ id }) => id === workspaceId) ?? null
  const { data, error, isError, isPending, isFetching, refetch } = useCatalogue(workspaceId)
  const wide = useMediaQuery('(min-width: 768px)')
  const [editing, setEditing] = useState<TechniqueView | 'new' | null>(null)
  const [removing, setRemoving] = useState<TechniqueView | null>(null)
  const [file, setFile] = useState<TechniqueFile | null>(null)
  const [notAFile, setNotAFile] = useState(false)
  const [trouble, setTrouble] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const [shown, setShown] = useState(address.get('technique'))
  const picker = useRef<HTMLInputElement>(null)

  const phase = data?.phases.find(({ key }) => String(key) === address.get('phase'))
  const wanted = {
    q: useDeferredValue(address.get('q') ?? ''),
    phase: phase?.key ?? null,
    own: address.get('own') !== null,
  }
  const groups = data === undefined ? undefined : inPhases(data.techniques, data.phases, wanted)
  const found = groups?.reduce((count, { views }) => count + views.length, 0)
  const filtered = ['q', 'phase', 'own'].some((name) => address.get(name) !== null)
  const editable = data?.mayEdit === true && place !== null && wide
  const shownName = ({ technique }: TechniqueView): string => technique.names[language]

  const attempt = async (act: () => Promise<unknown>): Promise<void> => {
    setTrouble(null)
    setNotAFile(false)
    setBusy(true)
    await act().catch(setTrouble)
    setBusy(false)
  }
  const read = async (chosen: File | undefined): Promise<void> => {
    if (chosen === undefined) return
    const given = await readTechniqueFile(chosen)
    setNotAFile(given === null)
    setFile(given)
  }
  useAction({
    id: 'techniques.add',
    scope: words.scope,
    keys: 'n',
    label: words.add,
    enabled: editable,
    run: () => setEditing('new'),
  })
  useAction({
    id: 'techniques.search',
    scope: words.scope,
    keys: '/',
    label: words.toSearch,
    run: () => document.querySelector<HTMLInputElement>('input[type=search]')?.focus(),
  })
  return (
    <PageBody>
      <CoachNav />
      <PageHeader
        title={words.title}
        text={place === null ? words.text : words.placeText(place.name)}
        actions={
          place !== null && (
            <>
              {editable && (
                <Button variant="outline" onClick={() => picker.current?.click()}>
                  <UploadIcon />
                  {words.import}
                </Button>
              )}
              <Button
                variant="outline"
                disabled={busy}
                onClick={() => void attempt(() => saveTechniqueFile(place.id, words.fileName))}
              >
                <DownloadIcon />
                {words.export}
              </Button>
              {editable && (
                <Button onClick={() => setEditing('new')}>
                  <PlusIcon />
                  {words.add}
                </Button>
              )}
            </>
          )
        }
      />
      <input
        ref={picker}
        type="file"
        accept="application/json,.json"
        className="hidden"
        aria-label={words.import}
        tabIndex={-1}
        onChange={(event) => {
          const chosen = event.target.files?.[0]
          void attempt(() => read(chosen))
          // The same file can be chosen again.
          event.target.value = ''
        }}
      />
      <Filters
        places={places}
        phases={data?.phases ?? []}
        hasOwn={wanted.own || data?.techniques.some(({ origin }) => origin !== 'house') === true}
      />
      <div className="mt-4 grid gap-3">
        {place === null && places.some(({ leads }) => leads) && (
          <p className="text-muted-foreground text-sm">{words.toChange}</p>
        )}
        {data?.mayEdit === true && !wide && <p className="text-muted-foreground text-sm">{words.wider}</p>}
        {trouble !== null && <ErrorNote reason={trouble} />}
        {notAFile && (
          <p role="alert" className="text-destructive text-sm">
            {words.notAFile}
          </p>
        )}
      </div>
      {data !== undefined && (
        <TrySentence
          key={workspaceId}
          workspaceId={workspaceId}
          catalogue={data}
          onShow={(id) => {
            patch({ technique: id, q: null, phase: null, own: null })
            setShown(id)
          }}
        />
      )}
      <p className="sr-only" role="status">
        {found === undefined ? '' : words.found(found)}
      </p>
      <div id="techniques" role="tabpanel" aria-label={words.title} className="mt-5 grid gap-8">
        {isPending && <RowsLoading count={8} />}
        {isError && data === undefined && (
          <ErrorState reason={error} onRetry={() => void refetch()} retrying={isFetching} />
        )}
        {found === 0 && (
          <EmptyState icon={SpeechIcon} title={words.emptyTitle} text={words.emptyText}>
            {filtered && (
              <Button variant="outline" onClick={() => patch({ q: null, phase: null, own: null })}>
                <XIcon />
                {words.clear}
              </Button>
            )}
          </EmptyState>
        )}
        {groups?.map((group) => (
          <section key={group.phase.key}>
            <h2 className="mb-3 text-sm font-semibold">{group.phase.names[language]}</h2>
            <ul className="divide-y overflow-hidden rounded-xl border">
              {group.views.map((view) => (
                <TechniqueRow
                  key={view.technique.id}
                  view={view}
                  open={address.get('technique') === view.technique.id}
                  onOpen={(open) => {
                    patch({ technique: open ? view.technique.id : null })
                    setShown(null)
                  }}
                  reveal={shown === view.technique.id}
                  acts={
                    editable
                      ? {
                          busy,
                          onCopy: () =>
                            void attempt(async () => setEditing(await copyTechnique(place.id, view.technique.id))),
                          onEdit: () => setEditing(view),
                          onRemove: () => setRemoving(view),
                        }
                      : null
                  }
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
      <Suspense fallback={null}>
        {editing !== null && place !== null && (
          <TechniqueEditor
            place={place}
            view={editing === 'new' ? null : editing}
            phases={data?.phases ?? []}
            onClose={() => setEditing(null)}
          />
        )}
      </Suspense>
      {file !== null && place !== null && <ImportDialog place={place} file={file} onClose={() => setFile(null)} />}
      {removing !== null && place !== null && (
        <Confirm
          open
          onOpenChange={(open) => !open && setRemoving(null)}
          title={(removing.origin === 'copy' ? words.toHouseTitle : words.removeTitle)(shownName(removing))}
          text={(removing.origin === 'copy' ? words.toHouseText : words.removeText)(place.name)}
          action={removing.origin === 'copy' ? words.toHouse : words.remove}
          destructive
          onConfirm={() => removeTechnique(place.id, removing.technique.id)}
        />
      )}
    </PageBody>
  )
}
