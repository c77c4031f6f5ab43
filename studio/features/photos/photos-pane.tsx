import { ImagePlusIcon, ImagesIcon, SearchXIcon, XIcon } from 'lucide-react'
import type { Photo } from '@greenroom/contract/photos.ts'
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { useNoticeText } from '#lib/notice-text.ts'
import { remember, remembered } from '#lib/remembered.ts'
import { basics } from '#messages/basics.ts'
import { photos } from '#messages/photos.ts'
import { EmptyState } from '#patterns/empty-state.tsx'
import { ErrorNote, ErrorState } from '#patterns/error-state.tsx'
import { announce } from '#patterns/live-region.tsx'
import { Button } from '#ui/button.tsx'
import { Board } from '#features/projects/board/board.tsx'
import { useLatest } from '#features/projects/board/latest.ts'
import { useBoard } from '#features/projects/board/use-board.ts'
import { PaneHeader } from '#features/projects/parts/pane-header.tsx'
import { TilesLoading } from '#features/projects/parts/tiles-loading.tsx'
import { changeDraft, useDraft } from '#features/scenes/compose/drafts.ts'
import { withFrame } from '#features/scenes/compose/composed.ts'
import { putOnDesk } from './on-desk.ts'
import { usePhotos } from './photos.api.ts'
import { usePhotoActs } from './photo-acts.ts'
import { usePhotoKeys } from './photo-keys.ts'
import { spokenName, whyNoFrame } from './photo-name.ts'
import { usePhotoView } from './photo-view.ts'
import { PhotoMenu } from './parts/photo-menu.tsx'
import { PhotoNotices } from './parts/photo-notices.tsx'
import { CAPTION, PhotoTile, PhotoTileContext } from './parts/photo-tile.tsx'
import { PhotoToolbar } from './parts/photo-toolbar.tsx'
import { PhotoSelection } from './parts/photo-selection.tsx'

const Lightbox = lazy(() => import('./parts/lightbox.tsx'))
const none: readonly Photo[] = []

