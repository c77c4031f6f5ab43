import { ClapperboardIcon, LayersIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMessages } from '#lib/messages.ts'
import { scenes } from '#messages/scenes.ts'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '#ui/dropdown-menu.tsx'
import { usePhotosOnDesk } from '#features/photos/on-desk.ts'
import { wishBatch } from './batch-wish.ts'

/** Many scenes at once: of the selected photos, or of all that are shown. */
export function BatchMenu(props: { projectId: string; children: ReactNode }) {
  const { batch } = useMessages(scenes)
  const { shown: all, selected } = usePhotosOnDesk()
  const wish = (kind: 'pairs' | 'singles', ids: readonly string[]) => () =>
    wishBatch({ projectId: props.projectId, kind, ids })
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>{props.children}</DropdownMenuTrigger>
      <DropdownMenuContent align="end" side="top" className="max-w-80">
        <DropdownMenuLabel>{batch.ofSelection}</DropdownMenuLabel>
        {selected.length < 2 ? (
          <p className="text-muted-foreground px-2 pb-1.5 text-xs">{batch.noneSelected}</p>
        ) : (
          <>
            <DropdownMenuItem onSelect={wish('pairs', selected)}>
              <LayersIcon />
              {batch.pairs(selected.length - 1)}
            </DropdownMenuItem>
            <DropdownMenuItem onSelect={wish('singles', selected)}>
              <ClapperboardIcon />
              {batch.singles(selected.length)}
            </DropdownMenuItem>
          </>
        )}
        <DropdownMenuSeparator />
        <DropdownMenuLabel>{batch.ofProject}</DropdownMenuLabel>
        <DropdownMenuItem disabled={all.length < 2} onSelect={wish('pairs', all)}>
          <LayersIcon />
          {batch.pairs(Math.max(0, all.length - 1))}
        </DropdownMenuItem>
        <DropdownMenuItem disabled={all.length === 0} onSelect={wish('singles', all)}>
          <ClapperboardIcon />
          {batch.singles(all.length)}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
