import * as aliases from '@greenroom/contract/slideshow-aliases.ts'
import * as groupsOf from '@greenroom/contract/slideshow-groups.ts'
import * as sessions from '@greenroom/contract/slideshow-sessions.ts'
import { musicTrack } from '@greenroom/contract/slideshows.ts'
import { withBodyAsFile } from '#kernel/http/body-file.ts'
import { personOf, route, type RawRoute, type Route } from '#kernel/http/route.ts'
import { sendObject } from '#kernel/http/send-object.ts'
import type { Tools } from '#kernel/tools.ts'
import { openUpload } from '../photos/photos.uploads.ts'
import { moveSlot, readCalendar } from './slideshows.calendar.ts'
import * as groups from './slideshows.groups.ts'
import * as items from './slideshows.items.ts'
import * as music from './slideshows.music.ts'
import * as verbs from './slideshows.ts'

export const slideshowRoutes = (tools: Tools): Route[] => [
  ...sessionRoutes(tools),
  ...groupRoutes(tools),
  ...aliasRoutes(tools),
]

const sessionRoutes = (tools: Tools): Route[] => [
  route(sessions.listMediaSessions, async ({ actor }) => ({ sessions: await verbs.listMediaSessions(tools, actor) })),
  route(sessions.getMediaSession, ({ actor, params }) => items.getMediaSession(tools, actor, params.sessionId)),
  route(sessions.createMediaSession, ({ actor, body }) => verbs.createMediaSession(tools, actor, body)),
  route(sessions.changeMediaSession, ({ actor, params, body }) =>
    verbs.changeMediaSession(tools, actor, params.sessionId, body),
  ),
  route(sessions.activateMediaSession, ({ actor, params, body }) =>
    verbs.activateMediaSession(tools, actor, params.sessionId, body.insteadOf),
  ),
  route(sessions.pauseMediaSession, ({ actor, params }) => verbs.pauseMediaSession(tools, actor, params.sessionId)),
  route(sessions.deleteMediaSessions, async ({ actor, body }) => ({
    changed: await verbs.setSessionsDeleted(tools, actor, body.ids, true),
  })),
  route(sessions.restoreMediaSessions, async ({ actor, body }) => ({
    changed: await verbs.setSessionsDeleted(tools, actor, body.ids, false),
  })),
  route(sessions.openSessionProject, async ({ actor, params }) => ({
    projectId: await verbs.openSessionProject(tools, actor, params.sessionId),
  })),
  route(sessions.addSessionItems, async ({ actor, params, body }) => ({
    items: await items.addSessionItems(tools, actor, params.sessionId, body),
  })),
  route(sessions.removeSessionItems, async ({ actor, params, body }) => ({
    items: await items.removeSessionItems(tools, actor, params.sessionId, body.ids),
  })),
  route(sessions.restoreSessionItems, async ({ actor, params, body }) => ({
    items: await items.restoreSessionItems(tools, actor, params.sessionId, body.items),
  })),
  route(sessions.moveSessionItems, async ({ actor, params, body }) => ({
    changed: await items.moveSessionItems(tools, actor, params.sessionId, body),
  })),
  route(sessions.changeSessionItem, ({ actor, params, body }) => items.changeSessionItem(tools, actor, params, body)),
]

const groupRoutes = (tools: Tools): Route[] => [
  route(groupsOf.listGroups, ({ actor, params, query }) => groups.listGroups(tools, actor, params.sessionId, query)),
  route(groupsOf.getGroup, ({ actor, params }) => groups.getGroup(tools, actor, params.groupId)),
  route(groupsOf.runNow, ({ actor, params, body }) => groups.runNow(tools, actor, params.sessionId, body)),
  route(groupsOf.cancelGroup, ({ actor, params }) => groups.cancelGroup(tools, actor, params.groupId)),
  route(groupsOf.retryGroup, ({ actor, params }) => groups.retryGroup(tools, actor, params.groupId)),
  route(groupsOf.changeGroupWords, ({ actor, params, body }) =>
    groups.changeGroupWords(tools, actor, params.groupId, body.words),
  ),
  route(groupsOf.deleteGroups, async ({ actor, body }) => ({
    changed: await groups.setGroupsDeleted(tools, actor, body.ids, true),
  })),
  route(groupsOf.restoreGroups, async ({ actor, body }) => ({
    changed: await groups.setGroupsDeleted(tools, actor, body.ids, false),
  })),
  route(groupsOf.readCalendar, ({ actor, query }) => readCalendar(tools, actor, query)),
  route(groupsOf.moveSlot, ({ actor, params, body }) => moveSlot(tools, actor, params.sessionId, body)),
  route(groupsOf.listMusic, async ({ actor }) => ({ tracks: await music.listMusic(tools, actor) })),
  route(groupsOf.deleteMusic, async ({ actor, body }) => ({
    changed: await music.setMusicDeleted(tools, actor, body.ids, true),
  })),
  route(groupsOf.restoreMusic, async ({ actor, body }) => ({
    changed: await music.setMusicDeleted(tools, actor, body.ids, false),
  })),
]

/** The names of the original brief. */
const aliasRoutes = (tools: Tools): Route[] => [
  route(aliases.uploadSourceImages, async ({ actor, body: { sessionId, ...batch } }) => {
    const projectId = await verbs.openSessionProject(tools, actor, sessionId)
    return { projectId, ...(await openUpload(tools, actor, projectId, batch)) }
  }),
  route(aliases.selectImages, async ({ actor, body: { sessionId, ...wish } }) => ({
    items: await items.addSessionItems(tools, actor, sessionId, wish),
  })),
  route(aliases.createVideo, ({ actor, body: { sessionId, ...wish } }) => groups.runNow(tools, actor, sessionId, wish)),
]

/** Finished slideshows and music: bytes, for the media cookie too, because a <video> sends no header. */
export const slideshowRawRoutes = (tools: music.MusicTools): RawRoute[] => [
  {
    method: 'GET',
    path: '/media/groups/:groupId{[0-9a-f-]{36}}/:variant{video|poster|photo-[1-9][0-9]?}',
    access: 'approved',
    cookie: true,
    answer: async (http, actor) => {
      const { groupId = '', variant = '' } = http.req.param()
      return await sendObject(http, tools.storage, {
        bucket: 'Exports',
        ...(await groups.groupFile(tools, personOf(actor), groupId, variant)),
        download: http.req.query('download') !== undefined,
        cacheControl: 'private, max-age=3600',
      })
    },
  },
  {
    method: 'GET',
    path: '/media/music/:musicId{[0-9a-f-]{36}}',
    access: 'approved',
    cookie: true,
    answer: async (http, actor) =>
      await sendObject(http, tools.storage, {
        bucket: 'media',
        ...(await music.musicFileOf(tools, personOf(actor), http.req.param('musicId') ?? '')),
        cacheControl: 'private, max-age=3600',
      }),
  },
  {
    method: groupsOf.addMusic.method,
    path: groupsOf.addMusic.path,
    access: groupsOf.addMusic.access,
    answer: async (http, actor) => {
      const person = personOf(actor)
      const { name } = music.musicQuery(http.req.query())
      await music.admitMusic(tools, person, Number(http.req.header('content-length') ?? 0))
      const mime = (http.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
      const { maxBytes } = groupsOf.musicFile
      const track = await withBodyAsFile(http, { folder: music.musicFolder(tools), maxBytes }, (path) =>
        music.addMusic(tools, person, { path, name, mime }),
      )
      http.header('Cache-Control', 'no-store')
      return http.json(musicTrack.parse(track), 201)
    },
  },
]
