import { useMessages } from '#lib/messages.ts'
import { useAction } from '#lib/shortcuts.ts'
import { scenes } from '#messages/scenes.ts'
import { useBoardKeys } from '#features/projects/board/board-keys.ts'
import type { BoardState } from '#features/projects/board/use-board.ts'

/** The keys of the scene grid, while the keyboard is in it. */
export function useSceneKeys(parts: {
  board: BoardState
  here: boolean
  canCompose: boolean
  onOpen: () => void
  onPreview: () => unknown
  onAgain: () => void
  onPin: () => void
  onCompare: () => void
  onDelete: () => void
}): void {
  const words = useMessages(scenes)
  const { scope } = words
  const { board, here, canCompose } = parts
  const rest = { scope, enabled: here && board.active !== null }
  useAction({
    ...rest,
    id: 'scenes.regenerate',
    keys: 'r',
    label: words.regenerate,
    enabled: rest.enabled && canCompose,
    run: parts.onAgain,
  })
  useAction({ ...rest, id: 'scenes.pin', keys: 'p', label: words.pin, run: parts.onPin })
  useAction({ ...rest, id: 'scenes.compare', keys: 'c', label: words.compare, run: parts.onCompare })
  useAction({
    ...rest,
    id: 'scenes.preview',
    keys: 'space',
    label: words.preview,
    // A focused button keeps its own Space.
    run: () =>
      document.activeElement?.matches('button, a, input, select, textarea') === true ? false : parts.onPreview(),
  })
  useBoardKeys('scenes', board, here, {
    scope,
    words: {
      move: words.move,
      open: words.open,
      delete: words.delete,
      toggle: words.toggle,
      all: words.selectAll,
      clear: words.clear,
    },
    openKeys: 'enter',
    onOpen: parts.onOpen,
    onDelete: parts.onDelete,
  })
}
