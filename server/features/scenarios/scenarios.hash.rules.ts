import { createHash } from 'node:crypto'
import type { Scenario } from '@greenroom/contract/scenarios.ts'

/** SHA-256, hex, of a scenario: equal for equal scenarios, whatever order the database gave their fields back in. */
export const hashOf = (scenario: Scenario): string => createHash('sha256').update(sorted(scenario)).digest('hex')

const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  )

/** The id of a scenario that ships: the same in every house, so that it is known again whatever it is called by then. */
export const starterId = (slug: string): string => {
  const hex = createHash('sha256').update(`greenroom scenario ${slug}`).digest('hex')
  // Version 8 of RFC 9562: an id whose bits are one's own choice.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
