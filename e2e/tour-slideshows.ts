import type { Page } from '@playwright/test'
import { openForm } from './publisher.ts'
import type { Person } from './people.ts'

/** A session with photos, captions and one finished slideshow, active in its hours, so that the calendar has something planned. */
export const furnishSlideshows = async (person: Person, photoIds: readonly string[]): Promise<string> => {
  const { id } = await person.call<{ id: string }>('POST', '/api/media-sessions', {
    name: 'Morning walks',
    timeZone: 'Europe/Amsterdam',
    frequency: 2,
  })
  const { items } = await person.call<{ items: { id: string }[] }>('POST', `/api/media-sessions/${id}/items`, {
    media: photoIds.slice(0, 6).map((fileId) => ({ fileId })),
  })
  await person.call('POST', `/api/media-sessions/${id}/captions`, {
    idempotencyKey: crypto.randomUUID(),
    itemIds: items.map((item) => item.id),
    agreedPriceMicroUsd: 0,
  })
  await person.call('POST', `/api/media-sessions/${id}/activate`, {})
  await person.call('POST', `/api/media-sessions/${id}/run`, { idempotencyKey: crypto.randomUUID() })
  for (;;) {
    const { groups } = await person.call<{ groups: { state: string }[] }>('GET', `/api/media-sessions/${id}/groups`)
    if (groups.some(({ state }) => state === 'ready')) return id
    if (groups.some(({ state }) => state === 'failed')) throw new Error('The slideshow of the tour could not be made.')
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
}

export const slideshowStops = (sessionId: string) => [
  { name: 'slideshows', path: '/slideshows' },
  { name: 'slideshow', path: `/slideshows/${sessionId}` },
  ...['look', 'schedule'].map((panel) => ({
    name: `slideshow-${panel}`,
    path: `/slideshows/${sessionId}?panel=${panel}`,
  })),
  ...['made', 'posts'].map((tab) => ({ name: `slideshow-${tab}`, path: `/slideshows/${sessionId}?tab=${tab}` })),
  { name: 'calendar', path: '/calendar' },
  { name: 'calendar-week', path: '/calendar?view=week' },
  { name: 'posts', path: '/posts' },
  { name: 'post-form', path: `/slideshows/${sessionId}?tab=made`, prepare: (page: Page) => openForm(page) },
]
