import type { SessionItem } from '@greenroom/contract/slideshows.ts'
import { ImageOffIcon, PlayIcon, TypeIcon } from 'lucide-react'
import { createContext, memo, use, useState } from 'react'
import { useFormat } from '#lib/format.ts'
import { cn } from '#ui/cn.ts'
import type { TileProps } from '#features/projects/board/board-cell.tsx'
import { Blur } from '#features/photos/parts/thumb.tsx'

/** The place of every slide, by its id: what the number on a tile says. */
export const PlaceContext = createContext<(id: string) => number>(() => -1)

/** One slide of the strip: its picture, its number, whether it has words. */
export const SlideTile = memo(function SlideTile({ item, height, selected }: TileProps<SessionItem>) {
  const format = useFormat()
  const placeOf = use(PlaceContext)
  return (
    <div
      className={cn(
        'bg-muted ring-offset-background relative overflow-hidden rounded-lg ring-offset-2 transition-shadow',
        'group-focus-visible/tile:ring-ring group-focus-visible/tile:ring-2',
        selected && 'ring-primary/80 ring-2',
      )}
      style={{ height }}
    >
      {item.missing ? (
        <ImageOffIcon className="text-muted-foreground absolute inset-0 m-auto size-5" />
      ) : (
        <TilePicture url={item.thumbUrl} hash={item.thumbhash} />
      )}
      <span className="absolute top-1 left-1 rounded bg-black/65 px-1.5 text-[0.6875rem] leading-5 font-medium text-white tabular-nums">
        {placeOf(item.id) + 1}
      </span>
      {item.kind === 'video' && (
        <span className="absolute top-1 right-1 flex h-5 items-center gap-1 rounded bg-black/65 px-1.5 text-[0.6875rem] text-white tabular-nums">
          <PlayIcon className="size-2.5 fill-current" />
          {item.durationSeconds !== null && format.duration(item.durationSeconds)}
        </span>
      )}
      {item.caption !== null && item.caption !== '' && (
        <span className="absolute right-1 bottom-1 left-1 flex items-center gap-1 rounded bg-black/65 px-1.5 text-[0.6875rem] leading-5 text-white">
          <TypeIcon className="size-3 shrink-0" />
          <span className="truncate">{item.caption}</span>
        </span>
      )}
    </div>
  )
})

export function TilePicture({ url, hash }: { url: string; hash: string | null }) {
  const [broken, setBroken] = useState(false)
  return (
    <>
      {hash !== null && <Blur hash={hash} />}
      {broken ? (
        <ImageOffIcon className="text-muted-foreground absolute inset-0 m-auto size-5" aria-hidden />
      ) : (
        <img
          src={url}
          alt=""
          decoding="async"
          loading="lazy"
          draggable={false}
          onError={() => setBroken(true)}
          className="absolute inset-0 size-full object-cover"
        />
      )}
    </>
  )
}
