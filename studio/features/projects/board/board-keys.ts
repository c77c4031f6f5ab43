import { useAction } from '#lib/shortcuts.ts'
import type { BoardKind } from './drag.ts'
import type { BoardState } from './use-board.ts'

interface BoardWords {
  readonly move: string
  readonly open: string
  readonly delete: string
  readonly toggle: string
  readonly all: string
  readonly clear: string
}

/**
 * The keys that every board has. They work while the focus is on a tile or nowhere in particular; a focused button or
 * menu keeps its own meaning of Space, Enter and the arrows.
 */
export function useBoardKeys(
  kind: BoardKind,
  board: BoardState,
  here: boolean,
  parts: { scope: string; words: BoardWords; openKeys: string; onOpen: () => void; onDelete: () => void },
): void {
  const { scope, words } = parts
  const free = (): boolean => {
    const focused = document.activeElement
    return (
      focused === null ||
      focused === document.body ||
      focused.tagName === 'MAIN' ||
      focused.closest(`[data-board="${kind}"] [data-tile]`) === focused
    )
  }
  const onTile = (act: () => unknown) => (): unknown => (free() && board.active !== null ? act() : false)
  const rest = { scope, enabled: here }

  // On a tile the board itself moves; these bring the focus into the board when it is nowhere.
  const enter = onTile(() => board.focus())
  useAction({ ...rest, id: `${kind}.left`, keys: 'arrowleft', label: words.move, hidden: true, run: enter })
  useAction({ ...rest, id: `${kind}.right`, keys: 'arrowright', label: words.move, hidden: true, run: enter })
  useAction({ ...rest, id: `${kind}.up`, keys: 'arrowup', label: words.move, hidden: true, run: enter })
  useAction({ ...rest, id: `${kind}.down`, keys: 'arrowdown', label: words.move, hidden: true, run: enter })
  useAction({ ...rest, id: `${kind}.open`, keys: parts.openKeys, label: words.open, run: onTile(parts.onOpen) })
  useAction({ ...rest, id: `${kind}.delete`, keys: 'delete', label: words.delete, run: onTile(parts.onDelete) })
  // On a Mac the key named Delete is this one.
  useAction({
    ...rest,
    id: `${kind}.backspace`,
    keys: 'backspace',
    label: words.delete,
    hidden: true,
    run: onTile(parts.onDelete),
  })
  useAction({
    ...rest,
    id: `${kind}.toggle`,
    keys: 'x',
    label: words.toggle,
    run: () => board.active !== null && board.goTo(board.active, 'toggle'),
  })
  useAction({ ...rest, id: `${kind}.all`, keys: 'mod+a', label: words.all, run: () => board.selectAll() })
  useAction({ ...rest, id: `${kind}.clear`, keys: 'escape', label: words.clear, run: () => board.clear() })
}
