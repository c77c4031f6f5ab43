import type { MediaSession } from '@greenroom/contract/slideshows.ts'
import { GalleryVerticalEndIcon, MoreHorizontalIcon, PlayIcon, Trash2Icon } from 'lucide-react'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { useMessages } from '#lib/messages.ts'
import { slideshows } from '#messages/slideshows.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Button } from '#ui/button.tsx'
import { cn } from '#ui/cn.ts'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '#ui/dropdown-menu.tsx'
import { deleteWithUndo } from '../delete-session.ts'
import { ActiveSwitch } from './active-switch.tsx'
import { NextDue } from './next-due.tsx'

/** One session of the list. The whole card leads to it. */
export function SessionCard({ session }: { session: MediaSession }) {
  const words = useMessages(slideshows)
  const [, navigate] = useLocation()
  const [reason, setReason] = useState<unknown>(null)
  const remove = (): void => {
    setReason(null)
    deleteWithUndo(session).catch(setReason)
  }
  return (
    <li className="group/card relative">
      <Covers urls={session.coverUrls} active={session.isActive} />
      <div className="mt-3 flex items-start gap-2">
        <h2 className="min-w-0 flex-1 truncate text-sm leading-6 font-medium">
          <Link
            href={`/slideshows/${session.id}`}
            className="after:focus-visible:ring-ring outline-none after:absolute after:inset-0 after:rounded-xl after:focus-visible:ring-2 after:focus-visible:ring-offset-2"
          >
            {session.name}
          </Link>
        </h2>
        <span className="relative z-10 flex items-center gap-1">
          <ActiveSwitch session={session} onTrouble={setReason} />
          <DropdownMenu>
            <DropdownMenuTrigger asChild>
              <Button
                variant="ghost"
                size="icon-sm"
                className="-my-1 -mr-1.5"
                aria-label={words.actionsOf(session.name)}
              >
                <MoreHorizontalIcon />
              </Button>
            </DropdownMenuTrigger>
            <DropdownMenuContent align="end">
              {session.newestVideoUrl !== null && (
                <DropdownMenuItem onSelect={() => navigate(`/slideshows/${session.id}?tab=made`)}>
                  <PlayIcon />
                  {words.showNewest}
                </DropdownMenuItem>
              )}
              <DropdownMenuItem variant="destructive" onSelect={remove}>
                <Trash2Icon />
                {words.delete}
              </DropdownMenuItem>
            </DropdownMenuContent>
          </DropdownMenu>
        </span>
      </div>
      <p className="text-muted-foreground truncate text-[0.8125rem]">
        <NextDue session={session} />
      </p>
      <p className="text-muted-foreground mt-0.5 truncate text-[0.8125rem]">
        {words.cardFacts(session.itemCount, session.createdToday, session.maxPerDay)}
      </p>
      {reason !== null && <ErrorNote reason={reason} className="relative z-10 mt-2" />}
    </li>
  )
}

/** Upright, as what is made of them. */
function Covers({ urls, active }: { urls: readonly string[]; active: boolean }) {
  return (
    <div
      className={cn(
        'bg-muted relative grid aspect-[16/10] grid-flow-col gap-0.5 overflow-hidden rounded-xl border transition-[filter] group-hover/card:brightness-105',
        active && 'ring-primary/70 ring-2',
      )}
    >
      {urls.length === 0 && <GalleryVerticalEndIcon className="text-muted-foreground/60 m-auto size-8" aria-hidden />}
      {urls.slice(0, 4).map((url) => (
        <div key={url} className="relative min-w-0">
          <img src={url} alt="" loading="lazy" decoding="async" className="absolute inset-0 size-full object-cover" />
        </div>
      ))}
    </div>
  )
}
