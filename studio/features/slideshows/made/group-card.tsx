import type { GroupState, SlideGroup } from '@greenroom/contract/slideshows.ts'
import { DownloadIcon, ImagesIcon, RotateCwIcon, SquareIcon, Trash2Icon } from 'lucide-react'
import { useState } from 'react'
import { useFormat } from '#lib/format.ts'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { useNoticeText } from '#lib/notice-text.ts'
import { problemText } from '#lib/problem-text.ts'
import { offerUndo } from '#lib/undo.ts'
import { basics } from '#messages/basics.ts'
import { slideshows } from '#messages/slideshows.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Badge } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '#ui/dropdown-menu.tsx'
import { Progress } from '#ui/progress.tsx'
import { PostGroupButton } from '#features/posts/parts/session-posts.tsx'
import { dueText } from '../due.ts'
import { cancelGroup, deleteGroup, restoreGroup, retryGroup } from '../groups.api.ts'
import { isMaking } from '../groups.rules.ts'
import { useNow } from '../parts/next-due.tsx'
import { Film } from './film.tsx'
import { Findings } from './findings.tsx'
import { GroupWords } from './group-words.tsx'

const tones: Readonly<Record<GroupState, 'default' | 'secondary' | 'destructive' | 'outline'>> = {
  waiting: 'secondary',
  writing: 'secondary',
  rendering: 'secondary',
  ready: 'default',
  failed: 'destructive',
  canceled: 'outline',
  skipped: 'outline',
}

/** One slideshow: what it looks like, what it says, what became of it. */
export function GroupCard({ group, timeZone }: { group: SlideGroup; timeZone: string }) {
  const words = useMessages(slideshows)
  const say = useNoticeText()
  const format = useFormat()
  const language = useLanguage()
  const now = useNow()
  const acts = useGroupActs(group)
  const making = isMaking(group)
  const due = dueText(group.dueAt, timeZone, now, language)
  return (
    <li className="bg-card rounded-xl border p-4">
      <article
        aria-labelledby={`group-${group.id}`}
        className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-4 gap-y-3 sm:grid-cols-[10rem_minmax(0,1fr)] sm:grid-rows-[auto_1fr]"
      >
        <Film group={group} />
        <div className="flex min-w-0 flex-col gap-3">
          <header>
            <div className="flex min-h-8 flex-wrap items-center gap-x-2.5 gap-y-1">
              <h2 id={`group-${group.id}`} className="text-sm font-semibold">
                {words.made.name(group.number)}
              </h2>
              <Badge variant={tones[group.state]}>{words.made.states[group.state]}</Badge>
              <Button
                size="icon-sm"
                variant="ghost"
                className="-mr-1.5 ml-auto"
                aria-label={`${words.made.delete} ${group.number}`}
                title={words.made.delete}
                onClick={acts.remove}
              >
                <Trash2Icon />
              </Button>
            </div>
            <p className="text-muted-foreground text-[0.8125rem]">
              {group.slotNumber === null ? `${words.made.byHand} · ${due}` : words.made.due(due)}
            </p>
          </header>
          {making && <MakingBar group={group} />}
          {group.trouble !== null && (
            <p role={group.state === 'failed' ? 'alert' : undefined} className="text-sm leading-relaxed">
              {say.reason(group.trouble)}
            </p>
          )}
          {group.durationSeconds !== null && group.bytes !== null && (
            <p className="text-muted-foreground text-[0.8125rem] tabular-nums">
              {words.made.facts(group.items.length, format.duration(group.durationSeconds), format.bytes(group.bytes))}
            </p>
          )}
        </div>
        <div className="col-span-2 flex min-w-0 flex-col gap-3 sm:col-span-1 sm:col-start-2">
          <Slides group={group} />
          <div className="flex flex-wrap gap-2 empty:hidden">
            {making && (
              <Button size="sm" variant="outline" disabled={acts.busy} onClick={acts.cancel}>
                <SquareIcon />
                {words.made.cancel}
              </Button>
            )}
            {(group.state === 'failed' || group.state === 'canceled') && group.trouble?.retryable !== false && (
              <Button size="sm" variant="outline" disabled={acts.busy} onClick={acts.retry}>
                <RotateCwIcon />
                {words.made.retry}
              </Button>
            )}
            <PostGroupButton group={group} />
            <Downloads group={group} />
          </div>
          {acts.reason !== null && <ErrorNote reason={acts.reason} />}
          <Findings findings={group.findings} />
          {group.words !== null && <GroupWords key={group.id} groupId={group.id} words={group.words} />}
        </div>
      </article>
    </li>
  )
}

