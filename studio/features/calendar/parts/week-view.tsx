import { useDroppable } from '@dnd-kit/core'
import type { CalendarEntry } from '@greenroom/contract/slideshows.ts'
import { InfoIcon } from 'lucide-react'
import { useLayoutEffect, useRef } from 'react'
import { useLanguage } from '#lib/language.ts'
import { cn } from '#ui/cn.ts'
import { dayText, entryKey, placeInDay } from '../calendar.rules.ts'
import { clockFrom } from '../days.ts'
import { Entry } from './entry.tsx'
import { useCalendarDesk } from './desk.ts'

/** Height of an hour in CSS pixels; drags are reckoned with it. */
export const HOUR = 44
/** How long an entry looks, in minutes: as much as its text needs. */
const LOOKS = 36
const none: readonly CalendarEntry[] = []
const hours = Array.from({ length: 24 }, (_, hour) => hour)

/** Seven days by the hour; entries can be dropped on another day and time. */
export function WeekView(props: {
  days: readonly string[]
  byDay: ReadonlyMap<string, readonly CalendarEntry[]>
  noteOf: (day: string) => string | null
  /** Minutes of the present day that have passed. */
  minutesNow: number
}) {
  const language = useLanguage()
  const { today } = useCalendarDesk()
  const viewport = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    // The night is rarely of interest.
    viewport.current?.scrollTo({ top: 7.5 * HOUR })
  }, [])
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="grid shrink-0 grid-cols-[3rem_repeat(7,minmax(0,1fr))] border-b pr-[var(--scrollbar,0px)] text-xs">
        <span />
        {props.days.map((day) => {
          const note = props.noteOf(day)
          return (
            <span key={day} className="flex items-center gap-1.5 px-2 py-1.5">
              <span className="text-muted-foreground">{dayText(day, language, { weekday: 'short' })}</span>
              <span
                className={cn(
                  'grid h-6 min-w-6 place-items-center rounded-full px-1 tabular-nums',
                  day === today && 'bg-primary text-primary-foreground font-semibold',
                )}
                aria-current={day === today ? 'date' : undefined}
              >
                {Number(day.slice(8))}
              </span>
              {note !== null && (
                <InfoIcon role="img" aria-label={note} className="text-warning size-3.5 shrink-0">
                  <title>{note}</title>
                </InfoIcon>
              )}
            </span>
          )
        })}
      </div>
      <div
        ref={viewport}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a place that scrolls has to be reachable by keyboard
        tabIndex={0}
        role="region"
        aria-label={props.days.length > 0 ? dayText(props.days[0] ?? '', language, { dateStyle: 'long' }) : ''}
        className="min-h-0 flex-1 overflow-y-auto outline-offset-[-2px]"
      >
        <div className="relative grid grid-cols-[3rem_repeat(7,minmax(0,1fr))]" style={{ height: 24 * HOUR }}>
          <div className="text-muted-foreground relative text-right text-[0.6875rem] tabular-nums">
            {hours.slice(1).map((hour) => (
              <span key={hour} className="absolute right-1.5 -translate-y-1/2" style={{ top: hour * HOUR }}>
                {clockFrom(hour * 60)}
              </span>
            ))}
          </div>
          {props.days.map((day) => (
            <Column
              key={day}
              day={day}
              entries={props.byDay.get(day) ?? none}
              minutesNow={day === today ? props.minutesNow : null}
            />
          ))}
        </div>
      </div>
    </div>
  )
}

function Column(props: { day: string; entries: readonly CalendarEntry[]; minutesNow: number | null }) {
  const language = useLanguage()
  const { setNodeRef, isOver } = useDroppable({ id: props.day })
  const lines = `repeating-linear-gradient(to bottom, transparent 0 ${HOUR - 1}px, var(--border) ${HOUR - 1}px ${HOUR}px)`
  return (
    <div
      ref={setNodeRef}
      role="group"
      aria-label={dayText(props.day, language, { weekday: 'long', day: 'numeric', month: 'long' })}
      className={cn('relative border-l', isOver && 'bg-tint')}
      style={{ backgroundImage: lines }}
    >
      {placeInDay(props.entries, LOOKS).map(({ entry, top, lane, lanes }) => (
        <Entry
          key={entryKey(entry)}
          entry={entry}
          className="absolute z-10"
          style={{
            top: (top * HOUR) / 60,
            height: (LOOKS * HOUR) / 60,
            left: `calc(${(lane / lanes) * 100}% + 2px)`,
            width: `calc(${100 / lanes}% - 4px)`,
          }}
        />
      ))}
      {props.minutesNow !== null && (
        <div
          className="bg-destructive pointer-events-none absolute inset-x-0 z-20 h-px before:absolute before:-top-1 before:-left-1 before:size-2 before:rounded-full before:bg-inherit"
          style={{ top: (props.minutesNow * HOUR) / 60 }}
          aria-hidden
        />
      )}
    </div>
  )
}
