import * as sessions from '@greenroom/contract/slideshow-sessions.ts'
import { route, type Route } from '#kernel/http/route.ts'
import type { Tools } from '#kernel/tools.ts'
import * as items from './slideshows.items.ts'
import * as verbs from './slideshows.ts'

export const slideshowRoutes = (tools: Tools): Route[] => [
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
