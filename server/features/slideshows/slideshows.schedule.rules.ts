import { slotsBetween, type Rhythm, type Slot, type SlotChange } from './slideshows.slots.rules.ts'

/** A slot that has come later than this is one that was missed. */
export const lateAfterMs = 15 * 60_000
/** How far back one look goes; what is older is not even told. */
const longestLookBackMs = 62 * 24 * 3600_000
/** A mark that lies further ahead than this was written by a clock that was wrong. */
const longestAheadMs = 24 * 3600_000

/**
 * Slots up to here have been looked at, or lie before the session was switched on. What a wrong clock wrote is not
 * believed; then the past is left alone.
 */
export const lookedUntil = (marks: readonly (Date | null)[], now: Date): Date => {
  const believed = marks.filter((mark) => mark !== null && mark.getTime() - now.getTime() <= longestAheadMs)
  const newest = Math.max(...believed.map((mark) => mark?.getTime() ?? 0), now.getTime() - longestLookBackMs)
  return new Date(believed.length === 0 ? now : newest)
}

export interface Due {
  slot: Slot
  /** Why it is left out; null when its slideshow is made. */
  leftOut: 'slideshows.missed' | null
}
/**
 * What is due now: slots later than the mark whose time of making has come, without those that have their group. Of those
 * that were missed, as after a downtime, the newest is made, once, and the others are left out and say so.
 */
export const dueSlots = (
  session: { rhythm: Rhythm; changes: readonly SlotChange[]; leadMinutes: number },
  seen: { after: Date; now: Date; made: ReadonlySet<string> },
): Due[] => {
  const until = new Date(seen.now.getTime() + session.leadMinutes * 60_000)
  const open = slotsBetween(session.rhythm, session.changes, { after: seen.after, until }).filter(
    (slot) => !seen.made.has(slotKey(slot)),
  )
  const missed = open.filter(({ at }) => seen.now.getTime() - at.getTime() > lateAfterMs)
  const newest = missed.at(-1)
  return open.map((slot) => ({
    slot,
    leftOut: slot !== newest && missed.includes(slot) ? 'slideshows.missed' : null,
  }))
}

export const slotKey = ({ day, number }: { day: string; number: number }): string => `${day} ${number}`
