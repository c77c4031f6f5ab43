import { CircleAlertIcon, ClapperboardIcon, CopyIcon, LoaderCircleIcon, PlayIcon } from 'lucide-react'
import type { Photo } from '@greenroom/contract/photos.ts'
import { createContext, memo, use, type MouseEvent, type ReactNode } from 'react'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { useNoticeText } from '#lib/notice-text.ts'
import { photos } from '#messages/photos.ts'
import { cn } from '#ui/cn.ts'
import type { TileProps } from '#features/projects/board/board-cell.tsx'
import { isComing } from '../photo-name.ts'
import { isCutOff, isFrame } from '../photos.rules.ts'
import { Thumb } from './thumb.tsx'

/** What tiles can do and show besides their own photo. */
export interface PhotoTileDesk {
  readonly startFileId: string | null
  readonly endFileId: string | null
  /** False on a phone: photos are only looked at there. */
  readonly canCompose: boolean
  readonly setFrame: (slot: 'start' | 'end', fileId: string) => void
  readonly remove: (ids: readonly string[]) => void
}
export const PhotoTileContext = createContext<PhotoTileDesk | null>(null)

export const CAPTION = 24

export const PhotoTile = memo(function PhotoTile({
  item,
  width,
  height,
  active,
  selected,
  isFlying,
}: TileProps<Photo>) {
  const words = useMessages(photos)
  const desk = use(PhotoTileContext)
  const isStart = desk?.startFileId === item.id
  const isEnd = desk?.endFileId === item.id
  return (
    <>
      <div
        className={cn(
          'relative overflow-hidden rounded-lg ring-offset-2 ring-offset-background transition-shadow',
          'group-focus-visible/tile:ring-ring group-focus-visible/tile:ring-2',
          selected && 'ring-primary/80 ring-2',
        )}
        style={{ height }}
        data-active={active}
      >
        <Picture item={item} width={width} height={height} isFlying={isFlying} />
        {(isStart || isEnd) && (
          <span className="bg-primary text-primary-foreground absolute top-1.5 left-1.5 rounded px-1.5 py-0.5 text-[0.6875rem] leading-4 font-semibold">
            {isStart ? words.startShort : words.endShort}
          </span>
        )}
        {desk?.canCompose === true && isFrame(item) && (
          <div className="absolute right-1.5 bottom-1.5 flex gap-1 opacity-0 transition-opacity group-hover/tile:opacity-100 group-focus/tile:opacity-100">
            <FrameButton label={words.start} shown={words.startShort} onPress={() => desk.setFrame('start', item.id)} />
            <FrameButton label={words.end} shown={words.endShort} onPress={() => desk.setFrame('end', item.id)} />
          </div>
        )}
        {item.duplicateOf !== null && item.state === 'ready' && (
          <Badge className="bottom-1.5 left-1.5" title={words.duplicate}>
            <CopyIcon className="size-3" />
          </Badge>
        )}
      </div>
      <div className="text-muted-foreground flex h-6 items-center gap-1.5 px-0.5 text-xs">
        <span className={cn('min-w-0 flex-1 truncate', selected && 'text-foreground')}>{item.name}</span>
        <Uses count={item.usedAsStart + item.usedAsEnd} />
      </div>
    </>
  )
})

function Picture({ item, width, height, isFlying }: Pick<TileProps<Photo>, 'item' | 'width' | 'height' | 'isFlying'>) {
  const words = useMessages(photos)
  const format = useFormat()
  const desk = use(PhotoTileContext)
  const { reason } = useNoticeText()
  if (item.state === 'rejected') {
    const rejected = item.rejection === null ? undefined : reason(item.rejection)
    return (
      <div className="bg-destructive/8 flex h-full flex-col gap-1 border border-destructive/25 rounded-lg p-2.5">
        <p className="text-destructive flex items-center gap-1.5 text-xs font-medium">
          <CircleAlertIcon className="size-3.5 shrink-0" aria-hidden />
          {words.refused}
        </p>
        <div className="min-h-0 flex-1">
          <p className="text-foreground/85 line-clamp-3 text-xs leading-snug" title={rejected}>
            {rejected}
          </p>
        </div>
        {desk?.canCompose === true && (
          <button
            type="button"
            tabIndex={-1}
            className="self-start text-xs font-medium underline underline-offset-2"
            onClick={stop(() => desk.remove([item.id]))}
          >
            {words.remove}
          </button>
        )}
      </div>
    )
  }
  if (isComing(item.state)) {
    return (
      <div className="bg-muted text-muted-foreground flex h-full flex-col items-center justify-center gap-2 text-xs">
        <LoaderCircleIcon className="size-4 animate-spin" aria-hidden />
        {words.coming[item.state]}
      </div>
    )
  }
  return (
    <>
      <Thumb
        fileId={item.id}
        hash={item.thumbhash}
        width={width}
        whole={isCutOff(item, width / height)}
        isFlying={isFlying}
      />
      {item.kind === 'video' && (
        <Badge className="top-1.5 right-1.5 gap-1 px-1.5">
          <PlayIcon className="size-2.5 fill-current" aria-hidden />
          {item.durationSeconds !== null && (
            <span className="tabular-nums">{format.duration(item.durationSeconds)}</span>
          )}
        </Badge>
      )}
    </>
  )
}

/** The click belongs to the button and chooses no tile. */
const stop =
  (act: () => void) =>
  (event: MouseEvent): void => {
    event.stopPropagation()
    act()
  }

// Mouse only: with the keyboard S and E do the same, and a tile has one tab stop.
function FrameButton(props: { label: string; shown: string; onPress: () => void }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={props.label}
      className="rounded bg-black/65 px-1.5 py-0.5 text-[0.6875rem] leading-4 font-medium text-white backdrop-blur-sm hover:bg-black/85"
      onClick={stop(props.onPress)}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      {props.shown}
    </button>
  )
}

function Badge(props: { className: string; title?: string; children: ReactNode }) {
  return (
    <span
      title={props.title}
      className={cn(
        'absolute flex h-5 min-w-5 items-center justify-center rounded bg-black/65 text-[0.6875rem] text-white',
        props.className,
      )}
    >
      {props.children}
    </span>
  )
}

function Uses({ count }: { count: number }) {
  const words = useMessages(photos)
  if (count === 0) return null
  return (
    <span className="flex shrink-0 items-center gap-1 tabular-nums" title={words.used(count)}>
      <ClapperboardIcon className="size-3" aria-hidden />
      {count > 1 && count}
    </span>
  )
}
