import * as z from 'zod'
import { postCaption } from './captions.ts'
import { endpoint } from './endpoint.ts'
import { noticeValues } from './notices.ts'
import { changed, ids, uuid } from './shapes.ts'
import { calendarDay, calendarEntry, musicTrack, slideGroup } from './slideshows.ts'

const sessionParams = z.strictObject({ sessionId: uuid })
const groupParams = z.strictObject({ groupId: uuid })

export const listGroups = endpoint({
  method: 'GET',
  path: '/api/media-sessions/:sessionId/groups',
  summary: 'Slideshows made by a session, newest first',
  access: 'approved',
  params: sessionParams,
  query: z.strictObject({
    before: z.coerce.number().int().positive().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(30),
  }),
  reply: z.strictObject({ groups: z.array(slideGroup), more: z.boolean() }),
})
export const getGroup = endpoint({
  method: 'GET',
  path: '/api/slide-groups/:groupId',
  summary: 'One slideshow',
  access: 'approved',
  params: groupParams,
  reply: slideGroup,
})
export const runNow = endpoint({
  method: 'POST',
  path: '/api/media-sessions/:sessionId/run',
  summary: 'Make a slideshow now: of the items given, in that order, or of what comes next. Counts for today',
  access: 'approved',
  params: sessionParams,
  body: z.strictObject({
    idempotencyKey: z.string().min(8).max(100),
    itemIds: z.array(uuid).min(1).max(35).nullable().default(null),
  }),
  reply: slideGroup,
  status: 202,
})
export const cancelGroup = endpoint({
  method: 'POST',
  path: '/api/slide-groups/:groupId/cancel',
  summary: 'Stop making a slideshow',
  access: 'approved',
  params: groupParams,
  reply: slideGroup,
})
export const retryGroup = endpoint({
  method: 'POST',
  path: '/api/slide-groups/:groupId/retry',
  summary: 'Make a failed or cancelled slideshow once more, of the same media',
  access: 'approved',
  params: groupParams,
  reply: slideGroup,
})
export const changeGroupWords = endpoint({
  method: 'PATCH',
  path: '/api/slide-groups/:groupId',
  summary: 'Change the text that new posts of a slideshow begin with; posts that are drafted hold their own',
  access: 'approved',
  params: groupParams,
  body: z.strictObject({ words: postCaption }),
  reply: slideGroup,
})
export const deleteGroups = endpoint({
  method: 'POST',
  path: '/api/slide-groups/delete',
  summary: 'Delete slideshows; can be undone for 10 s. What was posted stays posted',
  access: 'approved',
  body: ids,
  reply: changed,
})
export const restoreGroups = endpoint({
  method: 'POST',
  path: '/api/slide-groups/restore',
  summary: 'Undo the deletion of slideshows',
  access: 'approved',
  body: ids,
  reply: changed,
})

export const readCalendar = endpoint({
  method: 'GET',
  path: '/api/calendar',
  summary: 'Planned and past slideshows between two days (at most 62)',
  access: 'approved',
  query: z.strictObject({ from: calendarDay, until: calendarDay, sessionId: uuid.optional() }),
  reply: z.strictObject({
    entries: z.array(calendarEntry),
    /** What a person should know about these days: clock changes, full days, posts that cannot go out. */
    notes: z.array(z.strictObject({ day: calendarDay, code: z.string(), sentence: z.string(), values: noticeValues })),
  }),
})
export const moveSlot = endpoint({
  method: 'POST',
  path: '/api/media-sessions/:sessionId/slots/move',
  summary: 'Give a planned slot another time, skip it, or take either back',
  access: 'approved',
  params: sessionParams,
  body: z.strictObject({
    day: calendarDay,
    slotNumber: z.number().int().min(1).max(24),
    change: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('move'), at: z.iso.datetime({ offset: true }) }),
      z.strictObject({ kind: z.literal('skip') }),
      z.strictObject({ kind: z.literal('reset') }),
    ]),
  }),
  reply: calendarEntry,
})

const audioTypes = [
  'audio/mpeg',
  'audio/mp4',
  'audio/x-m4a',
  'audio/aac',
  'audio/wav',
  'audio/x-wav',
  'audio/ogg',
  'audio/flac',
] as const
export const musicFile = { types: audioTypes, maxBytes: 50_000_000 } as const
export const musicName = z.strictObject({ name: z.string().trim().min(1).max(200) })
export const listMusic = endpoint({
  method: 'GET',
  path: '/api/music',
  summary: 'Music of the caller',
  access: 'approved',
  reply: z.strictObject({ tracks: z.array(musicTrack) }),
})
export const addMusic = endpoint({
  method: 'POST',
  path: '/api/music',
  summary: 'Add music that one may use; it is checked to be playable',
  access: 'approved',
  query: musicName,
  file: musicFile,
  reply: musicTrack,
  status: 201,
})
export const deleteMusic = endpoint({
  method: 'POST',
  path: '/api/music/delete',
  summary: 'Delete music; can be undone for 10 s. Finished slideshows keep theirs',
  access: 'approved',
  body: ids,
  reply: changed,
})
export const restoreMusic = endpoint({
  method: 'POST',
  path: '/api/music/restore',
  summary: 'Undo the deletion of music',
  access: 'approved',
  body: ids,
  reply: changed,
})
