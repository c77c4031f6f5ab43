import * as contract from '@greenroom/contract/accounts.ts'
import { getHouse, type House } from '@greenroom/contract/house.ts'
import { deleteCookie, setCookie } from 'hono/cookie'
import { mediaCookieName, type Identifier } from '#kernel/http/identify.ts'
import { route, type Route } from '#kernel/http/route.ts'
import type { Tools } from '#kernel/tools.ts'
import { decideByLink, readApproval } from './accounts.approvals.ts'
import { changeRole, decide, listPeople } from './accounts.people.ts'
import { changeMe, changePreferences, endSession, listSessions, proveSession, readMe } from './accounts.ts'

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
    route(contract.changePreferences, ({ actor, body }) => changePreferences(tools, actor, body)),
    route(contract.listSessions, async ({ actor }) => ({ sessions: await listSessions(tools, actor) })),
    route(contract.endSession, async ({ actor, params }) => {
      await endSession(tools, actor, params.sessionId)
      return {}
    }),
    route(contract.openCookie, async ({ actor, http }) => {
      await proveSession(tools, actor)
      const { value, maxAgeSeconds } = identifier.cookieFor(actor)
      setCookie(http, mediaCookieName, value, { ...cookie, maxAge: maxAgeSeconds })
      return {}
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
