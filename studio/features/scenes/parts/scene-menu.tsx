import {
  ColumnsIcon,
  PinIcon,
  RefreshCwIcon,
  SendIcon,
  SquareArrowOutUpRightIcon,
  SquareIcon,
  Trash2Icon,
} from 'lucide-react'
import type { Scene } from '@greenroom/contract/scenes.ts'
import { useState, type MouseEvent, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { useMessages } from '#lib/messages.ts'
import { posts } from '#messages/posts.ts'
import { scenes } from '#messages/scenes.ts'
import {
  ContextMenu,
  ContextMenuContent,
  ContextMenuItem,
  ContextMenuSeparator,
  ContextMenuShortcut,
  ContextMenuTrigger,
} from '#ui/context-menu.tsx'
import type { BoardState } from '#features/projects/board/use-board.ts'
import { isRunning, takeStateOf } from '../scenes.rules.ts'

/** What can be done with a scene, at the second mouse button or a long press. */
export function SceneMenu(props: {
  board: BoardState
  sceneAt: (id: string | null) => Scene | undefined
  onOpen: (id: string) => void
  onAgain: (scene: Scene) => void
  onPin: (scene: Scene) => void
  onCompare: (scene: Scene) => void
  onCancel: (scene: Scene) => void
  onDelete: (ids: readonly string[]) => void
  children: ReactNode
}) {
  const words = useMessages(scenes)
  const { post } = useMessages(posts)
  const [, navigate] = useLocation()
  const { board } = props
  const [id, setId] = useState<string | null>(null)
  const scene = props.sceneAt(id)
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
      {scene !== undefined && (
        <ContextMenuContent>
          <ContextMenuItem onSelect={() => props.onOpen(scene.id)}>
            <SquareArrowOutUpRightIcon />
            {words.open}
            <ContextMenuShortcut>Enter</ContextMenuShortcut>
          </ContextMenuItem>
          <ContextMenuItem onSelect={() => props.onAgain(scene)}>
            <RefreshCwIcon />
            {words.regenerate}
            <ContextMenuShortcut>R</ContextMenuShortcut>
          </ContextMenuItem>
          <ContextMenuItem onSelect={() => props.onPin(scene)}>
            <PinIcon />
            {words.pin}
            <ContextMenuShortcut>P</ContextMenuShortcut>
          </ContextMenuItem>
          <ContextMenuItem disabled={scene.versionCount < 2} onSelect={() => props.onCompare(scene)}>
            <ColumnsIcon />
            {words.compare}
            <ContextMenuShortcut>C</ContextMenuShortcut>
          </ContextMenuItem>
          {scene.pinnedVersionId !== null && (
            <ContextMenuItem
              onSelect={() =>
                navigate(
                  `/projects/${scene.projectId}/scenes/${scene.id}?take=${scene.pinnedVersion}&posting=${scene.pinnedVersionId}`,
                )
              }
            >
              <SendIcon />
              {post}
            </ContextMenuItem>
          )}
          {isRunning(takeStateOf(scene.newest)) && (
            <ContextMenuItem onSelect={() => props.onCancel(scene)}>
              <SquareIcon />
              {words.cancel}
            </ContextMenuItem>
          )}
          <ContextMenuSeparator />
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
