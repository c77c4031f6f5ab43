// Days and clocks of a zone, by Intl alone. A day is `YYYY-MM-DD`, a clock `HH:MM`, a zone an IANA name.

const fields = new Map<string, Intl.DateTimeFormat>()

function fieldsOf(zone: string): Intl.DateTimeFormat {
  const known = fields.get(zone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  fields.set(zone, made)
  return made
}

/** What a calendar and a clock on the wall of a zone show at an instant (milliseconds). */
export function wallOf(instant: number, zone: string): { day: string; clock: string } {
  const parts = new Map(
    fieldsOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  )
  return {
    day: `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`,
    clock: `${parts.get('hour')}:${parts.get('minute')}`,
  }
}

export const dayOf = (instant: string, zone: string): string => wallOf(Date.parse(instant), zone).day

/**
 * The instant (milliseconds) at which a zone's wall shows this day and clock. Where clocks go forward over it: as much
 * later as they skip. Where it comes twice: the first time.
 */
export function instantOf(day: string, clock: string, zone: string): number {
  const asUtc = Date.parse(`${day}T${clock}:00Z`)
  const offsets = [asUtc - 86_400_000, asUtc + 86_400_000].map((near) => offsetAt(near, zone))
  const [before = 0, after = 0] = offsets
  const fits = (offset: number): boolean => offsetAt(asUtc - offset, zone) === offset
  const right = [before, after].filter(fits).map((offset) => asUtc - offset)
  // In a gap neither fits: the offset from before leads to the moment after it.
  return right.length > 0 ? Math.min(...right) : asUtc - before
}

/** Milliseconds that a zone's wall is ahead of UTC. */
function offsetAt(instant: number, zone: string): number {
  const { day, clock } = wallOf(instant, zone)
  const minute = Math.floor(instant / 60_000) * 60_000
  return Date.parse(`${day}T${clock}:00Z`) - minute
}

const atNoon = (day: string): number => Date.parse(`${day}T12:00:00Z`)
const dayAt = (instant: number): string => new Date(instant).toISOString().slice(0, 10)

export const addDays = (day: string, count: number): string => dayAt(atNoon(day) + count * 86_400_000)
/** From one day to another; negative when the other is earlier. */
export const daysBetween = (from: string, until: string): number =>
  Math.round((atNoon(until) - atNoon(from)) / 86_400_000)
/** 1 = Monday … 7 = Sunday. */
const weekdayOf = (day: string): number => new Date(atNoon(day)).getUTCDay() || 7
export const weekStart = (day: string): string => addDays(day, 1 - weekdayOf(day))
export const monthStart = (day: string): string => `${day.slice(0, 7)}-01`
/** The same day of another month, or the last one that it has. */
export function addMonths(day: string, count: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const length = new Date(Date.UTC(year, month + count, 0)).getUTCDate()
  return dayAt(Date.UTC(year, month - 1 + count, Math.min(date, length), 12))
}
export const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && Number.isFinite(atNoon(text))

export const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
export const clockFrom = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

export const browserZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone
