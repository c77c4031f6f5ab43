import { useDroppable } from '@dnd-kit/core'
import type { CalendarEntry } from '@greenroom/contract/slideshows.ts'
import { InfoIcon } from 'lucide-react'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { calendar } from '#messages/calendar.ts'
import { cn } from '#ui/cn.ts'
import { dayText, entryKey, weekdayNames } from '../calendar.rules.ts'
import { Entry } from './entry.tsx'
import { useCalendarDesk } from './desk.ts'

const MOST = 4
const none: readonly CalendarEntry[] = []

/** Whole weeks, from Monday; entries can be dropped on another day and keep their time. */
export function MonthView(props: {
  days: readonly string[]
  month: string
  byDay: ReadonlyMap<string, readonly CalendarEntry[]>
  noteOf: (day: string) => string | null
}) {
  const language = useLanguage()
  const names = { short: weekdayNames(language, 'short'), long: weekdayNames(language, 'long') }
  return (
    <div className="flex min-h-full flex-col">
      <div className="text-muted-foreground bg-background sticky top-0 z-10 grid grid-cols-7 border-b text-xs font-medium">
        {names.short.map((name, place) => (
          <span key={name} className="px-2 py-1.5" title={names.long[place]}>
            {name}
          </span>
        ))}
      </div>
      <ol className="grid flex-1 auto-rows-[minmax(6.5rem,1fr)] grid-cols-7">
        {props.days.map((day) => (
          <Day
            key={day}
            day={day}
            other={!day.startsWith(props.month)}
            entries={props.byDay.get(day) ?? none}
            note={props.noteOf(day)}
          />
        ))}
      </ol>
    </div>
  )
}

function Day(props: { day: string; other: boolean; entries: readonly CalendarEntry[]; note: string | null }) {
  const { day, other, entries } = props
  const words = useMessages(calendar)
  const language = useLanguage()
  const { today, onDay } = useCalendarDesk()
  const { setNodeRef, isOver } = useDroppable({ id: day })
  const isToday = day === today
  const hidden = entries.length > MOST ? entries.length - MOST + 1 : 0
  return (
    <li
      ref={setNodeRef}
      aria-label={dayText(day, language, { weekday: 'long', day: 'numeric', month: 'long' })}
      aria-current={isToday ? 'date' : undefined}
      className={cn(
        'flex min-w-0 flex-col gap-1 border-r border-b p-1 [&:nth-child(7n)]:border-r-0',
        other && 'bg-muted/40',
        isOver && 'bg-tint',
      )}
    >
      <span className="flex items-center gap-1">
        <button
          type="button"
          tabIndex={-1}
          onClick={() => onDay(day)}
          className={cn(
            'hover:bg-accent grid h-6 min-w-6 place-items-center rounded-full px-1 text-xs tabular-nums',
            other && 'text-muted-foreground',
            isToday && 'bg-primary text-primary-foreground hover:bg-primary font-semibold',
          )}
        >
          {Number(day.slice(8))}
        </button>
        {props.note !== null && (
          <InfoIcon role="img" aria-label={props.note} className="text-warning ml-auto size-3.5 shrink-0">
            <title>{props.note}</title>
          </InfoIcon>
        )}
      </span>
      {entries.slice(0, hidden > 0 ? MOST - 1 : MOST).map((entry) => (
        <Entry key={entryKey(entry)} entry={entry} />
      ))}
      {hidden > 0 && (
        <button
          type="button"
          className="text-muted-foreground hover:text-foreground rounded px-1.5 py-0.5 text-left text-xs"
          onClick={() => onDay(day)}
        >
          {words.more(hidden)}
        </button>
      )}
    </li>
  )
}
