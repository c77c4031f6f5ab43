import type * as z from 'zod'

/** What should go wrong, and at which moment. */
interface Planned {
  on: string
  /** How often it still happens. */
  times: number
}

/** Faults on demand, taken in the order they were asked for. */
export interface FaultQueue<Plan extends Planned, Order> {
  /** Throws when the order is wrong. */
  add(order: Order): void
  /** The fault for this moment, used up by being taken. */
  take<On extends Plan['on']>(on: On): Extract<Plan, { on: On }> | null
  clear(): void
}

export const makeFaultQueue = <Plan extends Planned, Order>(shape: z.ZodType<Plan, Order>): FaultQueue<Plan, Order> => {
  let waiting: Plan[] = []
  return {
    add(order) {
      waiting.push(shape.parse(order))
    },
    take<On extends Plan['on']>(on: On): Extract<Plan, { on: On }> | null {
      const found = waiting.find((one): one is Extract<Plan, { on: On }> => one.on === on)
      if (found === undefined) return null
      found.times -= 1
      waiting = waiting.filter((one) => one.times > 0)
      return found
    },
    clear() {
      waiting = []
    },
  }
}

/** Words in a text that steer what becomes of it, so that a person at the keyboard can try them: `[fail:spam_risk]`. */
export const spelled = (text: string, word: string): string | null =>
  new RegExp(`\\[${word}:([^\\]]+)\\]`).exec(text)?.[1] ?? null
