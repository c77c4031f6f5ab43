import {
  DndContext,
  DragOverlay,
  MouseSensor,
  pointerWithin,
  TouchSensor,
  useSensor,
  useSensors,
  type Announcements,
  type DragEndEvent,
} from '@dnd-kit/core'
import type { CalendarEntry } from '@greenroom/contract/slideshows.ts'
import { useState, type ReactNode } from 'react'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { calendar } from '#messages/calendar.ts'
import { dayText, snapped, type CalendarView } from '../calendar.rules.ts'
import { minutesOf } from '../days.ts'
import type { SlotActs } from '../use-slot-acts.ts'
import { HOUR } from './week-view.tsx'

/** Entries on their way to another day; in a week also to another time. Keys of the page do the same. */
export function CalendarDrag(props: { view: CalendarView; move: SlotActs['move']; children: ReactNode }) {
  const words = useMessages(calendar).dragging
  const language = useLanguage()
  const [carried, setCarried] = useState<CalendarEntry | null>(null)
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 250, tolerance: 8 } }),
  )
  const end = ({ over, delta, active }: DragEndEvent): void => {
    setCarried(null)
    const entry = active.data.current?.entry as CalendarEntry | undefined
    if (over === null || entry === undefined) return
    const minutes = minutesOf(entry.localTime)
    const clock = props.view === 'week' ? snapped(minutes + (delta.y / HOUR) * 60) : entry.localTime
    props.move(entry, String(over.id), clock)
  }
  const nameOf = (entry: unknown): string => {
    const { localTime, sessionName } = entry as CalendarEntry
    return `${localTime} ${sessionName}`
  }
  const announcements: Announcements = {
    onDragStart: ({ active }) => words.taken(nameOf(active.data.current?.entry)),
    onDragOver: ({ over }) =>
      over === null
        ? undefined
        : words.over(dayText(String(over.id), language, { weekday: 'long', day: 'numeric', month: 'long' })),
    onDragEnd: ({ over }) => (over === null ? words.left : words.dropped),
    onDragCancel: () => words.left,
  }
  return (
    <DndContext
      sensors={sensors}
      // Only at the very edge: days near it are places to drop on.
      autoScroll={{ threshold: { x: 0, y: 0.06 } }}
      collisionDetection={pointerWithin}
      onDragStart={({ active }) => setCarried((active.data.current?.entry as CalendarEntry | undefined) ?? null)}
      onDragEnd={end}
      onDragCancel={() => setCarried(null)}
      accessibility={{ announcements, screenReaderInstructions: { draggable: words.how } }}
    >
      {props.children}
      <DragOverlay dropAnimation={null}>
        {carried !== null && (
          <div className="bg-popover border-primary flex cursor-grabbing items-center gap-1.5 rounded-md border px-1.5 py-1 text-xs leading-4 shadow-lg">
            <span className="font-medium tabular-nums">{carried.localTime}</span>
            <span className="truncate">{carried.sessionName}</span>
          </div>
        )}
      </DragOverlay>
    </DndContext>
  )
}
