import type { RefObject } from 'react'
import { useMessages } from '#lib/messages.ts'
import { useAction } from '#lib/shortcuts.ts'
import { photos } from '#messages/photos.ts'
import type { BoardState } from '#features/projects/board/use-board.ts'
import { useBoardKeys } from '#features/projects/board/board-keys.ts'

/** The keys of the photo grid. `here` = the keyboard is in this pane and not in the other one. */
export function usePhotoKeys(parts: {
  board: BoardState
  here: boolean
  canCompose: boolean
  searchField: RefObject<HTMLInputElement | null>
  onFrame: (slot: 'start' | 'end') => void
  onOpen: () => void
  onDelete: () => void
}): void {
  const words = useMessages(photos)
  const { scope } = words
  const { board, here, canCompose } = parts
  useAction({
    id: 'photos.start',
    scope,
    keys: 's',
    label: words.start,
    enabled: canCompose,
    run: () => parts.onFrame('start'),
  })
  useAction({
    id: 'photos.end',
    scope,
    keys: 'e',
    label: words.end,
    enabled: canCompose,
    run: () => parts.onFrame('end'),
  })
  useAction({
    id: 'photos.search',
    scope,
    keys: '/',
    label: words.search,
    run: () => parts.searchField.current?.focus(),
  })
  useBoardKeys('photos', board, here, {
    scope,
    words: {
      move: words.move,
      open: words.open,
      delete: words.delete,
      toggle: words.toggle,
      all: words.selectAll,
      clear: words.clear,
    },
    openKeys: 'space',
    onOpen: parts.onOpen,
    onDelete: parts.onDelete,
  })
}
