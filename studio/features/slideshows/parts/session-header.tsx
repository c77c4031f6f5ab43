import { ChevronLeftIcon, LoaderCircleIcon, MoreHorizontalIcon, PencilIcon, PlayIcon, Trash2Icon } from 'lucide-react'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { useMessages } from '#lib/messages.ts'
import { slideshows } from '#messages/slideshows.ts'
import { useTitle } from '#patterns/page-header.tsx'
import { Button } from '#ui/button.tsx'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '#ui/dropdown-menu.tsx'
import { Input } from '#ui/input.tsx'
import { deleteWithUndo } from '../delete-session.ts'
import type { SessionDesk } from '../use-desk.ts'
import { ActiveSwitch } from './active-switch.tsx'
import { NextDue } from './next-due.tsx'

/** Name of the session, whether it is on, what comes next, and what can be done with the whole of it. */
export function SessionHeader({ desk, onRun }: { desk: SessionDesk; onRun: () => void }) {
  const words = useMessages(slideshows)
  const [, navigate] = useLocation()
  const [naming, setNaming] = useState(false)
  const { session, setTrouble } = desk
  useTitle(session.name)
  const full = session.createdToday >= session.maxPerDay
  const remove = (): void => {
    deleteWithUndo(session).then(() => navigate('/slideshows'), setTrouble)
  }
  return (
    <header className="flex shrink-0 items-center gap-2 px-3.5 pt-2 pb-1">
      <Button asChild variant="ghost" size="icon-sm">
        <Link href="/slideshows" aria-label={words.session.back} title={words.session.back}>
          <ChevronLeftIcon />
        </Link>
      </Button>
      <div className="min-w-0 flex-1">
        {naming ? (
          <Naming
            name={session.name}
            onDone={(name) => {
              setNaming(false)
              if (name !== null) desk.changeSettings({ name })
            }}
          />
        ) : (
          <h1 tabIndex={-1} data-page-title className="flex min-w-0 text-sm font-semibold outline-none">
            <button
              type="button"
              title={words.session.rename}
              className="hover:bg-accent -mx-1 truncate rounded-sm px-1"
              onClick={() => setNaming(true)}
            >
              {session.name}
            </button>
          </h1>
        )}
        <p className="text-muted-foreground truncate text-xs">
          <NextDue session={session} />
          <Saving desk={desk} />
        </p>
      </div>
      <ActiveSwitch session={session} onTrouble={setTrouble} />
      <Button
        size="sm"
        className="ml-1"
        onClick={onRun}
        disabled={desk.starting || desk.items.every(({ missing }) => missing)}
        title={full ? words.session.dayFull : undefined}
      >
        {desk.starting ? <LoaderCircleIcon className="animate-spin" /> : <PlayIcon />}
        <span className="max-sm:sr-only">{desk.starting ? words.session.running : words.session.runNow}</span>
      </Button>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon-sm" aria-label={words.actionsOf(session.name)}>
            <MoreHorizontalIcon />
          </Button>
        </DropdownMenuTrigger>
        {/* The field takes the focus when the menu goes. */}
        <DropdownMenuContent align="end" onCloseAutoFocus={(event) => naming && event.preventDefault()}>
          <DropdownMenuItem onSelect={() => setNaming(true)}>
            <PencilIcon />
            {words.session.rename}
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem variant="destructive" onSelect={remove}>
            <Trash2Icon />
            {words.delete}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
    </header>
  )
}

function Saving({ desk }: { desk: SessionDesk }) {
  const words = useMessages(slideshows).session
  const waits = desk.settings.pending.size + desk.words.pending.size > 0
  const failed = desk.settings.problem !== null || desk.words.problem !== null
  if (!waits && !failed) return null
  return (
    <span role="status">
      <span aria-hidden> · </span>
      {failed ? <span className="text-destructive">{words.notSaved}</span> : words.saving}
    </span>
  )
}

function Naming({ name, onDone }: { name: string; onDone: (name: string | null) => void }) {
  const words = useMessages(slideshows)
  const [typed, setTyped] = useState(name)
  const done = (): void => {
    const given = typed.trim()
    onDone(given === '' || given === name || given.length > 120 ? null : given)
  }
  return (
    <Input
      autoFocus
      aria-label={words.session.nameOf}
      className="h-7 max-w-sm px-2 text-sm font-semibold"
      value={typed}
      maxLength={120}
      onFocus={({ target }) => target.select()}
      onChange={({ target }) => setTyped(target.value)}
      onBlur={done}
      onKeyDown={({ key }) => (key === 'Enter' ? done() : key === 'Escape' && onDone(null))}
    />
  )
}