function MakingBar({ group }: { group: SlideGroup }) {
  const words = useMessages(slideshows).made
  const format = useFormat()
  const { progress } = group
  return (
    <div className="flex items-center gap-3">
      <Progress
        value={progress === null ? null : progress * 100}
        aria-label={words.progressOf(group.number)}
        className="h-1.5"
      />
      <span className="text-muted-foreground w-10 shrink-0 text-right text-xs tabular-nums">
        {progress === null ? '' : format.percent(Math.round(progress * 100) / 100)}
      </span>
    </div>
  )
}

/** The slides of it, small, with their words. */
function Slides({ group }: { group: SlideGroup }) {
  const words = useMessages(slideshows).made
  return (
    <ol aria-label={words.slidesOf(group.number)} className="flex flex-wrap gap-1.5 empty:hidden">
      {group.items.map((item, place) => (
        <li
          key={`${place} ${item.itemId}`}
          className="bg-muted relative h-14 w-10 overflow-hidden rounded"
          title={item.caption}
        >
          <img
            src={item.thumbUrl}
            alt={item.altText || item.caption || item.name}
            loading="lazy"
            className="size-full object-cover"
          />
        </li>
      ))}
    </ol>
  )
}

function Downloads({ group }: { group: SlideGroup }) {
  const words = useMessages(slideshows).made
  const { videoUrl, photoUrls } = group
  const base = `${group.sessionName}-${group.number}`
  const fetchAll = (): void => {
    for (const [place, url] of photoUrls.entries()) {
      // A moment between them: browsers drop downloads that begin together.
      setTimeout(() => save(url, `${base}-${place + 1}.jpg`), place * 300)
    }
  }
  return (
    <>
      {videoUrl !== null && (
        <Button size="sm" variant="outline" asChild>
          <a href={videoUrl} download={`${base}.mp4`}>
            <DownloadIcon />
            {words.downloadVideo}
          </a>
        </Button>
      )}
      {photoUrls.length > 0 && (
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button size="sm" variant="ghost">
              <ImagesIcon />
              {words.downloadPhotos}
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="start" className="max-h-72">
            <DropdownMenuItem onSelect={fetchAll}>
              <DownloadIcon />
              {words.downloadPhotos}
            </DropdownMenuItem>
            <DropdownMenuSeparator />
            {photoUrls.map((url, place) => (
              <DropdownMenuItem key={url} onSelect={() => save(url, `${base}-${place + 1}.jpg`)}>
                {words.downloadPhoto(place + 1)}
              </DropdownMenuItem>
            ))}
          </DropdownMenuContent>
        </DropdownMenu>
      )}
    </>
  )
}

function save(url: string, name: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
}

function useGroupActs(group: SlideGroup) {
  const words = useMessages(slideshows).made
  const rest = useMessages(basics)
  const [busy, setBusy] = useState(false)
  const [reason, setReason] = useState<unknown>(null)
  const attempt = async (act: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true)
    setReason(null)
    try {
      await act()
      return true
    } catch (failure) {
      setReason(failure)
      return false
    } finally {
      setBusy(false)
    }
  }
  const remove = async (): Promise<void> => {
    if (!(await attempt(() => deleteGroup(group)))) return
    offerUndo({
      text: words.deleted(group.number),
      label: rest.undo,
      undo: () => restoreGroup(group),
      failed: (failure) => problemText(failure, rest).sentence,
    })
  }
  return {
    busy,
    reason,
    cancel: () => void attempt(() => cancelGroup(group.id)),
    retry: () => void attempt(() => retryGroup(group.id)),
    remove: () => void remove(),
  }
}
