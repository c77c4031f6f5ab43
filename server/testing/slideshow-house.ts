import { expect } from 'vitest'
import type { MediaSession, SessionItem, SlideGroup } from '@greenroom/contract/slideshows.ts'
import { newId } from '#kernel/id.ts'
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

/** Asks for a slideshow by hand. */
export const run = (person: TestPerson, sessionId: string, more: object = {}): ReturnType<TestPerson['call']> =>
  person.call('POST', `/api/media-sessions/${sessionId}/run`, { idempotencyKey: newId(), ...more })

/** Waits until the slideshow is as wanted, and answers it. */
export const untilGroup = async (
  person: TestPerson,
  groupId: string,
  good: (group: SlideGroup) => boolean,
): Promise<SlideGroup> => {
  let group: SlideGroup | undefined
  const read = async (): Promise<boolean> => {
    group = (await person.call('GET', `/api/slide-groups/${groupId}`)).body as SlideGroup
    return good(group)
  }
  await expect.poll(read, { timeout: 110_000, interval: 100 }).toBe(true)
  if (group === undefined) throw new Error('The group was never read')
  return group
}
