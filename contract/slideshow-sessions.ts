import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { changed, ids, microUsd, title, uuid } from './shapes.ts'
import {
  captionRun,
  itemLook,
  mediaSession,
  postingHours,
  sessionItem,
  sessionPosting,
  sessionSettings,
  sessionStyle,
  timeZone,
} from './slideshows.ts'

const sessionParams = z.strictObject({ sessionId: uuid })
const itemParams = z.strictObject({ sessionId: uuid, itemId: uuid })

export const listMediaSessions = endpoint({
  method: 'GET',
  path: '/api/media-sessions',
  summary: 'Slideshow sessions of the caller, newest change first',
  access: 'approved',
  reply: z.strictObject({ sessions: z.array(mediaSession) }),
})
export const getMediaSession = endpoint({
  method: 'GET',
  path: '/api/media-sessions/:sessionId',
  summary: 'One session with its media in order and what the writer is doing',
  access: 'approved',
  params: sessionParams,
  reply: z.strictObject({ session: mediaSession, items: z.array(sessionItem), captionRun: captionRun.nullable() }),
})
export const createMediaSession = endpoint({
  method: 'POST',
  path: '/api/media-sessions',
  summary: 'Make a session; it is not active until it is switched on',
  access: 'approved',
  body: z.strictObject({
    name: title,
    timeZone: timeZone.default('UTC'),
    frequency: z.number().int().min(1).max(24).default(1),
    maxPerDay: z.number().int().min(1).max(50).default(3),
    postingHours: postingHours.default({ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '09:00', until: '18:00' }),
    leadMinutes: z.number().int().min(0).max(10_080).default(0),
    style: sessionStyle.prefault({}),
    posting: sessionPosting.nullable().default(null),
  }),
  reply: mediaSession,
  status: 201,
})
export const changeMediaSession = endpoint({
  method: 'PATCH',
  path: '/api/media-sessions/:sessionId',
  summary: 'Change some of a session’s settings; what is planned follows at once',
  access: 'approved',
  params: sessionParams,
  body: sessionSettings.partial(),
  reply: mediaSession,
})
export const activateMediaSession = endpoint({
  method: 'POST',
  path: '/api/media-sessions/:sessionId/activate',
  summary:
    'Switch a session on. Only one can be: when another one is, the answer is 409 slideshows.other_active unless `insteadOf` names it; both change together',
  access: 'approved',
  params: sessionParams,
  body: z.strictObject({ insteadOf: uuid.nullable().default(null) }),
  reply: mediaSession,
})
export const pauseMediaSession = endpoint({
  method: 'POST',
  path: '/api/media-sessions/:sessionId/pause',
  summary: 'Switch a session off; what is being made is finished, nothing new begins',
  access: 'approved',
  params: sessionParams,
  reply: mediaSession,
})
export const deleteMediaSessions = endpoint({
  method: 'POST',
  path: '/api/media-sessions/delete',
  summary: 'Delete sessions; can be undone for 10 s (an active one comes back paused)',
  access: 'approved',
  body: ids,
  reply: changed,
})
export const restoreMediaSessions = endpoint({
  method: 'POST',
  path: '/api/media-sessions/restore',
  summary: 'Undo the deletion of sessions',
  access: 'approved',
  body: ids,
  reply: changed,
})
export const openSessionProject = endpoint({
  method: 'POST',
  path: '/api/media-sessions/:sessionId/project',
  summary: 'The project that takes uploads of this session; made with the session’s name when there is none',
  access: 'approved',
  params: sessionParams,
  reply: z.strictObject({ projectId: uuid }),
})

export const addSessionItems = endpoint({
  method: 'POST',
  path: '/api/media-sessions/:sessionId/items',
  summary:
    'Put photos, clips and finished takes into a session, in the order given, before an item (null = at the end)',
  access: 'approved',
  params: sessionParams,
  body: z.strictObject({
    media: z
      .array(z.union([z.strictObject({ fileId: uuid }), z.strictObject({ versionId: uuid })]))
      .min(1)
      .max(1000),
    before: uuid.nullable().default(null),
  }),
  reply: z.strictObject({ items: z.array(sessionItem) }),
  status: 201,
})
export const removeSessionItems = endpoint({
  method: 'POST',
  path: '/api/media-sessions/:sessionId/items/remove',
  summary: 'Take items out of a session; the media stay in the library. The answer can be given to `restore`',
  access: 'approved',
  params: sessionParams,
  body: ids,
  reply: z.strictObject({ items: z.array(sessionItem) }),
})
export const restoreSessionItems = endpoint({
  method: 'POST',
  path: '/api/media-sessions/:sessionId/items/restore',
  summary: 'Put items back as they were: place, captions, look',
  access: 'approved',
  params: sessionParams,
  body: z.strictObject({ items: z.array(sessionItem).min(1).max(1000) }),
  reply: z.strictObject({ items: z.array(sessionItem) }),
})
export const moveSessionItems = endpoint({
  method: 'POST',
  path: '/api/media-sessions/:sessionId/items/move',
  summary: 'Put items, in the order given, before another one (null = at the end)',
  access: 'approved',
  params: sessionParams,
  body: z.strictObject({ ids: z.array(uuid).min(1).max(1000), before: uuid.nullable() }),
  reply: changed,
})
export const changeSessionItem = endpoint({
  method: 'PATCH',
  path: '/api/media-sessions/:sessionId/items/:itemId',
  summary:
    'Change an item’s caption or look; a caption written here is a person’s and is kept when others are written anew',
  access: 'approved',
  params: itemParams,
  body: z.strictObject({
    caption: z.string().max(500).nullable().optional(),
    altText: z.string().max(250).optional(),
    look: itemLook.optional(),
  }),
  reply: sessionItem,
})

export const estimateCaptions = endpoint({
  method: 'POST',
  path: '/api/media-sessions/:sessionId/captions/estimate',
  summary: 'Who would write captions for these items, and what it would cost; nothing is paid',
  access: 'approved',
  params: sessionParams,
  body: z.strictObject({ itemIds: z.array(uuid).min(1).max(200), overwrite: z.boolean().default(false) }),
  reply: z.strictObject({
    writer: z.string(),
    disclosure: z.string(),
    items: z.number().int(),
    priceMicroUsd: microUsd,
  }),
})
export const writeCaptions = endpoint({
  method: 'POST',
  path: '/api/media-sessions/:sessionId/captions',
  summary: 'Have captions written; a person’s own are left alone unless `overwrite` is set',
  access: 'approved',
  params: sessionParams,
  body: z.strictObject({
    idempotencyKey: z.string().min(8).max(100),
    itemIds: z.array(uuid).min(1).max(200),
    overwrite: z.boolean().default(false),
    agreedPriceMicroUsd: microUsd,
  }),
  reply: z.strictObject({ runs: z.array(captionRun) }),
  status: 202,
})
