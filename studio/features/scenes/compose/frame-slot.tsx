import { useDroppable } from '@dnd-kit/core'
import { XIcon } from 'lucide-react'
import type { Photo } from '@greenroom/contract/photos.ts'
import { useMessages } from '#lib/messages.ts'
import { scenes } from '#messages/scenes.ts'
import { Kbd } from '#patterns/kbd.tsx'
import { Button } from '#ui/button.tsx'
import { cn } from '#ui/cn.ts'
import { frameSlotId, type FrameSlot as Slot } from '#features/projects/board/drag.ts'
import { Thumb } from '#features/photos/parts/thumb.tsx'

const HEIGHT = 84

/** The start or the end of the scene to come, cut as the scene will cut it. Takes a photo that is dropped on it. */
export function FrameSlot(props: {
  slot: Slot
  photo: Photo | undefined
  /** Width divided by height of the scene. */
  aspect: number
  trouble: readonly string[]
  onClear: () => void
}) {
  const { compose } = useMessages(scenes)
  const { slot, photo, aspect } = props
  const drop = useDroppable({ id: frameSlotId(slot) })
  const label = slot === 'start' ? compose.start : compose.end
  const width = Math.round(Math.min(Math.max(HEIGHT * aspect, 60), 190))
  return (
    <div
      ref={drop.setNodeRef}
      role="group"
      aria-label={photo === undefined ? label : `${label}: ${photo.name}`}
      className="group/slot relative shrink-0"
      style={{ width }}
    >
      <div
        title={
          photo === undefined
            ? slot === 'start'
              ? compose.startHint
              : compose.endHint
            : `${photo.name}. ${compose.cropped}`
        }
        style={{ height: HEIGHT }}
        className={cn(
          'relative overflow-hidden rounded-md border transition-colors',
          photo === undefined && 'bg-muted/40 border-dashed border-input',
          props.trouble.length > 0 && 'border-destructive',
          drop.isOver && 'border-primary bg-tint ring-primary/40 ring-2',
        )}
      >
        {photo === undefined ? (
          <div className="text-muted-foreground flex h-full flex-col items-center justify-center gap-1.5 px-1 text-center text-[0.6875rem] leading-tight">
            {label}
            <Kbd keys={slot === 'start' ? 's' : 'e'} />
          </div>
        ) : (
          <>
            <Thumb key={photo.id} fileId={photo.id} hash={photo.thumbhash} width={width * 1.6} alt="" />
            <span className="absolute bottom-1 left-1 rounded bg-black/65 px-1 text-[0.625rem] leading-4 font-medium text-white">
              {label}
            </span>
          </>
        )}
      </div>
      {photo !== undefined && (
        <Button
          size="icon-xs"
          variant="secondary"
          aria-label={slot === 'start' ? compose.clearStart : compose.clearEnd}
          title={slot === 'start' ? compose.clearStart : compose.clearEnd}
          className="absolute -top-2 -right-2 size-5 rounded-full border opacity-0 group-focus-within/slot:opacity-100 group-hover/slot:opacity-100 focus-visible:opacity-100"
          onClick={props.onClear}
        >
          <XIcon />
        </Button>
      )}
    </div>
  )
}
