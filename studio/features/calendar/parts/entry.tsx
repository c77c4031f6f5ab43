import { useDraggable } from '@dnd-kit/core'
import type { CalendarEntry } from '@greenroom/contract/slideshows.ts'
import {
  BanIcon,
  CheckIcon,
  CircleAlertIcon,
  ClockIcon,
  LoaderCircleIcon,
  SkipForwardIcon,
  type LucideIcon,
} from 'lucide-react'
import { useState, type CSSProperties } from 'react'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { calendar } from '#messages/calendar.ts'
import { cn } from '#ui/cn.ts'
import { Popover, PopoverContent, PopoverTrigger } from '#ui/popover.tsx'
import { dayText, entryKey, isMovable, shownDay, wasMoved } from '../calendar.rules.ts'
import { EntryDetails } from './entry-details.tsx'
import { useCalendarDesk } from './desk.ts'

const icons: Readonly<Record<CalendarEntry['state'], LucideIcon>> = {
  planned: ClockIcon,
  skipped: SkipForwardIcon,
  waiting: LoaderCircleIcon,
  writing: LoaderCircleIcon,
  rendering: LoaderCircleIcon,
  ready: CheckIcon,
  failed: CircleAlertIcon,
  canceled: BanIcon,
}
const looks: Readonly<Record<CalendarEntry['state'], string>> = {
  planned: 'bg-background border-primary/50 border-dashed',
  skipped: 'bg-muted/60 text-muted-foreground border-transparent',
  waiting: 'bg-tint border-primary/40',
  writing: 'bg-tint border-primary/40',
  rendering: 'bg-tint border-primary/40',
  ready: 'bg-tint border-primary/60',
  failed: 'bg-destructive/10 border-destructive/50',
  canceled: 'bg-muted/60 text-muted-foreground border-transparent',
}
const turning = new Set<CalendarEntry['state']>(['waiting', 'writing', 'rendering'])

/** One planned or past slideshow. It can be dragged while nothing was begun; pressing it shows what can be done. */
export function Entry(props: { entry: CalendarEntry; wide?: boolean; style?: CSSProperties; className?: string }) {
  const { entry, wide = false } = props
  const words = useMessages(calendar)
  const language = useLanguage()
  const desk = useCalendarDesk()
  const [open, setOpen] = useState(false)
  const key = entryKey(entry)
  const movable = isMovable(entry)
  const drag = useDraggable({ id: key, data: { entry }, disabled: !movable })
  const Icon = icons[entry.state]
  const state = [words.states[entry.state], wasMoved(entry) ? words.moved : ''].filter((part) => part !== '').join(', ')
  const day = dayText(shownDay(entry), language, { weekday: 'long', day: 'numeric', month: 'long' })
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <button
          type="button"
          ref={drag.setNodeRef}
          data-entry={key}
          tabIndex={desk.active === key ? 0 : -1}
          aria-describedby={movable ? drag.attributes['aria-describedby'] : undefined}
          onFocus={() => desk.onReach(key)}
          {...drag.listeners}
          style={props.style}
          className={cn(
            'focus-visible:ring-ring flex w-full min-w-0 touch-manipulation items-center gap-1.5 overflow-hidden rounded-md border px-1.5 py-1 text-left text-xs leading-4 outline-none select-none focus-visible:ring-2',
            looks[entry.state],
            movable && 'hover:border-primary',
            drag.isDragging && 'opacity-40',
            props.className,
          )}
        >
          <Icon
            className={cn(
              'size-3 shrink-0',
              turning.has(entry.state) && 'animate-spin',
              entry.state === 'failed' && 'text-destructive',
              (entry.state === 'ready' || entry.state === 'planned') && 'text-primary',
            )}
            aria-hidden
          />
          <span className="shrink-0 font-medium tabular-nums">{entry.localTime}</span>{' '}
          <span
            className={cn('min-w-0 truncate', entry.state === 'skipped' && 'line-through', !wide && 'max-lg:sr-only')}
          >
            {entry.sessionName}
          </span>
          <span className="sr-only">{words.spoken(day, state)}</span>
          {entry.posts.length > 0 && (
            <span
              className="bg-primary ml-auto size-1.5 shrink-0 rounded-full"
              title={words.posts(entry.posts.length)}
            />
          )}
        </button>
      </PopoverTrigger>
      {open && (
        <PopoverContent align="start" collisionPadding={12} className="w-80" aria-label={entry.sessionName}>
          <EntryDetails entry={entry} day={day} state={state} onDone={() => setOpen(false)} />
        </PopoverContent>
      )}
    </Popover>
  )
}
