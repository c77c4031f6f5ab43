import { ClapperboardIcon, LayersIcon, Trash2Icon, XIcon } from 'lucide-react'
import { dock } from '#lib/dock.ts'
import { useMessages } from '#lib/messages.ts'
import { photos } from '#messages/photos.ts'
import { scenes } from '#messages/scenes.ts'
import { Button } from '#ui/button.tsx'
import type { BoardState } from '#features/projects/board/use-board.ts'
import { wishBatch } from '#features/scenes/compose/batch-wish.ts'

/** What can be done with several photos at once; floats over the grid, so that nothing moves when it comes. */
export function PhotoSelection(props: {
  projectId: string
  board: BoardState
  onDelete: (ids: readonly string[]) => void
}) {
  const words = useMessages(photos)
  const { batch } = useMessages(scenes)
  const { board } = props
  const count = board.selection.ids.size
  if (count < 2) return null
  const ids = (): string[] => board.order.filter((id) => board.selection.ids.has(id))
  return (
    <div className="pointer-events-none relative z-20 h-0">
      <div
        ref={dock}
        role="toolbar"
        aria-label={words.selected(count)}
        className="bg-popover animate-in fade-in slide-in-from-bottom-2 pointer-events-auto absolute bottom-3 left-1/2 flex max-w-[calc(100%-1.5rem)] -translate-x-1/2 items-center gap-1 rounded-full border py-1 pr-1 pl-3.5 shadow-lg"
      >
        <span className="mr-1.5 text-xs font-medium whitespace-nowrap tabular-nums">{words.selected(count)}</span>
        <Button
          size="xs"
          variant="ghost"
          onClick={() => wishBatch({ projectId: props.projectId, kind: 'pairs', ids: ids() })}
        >
          <LayersIcon />
          {batch.pairsShort}
        </Button>
        <Button
          size="xs"
          variant="ghost"
          onClick={() => wishBatch({ projectId: props.projectId, kind: 'singles', ids: ids() })}
        >
          <ClapperboardIcon />
          {batch.singlesShort}
        </Button>
        <Button
          size="icon-xs"
          variant="ghost"
          aria-label={words.delete}
          title={words.delete}
          onClick={() => props.onDelete(ids())}
        >
          <Trash2Icon />
        </Button>
        <Button
          size="icon-xs"
          variant="ghost"
          className="rounded-full"
          aria-label={words.clear}
          title={words.clear}
          onClick={() => board.clear()}
        >
          <XIcon />
        </Button>
      </div>
    </div>
  )
}
