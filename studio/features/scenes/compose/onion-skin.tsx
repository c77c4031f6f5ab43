import { LayersIcon } from 'lucide-react'
import type { Photo } from '@greenroom/contract/photos.ts'
import { useState } from 'react'
import { useFormat } from '#lib/format.ts'
import { photoUrl } from '#lib/media.ts'
import { useMessages } from '#lib/messages.ts'
import { scenes } from '#messages/scenes.ts'
import { Button } from '#ui/button.tsx'
import { Popover, PopoverContent, PopoverTrigger } from '#ui/popover.tsx'
import { Range } from '#features/projects/parts/range.tsx'
import { Blur } from '#features/photos/parts/thumb.tsx'

/** Both frames over each other, as the scene will cut them, with a slider between them. */
export function OnionSkin({ start, end, aspect }: { start: Photo; end: Photo; aspect: number }) {
  const { compose } = useMessages(scenes)
  const format = useFormat()
  const [share, setShare] = useState(50)
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={compose.onion} title={compose.onion}>
          <LayersIcon />
        </Button>
      </PopoverTrigger>
      <PopoverContent
        side="top"
        align="start"
        className="w-[min(36rem,calc(100vw-2rem))] p-3"
        aria-label={compose.onion}
      >
        <div
          className="bg-muted relative mx-auto max-h-[60dvh] overflow-hidden rounded-md"
          style={{ aspectRatio: aspect }}
        >
          {start.thumbhash !== null && <Blur hash={start.thumbhash} />}
          <img src={photoUrl(start.id, 'large')} alt={start.name} className="absolute inset-0 size-full object-cover" />
          <img
            src={photoUrl(end.id, 'large')}
            alt={end.name}
            className="absolute inset-0 size-full object-cover"
            style={{ opacity: share / 100 }}
          />
        </div>
        <div className="mt-2.5 flex items-center gap-3 text-xs">
          <span className="max-w-32 truncate" title={start.name}>
            {compose.start}
          </span>
          <Range
            className="flex-1"
            label={compose.onionShare}
            min={0}
            max={100}
            step={1}
            value={share}
            onChange={setShare}
            spoken={format.percent(share / 100)}
          />
          <span className="max-w-32 truncate" title={end.name}>
            {compose.end}
          </span>
        </div>
        <p className="text-muted-foreground mt-1 text-xs">{compose.onionText}</p>
      </PopoverContent>
    </Popover>
  )
}
