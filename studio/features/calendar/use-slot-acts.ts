import type { CalendarEntry } from '@greenroom/contract/slideshows.ts'
import { useCallback, useState } from 'react'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { problemText } from '#lib/problem-text.ts'
import { offerUndo } from '#lib/undo.ts'
import { basics } from '#messages/basics.ts'
import { calendar } from '#messages/calendar.ts'
import { announce } from '#patterns/live-region.tsx'
import { changeSlot } from './calendar.api.ts'
import { dayText, wasMoved } from './calendar.rules.ts'
import { instantOf, wallOf } from './days.ts'

export interface SlotActs {
  /** To a day and clock of the session's zone. Answers false when that has passed. */
  readonly move: (entry: CalendarEntry, day: string, clock: string) => boolean
  readonly skip: (entry: CalendarEntry) => void
  readonly reset: (entry: CalendarEntry) => void
  /** What the house refused, or that it cannot be. */
  readonly trouble: { reason: unknown } | { sentence: string } | null
}

/** What can be done with planned slots, each with a way back. */
export function useSlotActs(): SlotActs {
  const words = useMessages(calendar)
  const rest = useMessages(basics)
  const language = useLanguage()
  const [trouble, setTrouble] = useState<SlotActs['trouble']>(null)

  const attempt = useCallback(
    async (entry: CalendarEntry, act: () => Promise<void>, told: string): Promise<void> => {
      setTrouble(null)
      try {
        await act()
      } catch (reason) {
        return setTrouble({ reason })
      }
      announce(told)
      offerUndo({
        text: told,
        label: rest.undo,
        // As it was: skipped, moved there, or left alone.
        undo: () =>
          changeSlot(
            entry,
            entry.state === 'skipped'
              ? { kind: 'skip' }
              : wasMoved(entry)
                ? { kind: 'move', at: entry.at }
                : { kind: 'reset' },
          ),
        failed: (reason) => problemText(reason, rest).sentence,
      })
    },
    [rest],
  )
  const move = useCallback(
    (entry: CalendarEntry, day: string, clock: string): boolean => {
      const instant = instantOf(day, clock, entry.timeZone)
      if (instant <= Date.now()) {
        setTrouble({ sentence: words.inThePast })
        return false
      }
      const at = new Date(instant).toISOString()
      if (Date.parse(entry.at) === instant && entry.state === 'planned') return true
      const meanwhile: CalendarEntry = {
        ...entry,
        at,
        state: 'planned',
        // Where clocks go forward over it, it stands a little later than it was put.
        localTime: wallOf(instant, entry.timeZone).clock,
        reason: { code: 'slots.moved', sentence: words.moved, values: {} },
      }
      const when = `${dayText(day, language, { weekday: 'short', day: 'numeric', month: 'short' })} ${meanwhile.localTime}`
      void attempt(entry, () => changeSlot(entry, { kind: 'move', at }, meanwhile), words.movedTo(when))
      return true
    },
    [attempt, words, language],
  )
  const skip = useCallback(
    (entry: CalendarEntry) => {
      const when = `${dayText(wallOf(Date.parse(entry.at), entry.timeZone).day, language, { weekday: 'short', day: 'numeric', month: 'short' })} ${entry.localTime}`
      void attempt(
        entry,
        () => changeSlot(entry, { kind: 'skip' }, { ...entry, state: 'skipped' }),
        words.skippedAt(when),
      )
    },
    [attempt, words, language],
  )
  const reset = useCallback(
    (entry: CalendarEntry) => void attempt(entry, () => changeSlot(entry, { kind: 'reset' }), words.resetDone),
    [attempt, words],
  )
  return { move, skip, reset, trouble }
}
