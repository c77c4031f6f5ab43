import type { Language } from '@greenroom/contract/accounts.ts'
import { daysBetween, wallOf } from '#features/calendar/days.ts'

const locales: Readonly<Record<Language, string>> = { en: 'en-GB', nl: 'nl-NL' }

/** "tomorrow 09:00", "Monday 09:00", "3 December 09:00": a moment as people speak of it, by the clock of its zone. */
export function dueText(instant: string, zone: string, now: number, language: Language): string {
  const locale = locales[language]
  const at = Date.parse(instant)
  const { day, clock } = wallOf(at, zone)
  const away = daysBetween(wallOf(now, zone).day, day)
  const format = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: zone }).format(at)
  if (Math.abs(away) <= 1)
    return `${new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(away, 'day')} ${clock}`
  if (away > 1 && away < 7) return `${format({ weekday: 'long' })} ${clock}`
  const sameYear = day.slice(0, 4) === wallOf(now, zone).day.slice(0, 4)
  return `${format({ day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' }) })} ${clock}`
}
