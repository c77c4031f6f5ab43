import { preferences, type Preferences } from '@greenroom/contract/accounts.ts'

/** Preferences as they were kept, field by field: what an older or newer version wrote and this one does not know is left aside. */
export const readPreferences = (kept: unknown): Preferences => {
  const found = kept !== null && typeof kept === 'object' ? Object.entries(kept) : []
  const known = found.filter(([name, value]) => {
    const shape = Object.hasOwn(preferences.shape, name) ? preferences.shape[name as keyof Preferences] : undefined
    return shape?.safeParse(value).success === true
  })
  return preferences.parse(Object.fromEntries(known))
}

export const fullName = (person: { firstName: string; lastName: string }): string =>
  `${person.firstName} ${person.lastName}`.trim()

/** A search as it is compared: without case and accents, its wildcards taken literally. */
export const likePattern = (search: string): string => {
  const plain = search.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
  return `%${plain.replace(/[\\%_]/g, '\\$&')}%`
}
