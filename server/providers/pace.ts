/** How often a maker is asked how a job is doing, in milliseconds. */
export interface Pace {
  /** Before the first look. */
  firstMs: number
  /** Between the first and the second. */
  nextMs: number
  /** The longest pause. */
  maxMs: number
}

/** The pause before look number `attempt` (0 = the first one): one long wait, then short ones that grow by half. */
export const checkDelay = ({ firstMs, nextMs, maxMs }: Pace, attempt: number): number =>
  attempt === 0 ? firstMs : Math.round(Math.min(maxMs, nextMs * 1.5 ** (attempt - 1)))
