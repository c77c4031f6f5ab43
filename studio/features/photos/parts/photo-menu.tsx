import { ArrowLeftToLineIcon, ArrowRightToLineIcon, CopyIcon, MaximizeIcon, Trash2Icon } from 'lucide-react'
import type { Photo } from '@greenroom/contract/photos.ts'
import { useState, type MouseEvent, type ReactNode } from 'react'
import { useMessages } from '#lib/messages.ts'
import { photos } from '#messages/photos.ts'
import {
  ContextMenu,
  ContextMenuContent,
  ContextMenuItem,
  ContextMenuSeparator,
  ContextMenuShortcut,
  ContextMenuTrigger,
} from '#ui/context-menu.tsx'
import type { BoardState } from '#features/projects/board/use-board.ts'
import { isFrame } from '../photos.rules.ts'

/** What can be done with a photo, at the second mouse button or a long press. */
export function PhotoMenu(props: {
  enabled: boolean
  photoAt: (id: string | null) => Photo | undefined
  board: BoardState
  onOpen: (id: string) => void
  onFrame: (slot: 'start' | 'end', photo: Photo) => void
  onUseExisting: (ids: readonly string[]) => void
  onDelete: (ids: readonly string[]) => void
  children: ReactNode
}) {
  const words = useMessages(photos)
  const { board } = props
  const [id, setId] = useState<string | null>(null)
  const photo = props.photoAt(id)
  if (!props.enabled) return props.children
  const aim = (event: MouseEvent): void => {
    const tile = event.target instanceof Element ? event.target.closest('[data-tile]')?.getAttribute('data-tile') : null
    if (!tile) return event.preventDefault()
    setId(tile)
    board.goTo(tile, board.selection.ids.has(tile) ? 'keep' : 'only')
  }
  return (
    <ContextMenu>
      <ContextMenuTrigger asChild onContextMenu={aim}>
        <div className="flex min-h-0 flex-1 flex-col">{props.children}</div>
      </ContextMenuTrigger>
      {photo !== undefined && (
        <ContextMenuContent>
          {isFrame(photo) && (
            <>
              <ContextMenuItem onSelect={() => props.onFrame('start', photo)}>
                <ArrowLeftToLineIcon />
                {words.start}
                <ContextMenuShortcut>S</ContextMenuShortcut>
              </ContextMenuItem>
              <ContextMenuItem onSelect={() => props.onFrame('end', photo)}>
                <ArrowRightToLineIcon />
                {words.end}
                <ContextMenuShortcut>E</ContextMenuShortcut>
              </ContextMenuItem>
              <ContextMenuSeparator />
            </>
          )}
          {photo.state === 'ready' && (
            <ContextMenuItem onSelect={() => props.onOpen(photo.id)}>
              <MaximizeIcon />
              {words.open}
            </ContextMenuItem>
          )}
          {photo.duplicateOf !== null && (
            <ContextMenuItem onSelect={() => props.onUseExisting([photo.id])}>
              <CopyIcon />
              {words.useExisting}
            </ContextMenuItem>
          )}
          <ContextMenuItem variant="destructive" onSelect={() => props.onDelete(board.targets())}>
            <Trash2Icon />
            {words.delete}
            <ContextMenuShortcut>Del</ContextMenuShortcut>
          </ContextMenuItem>
        </ContextMenuContent>
      )}
    </ContextMenu>
  )
}
