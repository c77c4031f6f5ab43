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

/** Files of the bucket `avatars`, at the address at which Supabase Storage serves them too. Names are never used again. */
export const avatarKey = (userId: string, name: string): string => `${userId}/${name}.webp`
export const avatarPath = (key: string): string => `/storage/v1/object/public/avatars/${key}`

/** What is wrong with a picture that was to become an avatar, by the code of the ingest. */
export const avatarRefusals: Readonly<Record<string, { code: string; sentence: string }>> = {
  'photos.empty': { code: 'avatars.empty', sentence: 'The file is empty. Choose another picture.' },
  'photos.truncated': {
    code: 'avatars.truncated',
    sentence: 'The file ends too early: a part of it is missing. Choose another picture.',
  },
  'photos.too_many_pixels': {
    code: 'avatars.too_many_pixels',
    sentence: 'The picture has more than 50 million pixels. Make it smaller first.',
  },
  'photos.type_not_supported': {
    code: 'avatars.type_not_supported',
    sentence: 'This kind of file cannot be used. Choose a JPEG, PNG, WebP, AVIF or GIF picture.',
  },
}
export const avatarUnreadable = {
  code: 'avatars.unreadable',
  sentence: 'The picture cannot be read. It may be damaged; choose another one.',
}

/** A search as it is compared: without case and accents, its wildcards taken literally. */
export const likePattern = (search: string): string => {
  const plain = search.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
  return `%${plain.replace(/[\\%_]/g, '\\$&')}%`
}
