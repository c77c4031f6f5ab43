import { lazy, Suspense, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react'
import { useMessages } from '#lib/messages.ts'
import { slideshows } from '#messages/slideshows.ts'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '#ui/tabs.tsx'
import { useBoard } from '#features/projects/board/use-board.ts'
import { useMediaQuery } from '#features/projects/media-query.ts'
import { oneOf, useAddress } from '#features/projects/url.ts'
import { CaptionPanel } from '../panels/caption-panel.tsx'
import { LookPanel } from '../panels/look-panel.tsx'
import { SchedulePanel } from '../panels/schedule-panel.tsx'
import { VideoPanel } from '../panels/video-panel.tsx'
import { WritingPanel } from '../panels/writing-panel.tsx'
import { UploadsInto } from '../add/uploads-into.tsx'
import { Preview } from '../preview/preview.tsx'
import type { SessionDesk } from '../use-desk.ts'
import { MediaPane } from './media-pane.tsx'

const AddDialog = lazy(() => import('../add/add-dialog.tsx'))
const WriteDialog = lazy(() => import('../panels/write-dialog.tsx'))

const besideEach = ['caption', 'look', 'writing', 'video', 'schedule'] as const
const onPhone = ['caption', 'media', 'look', 'writing', 'video', 'schedule'] as const

/** Media, preview and settings side by side; on a phone the preview above, the rest behind tabs. */
export function Editor({ desk, onRun }: { desk: SessionDesk; onRun: (ids: readonly string[] | null) => void }) {
  const words = useMessages(slideshows)
  const [address, patch] = useAddress()
  const wide = useMediaQuery('(min-width: 48rem)')
  const panels = wide ? besideEach : onPhone
  const panel = oneOf(address, 'panel', [...panels] as [string, ...string[]])
  const { items, session } = desk
  const order = useMemo(() => items.map(({ id }) => id), [items])
  const board = useBoard(order)
  const current = useCurrent(board, address.get('item'), patch)
  const shown = useMemo(() => items.filter(({ missing }) => !missing), [items])
  const [uploadsTo, setUploadsTo] = useState<string | null>(null)
  const safeArea = address.get('safe') !== null

  const setPanel = useCallback((next: string) => patch({ panel: next === 'caption' ? null : next }), [patch])
  const editCaption = useCallback(() => {
    setPanel('caption')
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-caption-field]')?.focus())
  }, [setPanel])
  const write = useCallback((which: string) => patch({ write: which }), [patch])
  const media = (
    <MediaPane
      desk={desk}
      board={board}
      here={wide || panel === 'media'}
      canArrange={wide}
      onAdd={() => patch({ add: 'library' })}
      onOpen={editCaption}
      onRun={onRun}
      onWrite={() => write('chosen')}
    />
  )
  const preview = (
    <Preview
      session={session}
      items={shown}
      current={current}
      onCurrent={(id) => board.goTo(id, 'only')}
      safeArea={safeArea}
      onSafeArea={(on) => patch({ safe: on ? '1' : null })}
    />
  )
  const item = items.find(({ id }) => id === current)
  const settings = (
    <Tabs value={panel} onValueChange={setPanel} className="min-h-0 flex-1 gap-0">
      <div className="shrink-0 overflow-x-auto border-b px-2">
        <TabsList variant="line" aria-label={words.session.panels} className="h-10">
          {panels.map((name) => (
            <TabsTrigger
              key={name}
              value={name}
              className="px-1.5 text-[0.8125rem] md:max-lg:px-1 md:max-lg:text-xs xl:px-2"
            >
              {words.session.panel[name]}
            </TabsTrigger>
          ))}
        </TabsList>
      </div>
      {!wide && (
        <TabsContent value="media" className="flex h-[26rem] flex-none flex-col">
          {media}
        </TabsContent>
      )}
      <Panel name="caption">
        <CaptionPanel key={item?.id ?? 'none'} desk={desk} item={item} onWrite={write} />
      </Panel>
      <Panel name="look">
        <LookPanel desk={desk} />
      </Panel>
      <Panel name="writing">
        <WritingPanel desk={desk} />
      </Panel>
      <Panel name="video">
        <VideoPanel desk={desk} />
      </Panel>
      <Panel name="schedule">
        <SchedulePanel desk={desk} />
      </Panel>
    </Tabs>
  )
  const add = address.get('add')
  const writes = address.get('write')
  return (
    <>
      {wide ? (
        <div className="grid min-h-0 flex-1 grid-cols-[8rem_minmax(0,1fr)_17.5rem] lg:grid-cols-[11rem_minmax(0,1fr)_20rem] xl:grid-cols-[minmax(18rem,24rem)_minmax(0,1fr)_24rem]">
          <div className="flex min-h-0 flex-col border-r">{media}</div>
          <div className="min-h-0">{preview}</div>
          <div className="flex min-h-0 flex-col border-l">{settings}</div>
        </div>
      ) : (
        <div className="min-h-0 flex-1 overflow-y-auto">
          <div className="h-[min(30rem,58dvh)] border-b">{preview}</div>
          <div className="flex flex-col">{settings}</div>
        </div>
      )}
      {uploadsTo !== null && (
        <UploadsInto key={uploadsTo} sessionId={session.id} projectId={uploadsTo} onTrouble={desk.setTrouble} />
      )}
      <Suspense fallback={null}>
        {add !== null && (
          <AddDialog
            session={session}
            items={items}
            tab={add}
            onTab={(tab) => patch({ add: tab })}
            onUploadsTo={setUploadsTo}
            onClose={() => patch({ add: null })}
            onAdded={(ids) => board.select(ids)}
          />
        )}
        {writes !== null && (
          <WriteDialog
            desk={desk}
            which={writes}
            chosen={board.order.filter((id) => board.selection.ids.has(id))}
            current={current}
            onClose={() => patch({ write: null })}
          />
        )}
      </Suspense>
    </>
  )
}

function Panel({ name, children }: { name: string; children: ReactNode }) {
  return (
    // A list of fields that scrolls is reached through them.
    <TabsContent value={name} tabIndex={-1} className="min-h-0 overflow-y-auto p-4">
      {children}
    </TabsContent>
  )
}

/** The slide that everything is about is where the keyboard is in the media; the address follows it. */
function useCurrent(
  board: ReturnType<typeof useBoard>,
  wanted: string | null,
  patch: (changes: Record<string, string | null>) => void,
): string | null {
  const { active, goTo, placeOf } = board
  const there = wanted !== null && placeOf(wanted) !== -1
  useEffect(() => {
    if (there && wanted !== null) goTo(wanted, 'only')
    // Only what the address said when the page was opened; from then on it follows.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [])
  useEffect(() => {
    if (active !== null) patch({ item: active })
  }, [active, patch])
  return active
}
