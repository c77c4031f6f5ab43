import {
  ArrowLeftIcon,
  DownloadIcon,
  HistoryIcon,
  MoreHorizontalIcon,
  NetworkIcon,
  PlayIcon,
  PlusIcon,
  Redo2Icon,
  ScrollTextIcon,
  Undo2Icon,
} from 'lucide-react'
import { Link, useLocation } from 'wouter'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { builder as room } from '#messages/builder.ts'
import { useTitle } from '#patterns/page-header.tsx'
import { Button } from '#ui/button.tsx'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '#ui/dropdown-menu.tsx'
import { Tabs, TabsList, TabsTrigger } from '#ui/tabs.tsx'
import { views, type Spot, type View } from '../findings.rules.ts'
import { downloadScenario } from '../scenarios.api.ts'
import { FindingsList } from './findings-list.tsx'
import type { Builder } from './use-builder.ts'

/** Name, parts and acts of the builder. */
export function TopBar(props: {
  builder: Builder
  view: View
  trying: boolean
  onView: (view: View) => void
  onJump: (spot: Spot) => void
  onAdd: () => void
  onTidy: () => void
  onTry: () => void
  onVersions: () => void
  onPublish: () => void
  onTrouble: (reason: unknown) => void
}) {
  const words = useMessages(room)
  const language = useLanguage()
  const [, navigate] = useLocation()
  const { builder, view } = props
  const { card, draft, readOnly } = builder
  const title = draft.title[language] || draft.title.en || draft.title.nl || words.untitled
  useTitle(words.title(title))
  return (
    <header className="bg-background z-10 shrink-0 border-b">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-2 px-4 py-2.5 lg:gap-x-3">
        <Button variant="ghost" size="icon-sm" asChild>
          <Link href="/coach/scenarios" aria-label={words.back}>
            <ArrowLeftIcon />
          </Link>
        </Button>
        <div className="min-w-0 flex-1 basis-28">
          <h1 tabIndex={-1} data-page-title className="truncate text-sm font-semibold outline-none">
            {title}
          </h1>
          <p className="text-muted-foreground truncate text-xs" role="status">
            {words[builder.state]}
            {card.version > 0 && ` · ${words.published(card.version)}`}
          </p>
        </div>
        {!readOnly && (
          <>
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={words.undo}
              title={`${words.undo} (Ctrl Z)`}
              disabled={!builder.canUndo}
              onClick={builder.undo}
            >
              <Undo2Icon />
            </Button>
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={words.redo}
              title={`${words.redo} (Ctrl Shift Z)`}
              disabled={!builder.canRedo}
              onClick={builder.redo}
            >
              <Redo2Icon />
            </Button>
          </>
        )}
        <FindingsList builder={builder} onJump={props.onJump} />
        <Button variant="outline" size="sm" aria-pressed={props.trying} onClick={props.onTry}>
          <PlayIcon />
          {words.tryOut}
        </Button>
        {!readOnly && (
          <Button size="sm" onClick={props.onPublish}>
            {words.publish}
          </Button>
        )}
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button variant="ghost" size="icon-sm" aria-label={words.more}>
              <MoreHorizontalIcon />
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="end">
            <DropdownMenuItem onSelect={props.onVersions}>
              <HistoryIcon />
              {words.versions}
            </DropdownMenuItem>
            {card.version > 0 && (
              <DropdownMenuItem onSelect={() => navigate(`/coach/scenarios/${card.id}`)}>
                <ScrollTextIcon />
                {words.sheet}
              </DropdownMenuItem>
            )}
            <DropdownMenuItem
              onSelect={() => {
                void builder
                  .settled()
                  .then(() => downloadScenario({ id: card.id, slug: draft.slug }))
                  .catch(props.onTrouble)
              }}
            >
              <DownloadIcon />
              {words.download}
            </DropdownMenuItem>
          </DropdownMenuContent>
        </DropdownMenu>
      </div>
      <div className="flex items-center gap-3 px-4 pb-2">
        <Tabs
          className="min-w-0 flex-1 overflow-x-auto"
          value={view}
          onValueChange={(value) => props.onView(views.find((one) => one === value) ?? view)}
        >
          <TabsList aria-label={words.viewsLabel}>
            {views.map((one) => (
              <TabsTrigger key={one} value={one} aria-controls="builder-part">
                {words.views[one]}
              </TabsTrigger>
            ))}
          </TabsList>
        </Tabs>
        {view === 'flow' && !readOnly && (
          <span className="flex shrink-0 gap-2">
            <Button variant="outline" size="sm" onClick={props.onTidy}>
              <NetworkIcon />
              <span className="sr-only lg:not-sr-only">{words.tidy}</span>
            </Button>
            <Button variant="outline" size="sm" onClick={props.onAdd}>
              <PlusIcon />
              <span className="sr-only lg:not-sr-only">{words.add}</span>
            </Button>
          </span>
        )}
      </div>
    </header>
  )
}
