/** The time, as a tool that tests can move. All times in Greenroom are instants; zones are applied at the edge. */
export interface Clock {
  now(): Date
}
const systemClock: Clock = { now: () => new Date() }

/** Runs ahead of the machine's clock: to rehearse what a schedule will do. */
export const clockAhead = (hours: number): Clock =>
  hours === 0 ? systemClock : { now: () => new Date(Date.now() + hours * 3600_000) }
