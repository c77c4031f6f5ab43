import { useState, type ReactNode } from 'react'
import { useMessages } from '#lib/messages.ts'
import { remember, remembered } from '#lib/remembered.ts'
import { projects } from '#messages/projects.ts'
import { ResizableHandle, ResizablePanel, ResizablePanelGroup } from '#ui/resizable.tsx'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '#ui/tabs.tsx'
import type { BoardKind } from '../board/drag.ts'
import { useMediaQuery } from '../media-query.ts'

export interface DeskPanes {
  readonly pane: BoardKind
  readonly onPane: (pane: BoardKind) => void
  readonly photos: ReactNode
  readonly scenes: ReactNode
  readonly photoCount: number
  readonly sceneCount: number
}

/** Photos and scenes: side by side where there is room, else behind two tabs. */
export function Desk(props: DeskPanes) {
  const wide = useMediaQuery('(min-width: 64rem)')
  return wide ? <SideBySide {...props} /> : <BehindTabs {...props} />
}

function SideBySide({ photos, scenes, onPane }: DeskPanes) {
  const words = useMessages(projects)
  const [layout] = useState(readLayout)
  return (
    <ResizablePanelGroup
      aria-label={words.panes}
      defaultLayout={layout}
      onLayoutChanged={(next, { isUserInteraction }) => {
        if (isUserInteraction) remember('desk', JSON.stringify(next))
      }}
      className="min-h-0 flex-1"
    >
      <ResizablePanel id="photos" minSize="24rem" defaultSize="58%">
        <div className="h-full" onFocusCapture={() => onPane('photos')} onPointerDownCapture={() => onPane('photos')}>
          {photos}
        </div>
      </ResizablePanel>
      <ResizableHandle withHandle aria-label={words.divider} />
      <ResizablePanel id="scenes" minSize="18rem">
        <div className="h-full" onFocusCapture={() => onPane('scenes')} onPointerDownCapture={() => onPane('scenes')}>
          {scenes}
        </div>
      </ResizablePanel>
    </ResizablePanelGroup>
  )
}

function readLayout(): Record<string, number> | undefined {
  try {
    const kept: unknown = JSON.parse(remembered('desk') ?? 'null')
    const numbers =
      typeof kept === 'object' && kept !== null && Object.values(kept).every((one) => typeof one === 'number')
    return numbers ? (kept as Record<string, number>) : undefined
  } catch {
    return undefined
  }
}

function BehindTabs({ pane, onPane, photos, scenes, photoCount, sceneCount }: DeskPanes) {
  const words = useMessages(projects)
  return (
    <Tabs
      value={pane}
      onValueChange={(next) => onPane(next === 'scenes' ? 'scenes' : 'photos')}
      className="min-h-0 flex-1 gap-0"
    >
      <TabsList className="mx-3.5 mt-2 w-auto self-stretch">
        <TabsTrigger value="photos">
          {words.photosTab} <span className="text-muted-foreground text-xs tabular-nums">{photoCount}</span>
        </TabsTrigger>
        <TabsTrigger value="scenes">
          {words.scenesTab} <span className="text-muted-foreground text-xs tabular-nums">{sceneCount}</span>
        </TabsTrigger>
      </TabsList>
      <TabsContent value="photos" className="min-h-0">
        {photos}
      </TabsContent>
      <TabsContent value="scenes" className="min-h-0">
        {scenes}
      </TabsContent>
    </Tabs>
  )
}
