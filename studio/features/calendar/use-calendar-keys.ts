import type { CalendarEntry } from '@greenroom/contract/slideshows.ts'
import { useMessages } from '#lib/messages.ts'
import { useAction } from '#lib/shortcuts.ts'
import { calendar } from '#messages/calendar.ts'
import { entryKey, isMovable, shifted, shownDay, type CalendarView } from './calendar.rules.ts'

const DAY = 24 * 60

/** The keys of the calendar. Those that move an entry are about the one that has the focus. */
export function useCalendarKeys(parts: {
  /** In the order of time. */
  entries: readonly CalendarEntry[]
  active: string | null
  onFocus: (key: string) => void
  onView: (view: CalendarView) => void
  onStep: (by: number) => void
  onToday: () => void
  move: (entry: CalendarEntry, day: string, clock: string) => void
}): void {
  const words = useMessages(calendar)
  const { entries, onFocus } = parts
  const focused = (): CalendarEntry | undefined => {
    const key = document.activeElement?.closest<HTMLElement>('[data-entry]')?.dataset.entry
    return entries.find((entry) => entryKey(entry) === key)
  }
  const go = (by: 1 | -1) => (): unknown => {
    const here = focused()
    const place = here === undefined ? -1 : entries.indexOf(here)
    const next =
      here === undefined ? (entries.find((one) => entryKey(one) === parts.active) ?? entries[0]) : entries[place + by]
    // Without an entry under the keyboard the arrows belong to the page, which scrolls.
    if (next === undefined || (here === undefined && document.activeElement?.tagName === 'BUTTON')) return false
    onFocus(entryKey(next))
    return true
  }
  const shift = (minutes: number) => (): unknown => {
    const entry = focused()
    if (entry === undefined || !isMovable(entry)) return false
    const to = shifted(shownDay(entry), entry.localTime, minutes)
    parts.move(entry, to.day, to.clock)
    return true
  }
  const rest = { scope: words.scope }
  const step = (id: string, keys: string, label: string, run: () => unknown): Parameters<typeof useAction>[0] => ({
    ...rest,
    id: `calendar.${id}`,
    keys,
    label,
    run,
  })
  useAction(step('before', 'p', words.keys.before, () => parts.onStep(-1)))
  useAction(step('after', 'n', words.keys.after, () => parts.onStep(1)))
  useAction(step('today', 't', words.keys.today, parts.onToday))
  useAction(step('month', 'm', words.keys.month, () => parts.onView('month')))
  useAction(step('week', 'w', words.keys.week, () => parts.onView('week')))
  useAction({ ...step('next', 'arrowright', words.keys.next, go(1)), hidden: true, repeats: true })
  useAction({ ...step('nextDown', 'arrowdown', words.keys.next, go(1)), hidden: true, repeats: true })
  useAction({ ...step('previous', 'arrowleft', words.keys.previous, go(-1)), hidden: true, repeats: true })
  useAction({ ...step('previousUp', 'arrowup', words.keys.previous, go(-1)), hidden: true, repeats: true })
  useAction({ ...step('dayEarlier', 'shift+arrowleft', words.keys.dayEarlier, shift(-DAY)), hidden: true })
  useAction({ ...step('dayLater', 'shift+arrowright', words.keys.dayLater, shift(DAY)), hidden: true })
  useAction({ ...step('earlier', 'shift+arrowup', words.keys.earlier, shift(-15)), hidden: true })
  useAction({ ...step('later', 'shift+arrowdown', words.keys.later, shift(15)), hidden: true })
}
