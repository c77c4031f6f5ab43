import * as contract from '@greenroom/contract/accounts.ts'
import { getHouse, type House } from '@greenroom/contract/house.ts'
import { deleteCookie, setCookie } from 'hono/cookie'
import { mediaCookieName, type Identifier } from '#kernel/http/identify.ts'
import { withBodyAsFile } from '#kernel/http/body-file.ts'
import { personOf, route, type RawRoute, type Route } from '#kernel/http/route.ts'
import { sendObject } from '#kernel/http/send-object.ts'
import type { Tools } from '#kernel/tools.ts'
import { decideByLink, readApproval } from './accounts.approvals.ts'
import {
  admitAvatar,
  avatarFolder,
  avatarPathOf,
  changeAvatar,
  removeAvatar,
  type AvatarTools,
} from './accounts.avatars.ts'
import { changeRole, decide, listPeople } from './accounts.people.ts'
import { beginToRead, changeMe, changePreferences, endSession, listSessions, readMe } from './accounts.ts'

export interface AccountDoors {
  identifier: Identifier
  /** What a browser may know before anybody signs in. */
  house: House
}

export const accountRoutes = (tools: Tools, { identifier, house }: AccountDoors): Route[] => {
  const cookie = {
    path: '/',
    httpOnly: true,
    sameSite: 'Strict',
    secure: tools.siteUrl.startsWith('https:'),
  } as const
  return [
    route(getHouse, () => Promise.resolve(house)),
    route(contract.getMe, ({ actor }) => readMe(tools, actor)),
    route(contract.changeMe, ({ actor, body }) => changeMe(tools, actor, body)),
    route(contract.removeAvatar, ({ actor }) => removeAvatar(tools, actor)),
    route(contract.changePreferences, ({ actor, body }) => changePreferences(tools, actor, body)),
    route(contract.listSessions, async ({ actor }) => ({ sessions: await listSessions(tools, actor) })),
    route(contract.endSession, async ({ actor, params }) => {
      await endSession(tools, actor, params.sessionId)
      return {}
    }),
    route(contract.openCookie, async ({ actor, http }) => {
      const newest = await beginToRead(tools, actor)
      const { value, maxAgeSeconds } = identifier.cookieFor(actor)
      setCookie(http, mediaCookieName, value, { ...cookie, maxAge: maxAgeSeconds })
      return { newestEvent: newest }
    }),
    route(contract.closeCookie, ({ http }) => {
      deleteCookie(http, mediaCookieName, cookie)
      // Pictures of the one who leaves must not show up for the next one at this browser.
      http.header('Clear-Site-Data', '"cache"')
      return Promise.resolve({})
    }),
    route(contract.listPeople, ({ actor, query }) => listPeople(tools, actor, query)),
    route(contract.decideOnPerson, ({ actor, params, body }) =>
      decide(tools, actor, params.personId, body.status, body.reason ?? null),
    ),
    route(contract.changeRole, ({ actor, params, body }) => changeRole(tools, actor, params.personId, body.role)),
    route(contract.readApproval, ({ params }) => readApproval(tools, params.token)),
    route(contract.useApproval, ({ params, body }) => decideByLink(tools, params.token, body.reason ?? null)),
  ]
}

/** Pictures of people: bytes come in, and everybody may look at what the house made of them. */
export const accountRawRoutes = (tools: AvatarTools): RawRoute[] => [
  {
    method: contract.setAvatar.method,
    path: contract.setAvatar.path,
    access: contract.setAvatar.access,
    answer: async (c, actor) => {
      const person = personOf(actor)
      await admitAvatar(tools, person)
      const { maxBytes } = contract.avatarFile
      const me = await withBodyAsFile(c, { folder: avatarFolder(tools), maxBytes }, (path) =>
        changeAvatar(tools, person, path),
      )
      c.header('Cache-Control', 'no-store')
      return c.json(contract.me.parse(me))
    },
  },
  {
    method: 'GET',
    path: avatarPathOf(':userId{[0-9a-f-]{36}}/:name{[A-Za-z0-9_-]+\\.webp}'),
    access: 'public',
    answer: async (c) =>
      await sendObject(c, tools.storage, {
        bucket: 'avatars',
        key: `${c.req.param('userId') ?? ''}/${c.req.param('name') ?? ''}`,
        contentType: 'image/webp',
        cacheControl: 'public, max-age=31536000, immutable',
      }),
  },
]
