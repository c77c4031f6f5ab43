import type { CalendarEntry } from '@greenroom/contract/slideshows.ts'
import { useLayoutEffect, useRef } from 'react'
import { useLanguage } from '#lib/language.ts'
import { cn } from '#ui/cn.ts'
import { dayText, entryKey } from '../calendar.rules.ts'
import { Entry } from './entry.tsx'
import { useCalendarDesk } from './desk.ts'

/** The days that hold something, one below the other: for a phone. */
export function ListView(props: {
  days: readonly string[]
  byDay: ReadonlyMap<string, readonly CalendarEntry[]>
  noteOf: (day: string) => string | null
}) {
  const language = useLanguage()
  const { today } = useCalendarDesk()
  const from = useRef<HTMLLIElement>(null)
  const list = useRef<HTMLOListElement>(null)
  // Only the list's own box: scrollIntoView would push the heading of the page out of sight as well.
  useLayoutEffect(() => {
    if (from.current !== null) list.current?.scrollTo({ top: from.current.offsetTop })
  }, [])
  const shown = props.days.filter((day) => props.byDay.has(day) || props.noteOf(day) !== null)
  // What comes is nearer than what was.
  const next = shown.find((day) => day >= today)
  return (
    <ol ref={list} className="relative h-full divide-y overflow-y-auto">
      {shown.map((day) => (
        <li key={day} ref={day === next ? from : null} className="grid grid-cols-[4.5rem_1fr] gap-3 px-4 py-3">
          <span
            className={cn('text-xs leading-6', day === today ? 'text-primary font-semibold' : 'text-muted-foreground')}
          >
            {dayText(day, language, { weekday: 'short', day: 'numeric', month: 'short' })}
          </span>
          <div className="grid min-w-0 gap-1.5">
            {props.byDay.get(day)?.map((entry) => (
              <Entry key={entryKey(entry)} entry={entry} wide className="py-2" />
            ))}
            {props.noteOf(day) !== null && (
              <p className="text-muted-foreground text-xs leading-snug">{props.noteOf(day)}</p>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}
