import * as z from 'zod'
import * as assigned from '@greenroom/contract/assignments.ts'
import * as contract from '@greenroom/contract/practice.ts'
import * as team from '@greenroom/contract/team.ts'
import { Fault } from '#kernel/fault.ts'
import { personOf, route, type RawRoute, type Route } from '#kernel/http/route.ts'
import type { Tools } from '#kernel/tools.ts'
import { readAgreement } from './practice.agreement.ts'
import {
  changeAssignment,
  createAssignments,
  handIn,
  ownAssignments,
  teamAssignments,
  withdrawAssignment,
} from './practice.assignments.ts'
import { practiceFile, readAnalytics, readPractice } from './practice.ts'
import { readReviewQueue, readTeam } from './practice.team.ts'

export const practiceRoutes = (tools: Tools): Route[] => [
  route(contract.readPractice, ({ actor, query }) => readPractice(tools, actor, query.zone)),
  route(contract.readAnalytics, ({ actor, query }) => readAnalytics(tools, actor, query)),
  route(assigned.createAssignments, ({ actor, body }) => createAssignments(tools, actor, body)),
  route(assigned.listAssignments, async ({ actor, query }) => ({
    assignments:
      query.workspace === undefined
        ? await ownAssignments(tools, actor)
        : await teamAssignments(tools, actor, query.workspace),
  })),
  route(assigned.changeAssignment, ({ actor, params, body }) =>
    changeAssignment(tools, actor, params.assignmentId, body),
  ),
  route(assigned.withdrawAssignment, ({ actor, params }) => withdrawAssignment(tools, actor, params.assignmentId)),
  route(assigned.handIn, ({ actor, params, body }) => handIn(tools, actor, params.assignmentId, body.sessionId)),
  route(team.readTeam, ({ actor, query }) => readTeam(tools, actor, query.workspace)),
  route(team.readReviewQueue, async ({ actor, query }) => ({
    waiting: await readReviewQueue(tools, actor, query.workspace),
  })),
  route(team.readAgreement, async ({ actor, query }) => ({
    checks: await readAgreement(tools, actor, query.workspace),
    pairsNeeded: 30,
    kappaNeeded: 0.6,
  })),
]

const whose = z.object({ workspace: z.uuid().optional(), user: z.uuid().optional() })

/** Finished calls as a table, for a spreadsheet. */
export const practiceRawRoutes = (tools: Tools): RawRoute[] => [
  {
    method: 'GET',
    path: contract.practiceFilePath,
    access: 'approved',
    cookie: true,
    async answer(c, actor) {
      const wanted = whose.safeParse(c.req.query())
      if (!wanted.success) throw new Fault('request.invalid', 422, 'There is no such workspace or person.')
      return c.body(await practiceFile(tools, personOf(actor), wanted.data), 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': 'attachment; filename="greenroom-calls.csv"',
        'Cache-Control': 'private, no-store',
        'X-Content-Type-Options': 'nosniff',
      })
    },
  },
]
