/** The time, as a tool that tests can move. All times in Greenroom are instants; zones are applied at the edge. */
export interface Clock {
  now(): Date
}
export const systemClock: Clock = { now: () => new Date() }
