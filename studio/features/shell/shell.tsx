import { useQuery } from '@tanstack/react-query'
import { LoaderCircleIcon, SearchIcon } from 'lucide-react'
import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { dock } from '#lib/dock.ts'
import { useMessages } from '#lib/messages.ts'
import { useToasterWanted } from '#lib/notify.ts'
import { queryOf } from '#lib/queries.ts'
import { useAction } from '#lib/shortcuts.ts'
import { forgetUndo, undoLast } from '#lib/undo.ts'
import { basics } from '#messages/basics.ts'
import { shell } from '#messages/shell.ts'
import { Late, latePart } from '#patterns/late.tsx'
import { announce, LiveRegion } from '#patterns/live-region.tsx'
import { Mark } from '#patterns/logo.tsx'
import { OfflineNote } from '#patterns/offline-note.tsx'
import { useWaitingCount } from '#features/posts/posts.api.ts'
import { useMediaQuery } from '#features/projects/media-query.ts'
import { useMe } from './gate.tsx'
import { rooms } from './pages.ts'
import { Portrait } from './parts/portrait.tsx'
import { RailButton, RailLink } from './parts/rail.tsx'

const palette = () => import('./parts/palette.tsx')
const Palette = lazy(palette)
const ShortcutHelp = lazy(() => import('./parts/shortcut-help.tsx'))
const Toaster = lazy(async () => ({ default: (await import('#ui/sonner.tsx')).Toaster }))
const jobsTray = latePart<object>(() => import('./parts/jobs-tray.tsx'))
const personMenu = latePart<{ onHelp: () => void }>(() => import('./parts/person-menu.tsx'))

/** Toasts stand where no control does: above the bars at the bottom of the page. */
const above = { bottom: 'calc(var(--docked, 0px) + 1rem)' }

/** The frame around every page: the rail (a bar at the bottom of a phone), the page, and what floats above it. */
export default function Shell({ children }: { children: ReactNode }) {
  const words = useMessages(shell)
  const { skipToContent } = useMessages(basics)
  const me = useMe()
  const [location] = useLocation()
  const [open, setOpen] = useState<'palette' | 'help' | null>(null)
  const main = useRef<HTMLElement>(null)
  const running = useRunning()
  const waiting = useWaitingCount()
  const toasts = useToasterWanted()
  const besideRail = useMediaQuery('(min-width: 48rem)')
  useFocusOnPage(main, location)
  useEffect(() => forgetUndo, [])
  useEffect(() => {
    // Whoever presses its keys starts to type at once. When it cannot be loaded ahead, opening it says so.
    const timer = setTimeout(() => void palette().catch(() => undefined), 3000)
    return () => clearTimeout(timer)
  }, [])
  useAction({
    id: 'shell.palette',
    scope: words.general,
    keys: 'mod+k',
    label: words.openPalette,
    whileTyping: true,
    hidden: true,
    run: () => setOpen('palette'),
  })
  useAction({ id: 'shell.help', scope: words.general, keys: '?', label: words.shortcuts, run: () => setOpen('help') })
  useAction({
    id: 'shell.undo',
    scope: words.general,
    keys: 'mod+z',
    label: words.undoLast,
    hidden: true,
    run: undoLast,
  })
  const shut = (isOpen: boolean): void => {
    if (!isOpen) setOpen(null)
  }
  return (
    <div className="flex h-dvh flex-col-reverse md:flex-row">
      <a
        href="#content"
        className="bg-primary text-primary-foreground sr-only z-50 rounded-md px-4 py-2 text-sm font-medium focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
        onClick={() => main.current?.focus()}
      >
        {skipToContent}
      </a>
      <nav
        ref={dock}
        aria-label={words.rooms}
        className="bg-rail flex shrink-0 items-stretch justify-around border-t pb-[env(safe-area-inset-bottom)] md:w-[4.75rem] md:flex-col md:items-center md:justify-start md:gap-1 md:border-t-0 md:border-r md:py-4"
      >
        <Link href="/dashboard" aria-label="Greenroom" className="mb-4 hidden rounded-lg md:block" tabIndex={-1}>
          <Mark className="size-9" />
        </Link>
        {rooms
          .filter(({ adminOnly }) => adminOnly !== true || me.role === 'admin')
          .map(({ href, homes, word, icon: Icon }) => (
            <RailLink
              key={href}
              href={href}
              current={homes.some((home) => location.startsWith(home))}
              label={words[word]}
              icon={<Icon />}
              {...(href === '/slideshows' ? { count: waiting, counted: words.postsWaiting(waiting) } : {})}
            />
          ))}
        <div className="hidden flex-1 md:block" />
        {besideRail && <OfflineNote narrow />}
        <RailButton
          label={words.openPalette}
          icon={<SearchIcon />}
          quiet
          keys="mod+k"
          className="hidden md:flex"
          onClick={() => setOpen('palette')}
        />
        <Late of={jobsTray} with={{}}>
          {(lead) => (
            <RailButton
              {...lead}
              label={words.jobs}
              icon={<LoaderCircleIcon className={running > 0 ? 'animate-spin' : ''} />}
              count={running}
            />
          )}
        </Late>
        <Late of={personMenu} with={{ onHelp: () => setOpen('help') }}>
          {(lead) => <RailButton {...lead} label={words.person} icon={<Portrait me={me} />} />}
        </Late>
      </nav>
      {!besideRail && <OfflineNote />}
      <main
        ref={main}
        id="content"
        tabIndex={-1}
        className="relative min-h-0 min-w-0 flex-1 overflow-y-auto outline-none"
      >
        {children}
      </main>
      <LiveRegion />
      <Suspense fallback={null}>
        {open === 'palette' && <Palette onOpenChange={shut} onHelp={() => setOpen('help')} />}
        {open === 'help' && <ShortcutHelp onOpenChange={shut} />}
        {toasts && <Toaster position="bottom-right" offset={above} mobileOffset={above} closeButton />}
      </Suspense>
    </div>
  )
}

/** How many scenes and photos are being made, in all projects. Says so to people who listen when the last scene is done. */
function useRunning(): number {
  const { jobsDone } = useMessages(shell)
  const { data } = useQuery(queryOf('GET /api/projects'))
  const running = data?.projects.reduce((sum, project) => sum + project.runningCount, 0) ?? 0
  const making = data?.projects.reduce((sum, project) => sum + project.makingCount, 0) ?? 0
  const before = useRef(0)
  useEffect(() => {
    if (before.current > 0 && running === 0) announce(jobsDone)
    before.current = running
  }, [running, jobsDone])
  return running + making
}

/** Going to another page starts at its beginning, for the eye and for the keyboard. */
function useFocusOnPage(main: { current: HTMLElement | null }, location: string): void {
  const before = useRef(location)
  useEffect(() => {
    if (before.current === location) return
    before.current = location
    main.current?.scrollTo(0, 0)
    main.current?.focus({ preventScroll: true })
  }, [main, location])
}
