import type { SessionItem } from '@greenroom/contract/slideshows.ts'
import { ImagePlusIcon, ImagesIcon, PenLineIcon, PlayIcon, Trash2Icon, XIcon } from 'lucide-react'
import { useCallback } from 'react'
import { dock } from '#lib/dock.ts'
import { useMessages } from '#lib/messages.ts'
import { slideshows } from '#messages/slideshows.ts'
import { EmptyState } from '#patterns/empty-state.tsx'
import { Button } from '#ui/button.tsx'
import { Board } from '#features/projects/board/board.tsx'
import { useBoardKeys } from '#features/projects/board/board-keys.ts'
import type { Drag } from '#features/projects/board/drag.ts'
import { DragStage } from '#features/projects/board/drag-stage.tsx'
import type { BoardState } from '#features/projects/board/use-board.ts'
import type { SessionDesk } from '../use-desk.ts'
import { PlaceContext, SlideTile, TilePicture } from './slide-tile.tsx'

/** Everything that slideshows of the session are made of, in order. */
export function MediaPane(props: {
  desk: SessionDesk
  board: BoardState
  here: boolean
  /** False on a phone, where slides are only looked at and chosen. */
  canArrange: boolean
  onAdd: () => void
  onOpen: () => void
  onRun: (ids: readonly string[]) => void
  onWrite: () => void
}) {
  const words = useMessages(slideshows)
  const { desk, board, onOpen } = props
  const { items } = desk
  const gone = items.filter(({ missing }) => missing).map(({ id }) => id)
  const remove = (ids: readonly string[]): void => {
    board.willRemove(ids)
    desk.remove(ids)
  }
  useBoardKeys('slides', board, props.here, {
    scope: words.scope,
    words: { ...words.media, delete: words.media.remove },
    openKeys: 'enter',
    onOpen,
    onDelete: () => remove(board.targets()),
  })
  const nameOf = useCallback(
    (item: SessionItem): string =>
      words.media.spoken(
        board.placeOf(item.id) + 1,
        item.name,
        [
          item.missing ? words.media.missing : '',
          item.kind === 'video' ? words.media.clip : '',
          item.caption === null || item.caption === ''
            ? words.media.noCaption
            : `${words.media.captioned}: ${item.caption}`,
          words.media.used(item.usedCount),
        ]
          .filter((part) => part !== '')
          .join(', '),
      ),
    [words, board],
  )
  return (
    <section aria-label={words.media.title} className="flex min-h-0 flex-1 flex-col">
      <header className="flex min-h-11 shrink-0 items-center gap-2 pr-2 pl-3.5">
        <h2 className="text-sm font-semibold">{words.media.title}</h2>
        <span className="text-muted-foreground text-xs tabular-nums">{items.length}</span>
        <Button
          size="icon-sm"
          variant="ghost"
          className="ml-auto"
          aria-label={words.media.add}
          title={words.media.add}
          onClick={props.onAdd}
        >
          <ImagePlusIcon />
        </Button>
      </header>
      {gone.length > 0 && (
        <div role="status" className="bg-warning/10 border-warning/40 mx-3.5 mb-2 rounded-lg border px-3 py-2 text-xs">
          {words.media.missingNote(gone.length)}{' '}
          <button type="button" className="font-medium underline underline-offset-2" onClick={() => remove(gone)}>
            {words.media.removeMissing}
          </button>
        </div>
      )}
      {items.length === 0 ? (
        <EmptyState
          icon={ImagesIcon}
          title={words.media.emptyTitle}
          text={words.media.emptyText}
          className="my-auto px-4 py-8"
        >
          <Button size="sm" onClick={props.onAdd}>
            <ImagePlusIcon />
            {words.media.add}
          </Button>
        </EmptyState>
      ) : (
        <PlaceContext value={board.placeOf}>
          <DragStage preview={(drag) => <Carried items={items} drag={drag} />}>
            <Board
              kind="slides"
              board={board}
              items={items}
              label={words.media.grid}
              nameOf={nameOf}
              Tile={SlideTile}
              wanted={96}
              aspect={4 / 5}
              caption={0}
              onOpen={onOpen}
              movable={props.canArrange}
              opensOnPress={false}
              onMove={desk.move}
            />
          </DragStage>
        </PlaceContext>
      )}
      <Chosen board={board} onRemove={remove} onRun={props.onRun} onWrite={props.onWrite} />
    </section>
  )
}

/** What can be done with several slides at once; floats over the strip, so that nothing moves when it comes. */
function Chosen(props: {
  board: BoardState
  onRemove: (ids: readonly string[]) => void
  onRun: (ids: readonly string[]) => void
  onWrite: () => void
}) {
  const words = useMessages(slideshows).media
  const { board } = props
  const ids = board.order.filter((id) => board.selection.ids.has(id))
  if (ids.length < 2) return null
  const acts = [
    { label: words.runThese, icon: <PlayIcon />, act: () => props.onRun(ids.slice(0, 35)) },
    { label: words.writeThese, icon: <PenLineIcon />, act: props.onWrite },
    { label: words.remove, icon: <Trash2Icon />, act: () => props.onRemove(ids) },
    { label: words.clear, icon: <XIcon />, act: () => board.clear() },
  ]
  return (
    <div className="pointer-events-none relative z-20 h-0">
      <div
        ref={dock}
        role="toolbar"
        aria-label={words.selected(ids.length)}
        className="bg-popover animate-in fade-in slide-in-from-bottom-2 pointer-events-auto absolute bottom-3 left-1/2 flex max-w-[calc(100%-0.5rem)] -translate-x-1/2 items-center gap-0.5 rounded-full border py-1 pr-1 pl-3 shadow-lg"
      >
        <span className="mr-1 text-xs font-medium whitespace-nowrap tabular-nums max-xl:sr-only">
          {words.selected(ids.length)}
        </span>
        {acts.map(({ label, icon, act }) => (
          <Button
            key={label}
            size="icon-xs"
            variant="ghost"
            className="rounded-full"
            aria-label={label}
            title={label}
            onClick={act}
          >
            {icon}
          </Button>
        ))}
      </div>
    </div>
  )
}

function Carried({ items, drag }: { items: readonly SessionItem[]; drag: Drag }) {
  const words = useMessages(slideshows).media
  const item = items.find(({ id }) => id === drag.id)
  return (
    <div className="relative aspect-[4/5] w-24 rotate-2 cursor-grabbing">
      <div className="bg-muted absolute inset-0 overflow-hidden rounded-lg border shadow-xl">
        {item !== undefined && <TilePicture url={item.thumbUrl} hash={item.thumbhash} />}
      </div>
      {drag.ids.length > 1 && (
        <span
          className="bg-primary text-primary-foreground absolute -top-2 -right-2 flex h-6 min-w-6 items-center justify-center rounded-full px-1.5 text-xs font-semibold tabular-nums"
          aria-label={words.selected(drag.ids.length)}
        >
          {drag.ids.length}
        </span>
      )}
    </div>
  )
}
