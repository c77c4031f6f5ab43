import type { CalendarEntry } from '@greenroom/contract/slideshows.ts'
import { ChevronLeftIcon, ChevronRightIcon, InfoIcon } from 'lucide-react'
import { lazy, Suspense, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { Link } from 'wouter'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { useNoticeText } from '#lib/notice-text.ts'
import { calendar } from '#messages/calendar.ts'
import { ErrorNote, ErrorState } from '#patterns/error-state.tsx'
import { Loading } from '#patterns/loading.tsx'
import { useTitle } from '#patterns/page-header.tsx'
import { Button } from '#ui/button.tsx'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#ui/select.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { ToggleGroup, ToggleGroupItem } from '#ui/toggle-group.tsx'
import { useMediaQuery } from '#features/projects/media-query.ts'
import { oneOf, useAddress } from '#features/projects/url.ts'
import { useNow } from '#features/slideshows/parts/next-due.tsx'
import { useSessions } from '#features/slideshows/slideshows.api.ts'
import { useCalendar } from './calendar.api.ts'
import { byDay, daysOf, dayText, entryKey, isMovable, stepDate, type CalendarView } from './calendar.rules.ts'
import { browserZone, isDay, minutesOf, wallOf } from './days.ts'
import { CalendarDrag } from './parts/calendar-drag.tsx'
import { CalendarContext } from './parts/desk.ts'
import { ListView } from './parts/list-view.tsx'
import { MonthView } from './parts/month-view.tsx'
import { WeekView } from './parts/week-view.tsx'
import { useCalendarKeys } from './use-calendar-keys.ts'
import { useSlotActs } from './use-slot-acts.ts'

const MoveDialog = lazy(() => import('./parts/move-dialog.tsx'))
const views = ['month', 'week'] as const
const ALL = 'all'
const nothing: readonly CalendarEntry[] = []

const focusEntry = (key: string): void =>
  document.querySelector<HTMLElement>(`[data-entry="${CSS.escape(key)}"]`)?.focus()

/** `/calendar`; `?view=` month or week, `?date=` a day in it, `?session=` only those of one. */
export default function CalendarPage() {
  const words = useMessages(calendar)
  const language = useLanguage()
  const [address, patch] = useAddress()
  const view = oneOf(address, 'view', views)
  const session = address.get('session')
  const now = wallOf(useNow(), browserZone())
  const wanted = address.get('date') ?? ''
  const date = isDay(wanted) ? wanted : now.day
  const roomy = useMediaQuery('(min-width: 48rem)')
  const days = useMemo(() => daysOf(view, date), [view, date])
  const [first, last] = [days[0] ?? date, days.at(-1) ?? date]
  const read = useCalendar({ from: first, until: last, ...(session === null ? {} : { sessionId: session }) })
  const entries = useMemo(
    () => [...(read.data?.entries ?? nothing)].sort((one, other) => Date.parse(one.at) - Date.parse(other.at)),
    [read.data],
  )
  const grouped = useMemo(() => byDay(entries), [entries])
  const say = useNoticeText()
  const notes = (read.data?.notes ?? []).map((note) => ({ ...note, sentence: say.note(note) }))
  const noteOf = (day: string): string | null =>
    notes
      .filter((note) => note.day === day)
      .map(({ sentence }) => sentence)
      .join(' ') || null
  const acts = useSlotActs()
  const [reached, setReached] = useState<string | null>(null)
  const [moving, setMoving] = useState<CalendarEntry | null>(null)
  const known = entries.some((entry) => entryKey(entry) === reached)
  const fallback = entries.find(isMovable) ?? entries[0]
  const active = known ? reached : fallback === undefined ? null : entryKey(fallback)

  // On another day an entry is another element: the focus goes along, also when the house puts it back.
  const carried = useRef<string | null>(null)
  useLayoutEffect(() => {
    if (carried.current !== null && document.activeElement === document.body) focusEntry(carried.current)
  }, [entries])
  const reach = (key: string): void => {
    if (carried.current !== key) carried.current = null
    setReached(key)
  }

  const setView = (next: CalendarView): void => patch({ view: next === 'month' ? null : next })
  const setDate = (day: string): void => patch({ date: day === now.day ? null : day })
  useCalendarKeys({
    entries,
    active,
    onFocus: (key) => {
      setReached(key)
      focusEntry(key)
    },
    onView: setView,
    onStep: (by) => setDate(stepDate(view, date, by)),
    onToday: () => setDate(now.day),
    move: (entry, day, clock) => {
      carried.current = entryKey(entry)
      acts.move(entry, day, clock)
    },
  })
  const period =
    view === 'month'
      ? dayText(date, language, { month: 'long', year: 'numeric' })
      : `${dayText(first, language, { day: 'numeric', month: 'short' })} – ${dayText(last, language, { day: 'numeric', month: 'short', year: 'numeric' })}`
  useTitle(words.period(period))
  const shown = { days, byDay: grouped, noteOf }
  return (
    <CalendarContext
      value={{
        acts,
        active,
        onReach: reach,
        onMove: setMoving,
        onDay: (day) => patch({ view: 'week', date: day }),
        today: now.day,
      }}
    >
      <div className="absolute inset-0 flex flex-col overflow-hidden">
        <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b px-3.5 py-2.5">
          <h1
            tabIndex={-1}
            data-page-title
            className="min-w-0 text-base font-semibold outline-none first-letter:uppercase md:min-w-52"
            aria-live="polite"
          >
            {period}
          </h1>
          <div className="flex items-center gap-1">
            <Button
              size="icon-sm"
              variant="ghost"
              aria-label={words.before[view]}
              title={words.before[view]}
              onClick={() => setDate(stepDate(view, date, -1))}
            >
              <ChevronLeftIcon />
            </Button>
            <Button size="sm" variant="outline" onClick={() => setDate(now.day)}>
              {words.today}
            </Button>
            <Button
              size="icon-sm"
              variant="ghost"
              aria-label={words.after[view]}
              title={words.after[view]}
              onClick={() => setDate(stepDate(view, date, 1))}
            >
              <ChevronRightIcon />
            </Button>
          </div>
          <div className="ml-auto flex items-center gap-2">
            <SessionFilter chosen={session} onChange={(id) => patch({ session: id })} />
            <ToggleGroup
              type="single"
              size="sm"
              variant="outline"
              aria-label={words.view}
              value={view}
              onValueChange={(next) => (next === 'week' || next === 'month') && setView(next)}
            >
              {views.map((one) => (
                <ToggleGroupItem key={one} value={one}>
                  {words.views[one]}
                </ToggleGroupItem>
              ))}
            </ToggleGroup>
          </div>
        </header>
        {acts.trouble !== null &&
          ('sentence' in acts.trouble ? (
            <p
              role="alert"
              className="border-warning/40 bg-warning/10 mx-3.5 mt-3 rounded-lg border px-3.5 py-2 text-sm"
            >
              {acts.trouble.sentence}
            </p>
          ) : (
            <ErrorNote reason={acts.trouble.reason} className="mx-3.5 mt-3" />
          ))}
        <Hints empty={read.data !== undefined && entries.length === 0} notes={notes} />
        <div className="min-h-0 flex-1 overflow-y-auto">
          {read.isPending && <GridLoading />}
          {read.isError && read.data === undefined && (
            <ErrorState reason={read.error} onRetry={() => void read.refetch()} retrying={read.isFetching} />
          )}
          {read.data !== undefined && (
            <CalendarDrag view={view} move={acts.move}>
              {!roomy ? (
                <ListView {...shown} />
              ) : view === 'month' ? (
                <MonthView {...shown} month={date.slice(0, 7)} />
              ) : (
                <WeekView {...shown} minutesNow={minutesOf(now.clock)} />
              )}
            </CalendarDrag>
          )}
        </div>
      </div>
      <Suspense fallback={null}>
        {moving !== null && (
          <MoveDialog
            entry={moving}
            onClose={() => {
              const key = entryKey(moving)
              carried.current = key
              setMoving(null)
              requestAnimationFrame(() => focusEntry(key))
            }}
            onMove={(day, clock) => acts.move(moving, day, clock)}
          />
        )}
      </Suspense>
    </CalendarContext>
  )
}

function SessionFilter({ chosen, onChange }: { chosen: string | null; onChange: (id: string | null) => void }) {
  const words = useMessages(calendar)
  const sessions = useSessions().data?.sessions ?? []
  const there = sessions.some(({ id }) => id === chosen)
  return (
    <Select value={there && chosen !== null ? chosen : ALL} onValueChange={(id) => onChange(id === ALL ? null : id)}>
      <SelectTrigger size="sm" aria-label={words.session} className="max-w-44">
        <SelectValue />
      </SelectTrigger>
      <SelectContent position="popper" align="end">
        <SelectItem value={ALL}>{words.allSessions}</SelectItem>
        {sessions.map(({ id, name }) => (
          <SelectItem key={id} value={id}>
            <span className="truncate">{name}</span>
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  )
}

/** Why there is nothing, and what is to be known of the days that are shown. */
function Hints(props: { empty: boolean; notes: readonly { day: string; code: string; sentence: string }[] }) {
  const words = useMessages(calendar)
  const language = useLanguage()
  const sessions = useSessions().data?.sessions
  const active = sessions?.some(({ isActive }) => isActive)
  if (props.empty && active !== undefined) {
    return (
      <p
        role="status"
        className="text-muted-foreground flex flex-wrap items-center gap-x-3 border-b px-3.5 py-2.5 text-[0.8125rem]"
      >
        {active ? words.nothing : words.nothingActive}
        <Link href="/slideshows" className="text-foreground rounded-sm underline underline-offset-4">
          {words.toSlideshows}
        </Link>
      </p>
    )
  }
  const [only] = props.notes
  if (only === undefined) return null
  const dayOf = (day: string): string => dayText(day, language, { weekday: 'short', day: 'numeric', month: 'short' })
  if (props.notes.length === 1) {
    return (
      <p className="flex gap-2 border-b px-3.5 py-2 text-[0.8125rem]">
        <InfoIcon className="text-warning mt-0.5 size-4 shrink-0" aria-hidden />
        <span>
          <span className="font-medium">{dayOf(only.day)}:</span>{' '}
          <span className="text-muted-foreground">{only.sentence}</span>
        </span>
      </p>
    )
  }
  return (
    <details className="border-b px-3.5 py-2 text-[0.8125rem]">
      <summary className="flex items-center gap-2">
        <InfoIcon className="text-warning size-4 shrink-0" aria-hidden />
        {words.notes}
      </summary>
      <ul className="mt-2 grid gap-1 pl-6">
        {props.notes.map(({ day, code, sentence }) => (
          <li key={`${day} ${code}`}>
            <span className="font-medium">{dayOf(day)}:</span> <span className="text-muted-foreground">{sentence}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

function GridLoading() {
  return (
    <Loading className="grid h-full grid-cols-2 gap-px p-px md:grid-cols-7">
      {Array.from({ length: 35 }, (_, place) => (
        <Skeleton key={place} className="min-h-24 rounded-none opacity-60" />
      ))}
    </Loading>
  )
}