/** The left half of the desk: every photo of the project. */
export function PhotosPane(props: {
  projectId: string
  /** False on a phone, where photos are only looked at. */
  canCompose: boolean
  /** The keyboard is in this pane. */
  here: boolean
  onUpload: () => void
}) {
  const { projectId, canCompose } = props
  const words = useMessages(photos)
  const rest = useMessages(basics)
  const list = usePhotos(projectId)
  const all = list.data?.photos ?? none
  const { view, change, clear, shown, order, counts, folders, aspect } = usePhotoView(all)
  const board = useBoard(order)
  const acts = usePhotoActs(projectId)
  const draft = useDraft(projectId)
  const [size, setSize] = useState(() => Number(remembered('photoSize') ?? 168))
  const [large, setLarge] = useState<string | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const searchField = useRef<HTMLInputElement>(null)

  const { ids: selectedIds } = board.selection
  useEffect(() => {
    putOnDesk({ shown: order, selected: order.filter((id) => selectedIds.has(id)) })
  }, [order, selectedIds])

  const find = (id: string | null): Photo | undefined => (id === null ? undefined : shown[board.placeOf(id)])
  const setFrame = useCallback(
    (slot: 'start' | 'end', photo: Photo | undefined) => {
      const why = whyNoFrame(photo, words)
      setRefusal(why)
      if (photo === undefined || why !== null) return
      changeDraft(projectId, (before) => withFrame(before, slot, photo.id))
      announce(`${photo.name}, ${slot === 'start' ? words.isStart : words.isEnd}`)
    },
    [projectId, words],
  )
  const { remove } = acts
  const { willRemove } = board
  const removeThese = useCallback(
    (ids: readonly string[]) => {
      willRemove(ids)
      void remove(ids)
      setLarge(null)
    },
    [willRemove, remove],
  )
  usePhotoKeys({
    board,
    here: props.here,
    canCompose,
    searchField,
    onFrame: (slot) => setFrame(slot, find(board.active)),
    onOpen: () => setLarge(board.active),
    onDelete: () => canCompose && removeThese(board.targets()),
  })

  const { startFileId, endFileId } = draft
  const now = useLatest(shown)
  const desk = useMemo(
    () => ({
      startFileId,
      endFileId,
      canCompose,
      setFrame: (slot: 'start' | 'end', id: string) =>
        setFrame(
          slot,
          now.current.find((photo) => photo.id === id),
        ),
      remove: removeThese,
    }),
    [startFileId, endFileId, canCompose, setFrame, removeThese, now],
  )
  const { reason } = useNoticeText()
  const nameOf = useMemo(
    () => spokenName(words, reason, { startFileId, endFileId }),
    [words, reason, startFileId, endFileId],
  )
  const open = useCallback((id: string) => setLarge(id), [])
  const step = (by: 1 | -1): void => {
    const next = large === null ? undefined : shown[board.placeOf(large) + by]
    if (next === undefined) return
    setLarge(next.id)
    board.goTo(next.id, 'only')
  }
  const largePhoto = find(large)
  return (
    <section aria-label={words.title} className="flex h-full min-h-0 flex-col">
      <PaneHeader
        title={words.title}
        count={shown.length === all.length ? words.count(all.length) : words.countOf(shown.length, all.length)}
      >
        {list.data?.complete === false && <span className="text-muted-foreground text-xs">{words.loadingRest}</span>}
      </PaneHeader>
      {all.length > 0 && (
        <PhotoToolbar
          view={view}
          onView={change}
          counts={counts}
          folders={folders}
          size={size}
          onSize={(next) => {
            setSize(next)
            remember('photoSize', String(next))
          }}
          searchField={searchField}
        />
      )}
      {canCompose && (
        <PhotoNotices
          photos={all}
          showsRefused={view.show === 'failed'}
          onShowRefused={() => change({ show: 'failed' })}
          onRemove={removeThese}
          onUseExisting={(ids) => void acts.useExisting(ids)}
        />
      )}
      {acts.trouble !== null && <ErrorNote reason={acts.trouble} className="mx-3.5 mb-2" />}
      {refusal !== null && (
        <p role="alert" className="bg-muted mx-3.5 mb-2 flex items-center gap-2 rounded-md px-2.5 py-1.5 text-xs">
          <span className="flex-1">{refusal}</span>
          <Button size="icon-xs" variant="ghost" aria-label={rest.close} onClick={() => setRefusal(null)}>
            <XIcon />
          </Button>
        </p>
      )}
      {list.isPending && <TilesLoading aspect={3 / 2} />}
      {list.isError && list.data === undefined && (
        <ErrorState reason={list.error} onRetry={() => void list.refetch()} retrying={list.isFetching} />
      )}
      {list.data !== undefined && all.length === 0 && (
        <EmptyState
          icon={ImagesIcon}
          title={words.emptyTitle}
          text={canCompose ? words.emptyText : words.emptyView}
          className="my-auto"
        >
          {canCompose && (
            <Button onClick={props.onUpload}>
              <ImagePlusIcon />
              {words.upload}
            </Button>
          )}
        </EmptyState>
      )}
      {all.length > 0 && shown.length === 0 && (
        <EmptyState icon={SearchXIcon} title={words.nothingTitle} text={words.nothingText} className="my-auto">
          <Button variant="outline" onClick={clear}>
            {words.showAll}
          </Button>
        </EmptyState>
      )}
      {shown.length > 0 && (
        <PhotoTileContext value={desk}>
          <PhotoMenu
            enabled={canCompose}
            photoAt={find}
            board={board}
            onOpen={open}
            onFrame={setFrame}
            onUseExisting={(ids) => void acts.useExisting(ids)}
            onDelete={removeThese}
          >
            <Board
              kind="photos"
              board={board}
              items={shown}
              label={words.grid}
              nameOf={nameOf}
              Tile={PhotoTile}
              wanted={size}
              aspect={aspect}
              caption={CAPTION}
              onOpen={open}
              movable={canCompose}
              opensOnPress={!canCompose}
              onMove={view.sort === 'order' ? (ids, before) => void acts.move(ids, before) : null}
            />
          </PhotoMenu>
        </PhotoTileContext>
      )}
      {canCompose && <PhotoSelection projectId={projectId} board={board} onDelete={removeThese} />}
      <Suspense fallback={null}>
        {largePhoto !== undefined && (
          <Lightbox
            photo={largePhoto}
            place={board.placeOf(largePhoto.id)}
            count={shown.length}
            onStep={step}
            onClose={() => {
              setLarge(null)
              board.focus()
            }}
            onFrame={canCompose ? (slot) => setFrame(slot, largePhoto) : null}
            onDelete={() => canCompose && removeThese([largePhoto.id])}
          />
        )}
      </Suspense>
    </section>
  )
}
