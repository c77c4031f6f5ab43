import { expect } from 'vitest'
import type { MediaSession, SessionItem } from '@greenroom/contract/slideshows.ts'
import type { TestHouse } from './house.ts'
import type { TestPerson } from './people.ts'
import { addProjectWithPhotos } from './ready-photos.ts'

/** A session of this person, as the studio makes one; settings replace the standard ones. */
export const newSession = async (person: TestPerson, settings: object = {}): Promise<MediaSession> => {
  const { status, body } = await person.call('POST', '/api/media-sessions', { name: 'Summer', ...settings })
  expect(status).toBe(201)
  return body
}

/** A session with so many photos in it, without the way of their bytes. */
export const sessionWithPhotos = async (
  house: TestHouse,
  person: TestPerson,
  { count = 3, ...settings }: { count?: number } & Record<string, unknown> = {},
): Promise<{ session: MediaSession; fileIds: string[]; items: SessionItem[] }> => {
  const session = await newSession(person, settings)
  const { fileIds } = await addProjectWithPhotos(house, person, { count })
  const { body } = await person.call('POST', `/api/media-sessions/${session.id}/items`, {
    media: fileIds.map((fileId) => ({ fileId })),
  })
  return { session, fileIds, items: body.items }
}

export const itemsOf = async (person: TestPerson, sessionId: string): Promise<SessionItem[]> =>
  (await person.call('GET', `/api/media-sessions/${sessionId}`)).body.items
