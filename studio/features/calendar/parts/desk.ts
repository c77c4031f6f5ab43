import type { CalendarEntry } from '@greenroom/contract/slideshows.ts'
import { createContext, use } from 'react'
import type { SlotActs } from '../use-slot-acts.ts'

/** What every entry of the calendar can do and know. */
export interface CalendarDesk {
  readonly acts: SlotActs
  /** The one entry that can be reached with Tab. */
  readonly active: string | null
  readonly onReach: (key: string) => void
  readonly onMove: (entry: CalendarEntry) => void
  readonly onDay: (day: string) => void
  readonly today: string
}

export const CalendarContext = createContext<CalendarDesk | null>(null)

export function useCalendarDesk(): CalendarDesk {
  const desk = use(CalendarContext)
  if (desk === null) throw new Error('Entries stand in a calendar')
  return desk
}
