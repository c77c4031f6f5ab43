import type { TeamPerson, WaitingReview } from '@greenroom/contract/team.ts'
import type { Bilingual } from '@greenroom/contract/techniques.ts'
import { actingAs, type PersonActor, type Transaction } from '#kernel/db/acting.ts'
import type { Tools } from '#kernel/tools.ts'
import { practiceOf } from '../techniques/techniques.ts'
import * as assignments from './practice.assignments.store.ts'
import { evidenceOf } from './practice.ts'
import { refuseOthers, scenariosOf } from './practice.scenarios.ts'
import { selectMeasured, selectPeople } from './practice.store.ts'
import { peopleCells, trendOf } from './practice.team.rules.ts'
import { selectWaiting } from './practice.team.store.ts'

const mostCalls = 2000

const asLeader = <T>(
  tools: Tools,
  actor: PersonActor,
  workspaceId: string,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> =>
  actingAs(tools.db, actor, async (transaction) => {
    await refuseOthers(transaction, workspaceId)
    return await work(transaction)
  })

/** Who practises here, and what they shared of it. */
export const readTeam = async (
  tools: Tools,
  actor: PersonActor,
  workspaceId: string,
): Promise<{
  people: TeamPerson[]
  techniques: { id: string; names: Bilingual; phase: number }[]
  cells: { userId: string; techniqueId: string; used: number; missed: number }[]
}> => {
  const found = await asLeader(tools, actor, workspaceId, async (transaction) => ({
    people: await selectPeople(transaction, workspaceId),
    calls: await selectMeasured(transaction, { userId: null, workspaceId }, mostCalls),
    tasks: await assignments.selectOfWorkspace(transaction, workspaceId),
  }))
  const { techniques } = await practiceOf(tools, workspaceId)
  const scenarios = await scenariosOf(
    tools,
    found.calls.map((call) => call.scenarioId),
  )
  const now = tools.clock.now()
  const known = new Set(techniques.map(({ id }) => id))
  return {
    people: found.people.map(({ userId, name, role }) => {
      const calls = found.calls.filter((call) => call.userId === userId)
      const tasks = found.tasks.filter((task) => task.userId === userId && task.withdrawnAt === null)
      const open = tasks.filter((task) => task.completedAt === null)
      return {
        userId,
        name,
        role,
        sharedCalls: calls.length,
        lastAt: calls.at(-1)?.at.toISOString() ?? null,
        ...trendOf(
          calls.flatMap(({ id, at, score }) =>
            score === null ? [] : [{ sessionId: id, at: at.toISOString(), score }],
          ),
        ),
        openAssignments: open.length,
        overdueAssignments: open.filter((task) => task.dueAt !== null && task.dueAt < now).length,
        doneAssignments: tasks.length - open.length,
      }
    }),
    techniques: techniques.map(({ id, names, phase }) => ({ id, names, phase })),
    cells: peopleCells(evidenceOf(found.calls, scenarios)).filter(({ techniqueId }) => known.has(techniqueId)),
  }
}

/** Checks that wait for a person's word. */
export const readReviewQueue = async (
  tools: Tools,
  actor: PersonActor,
  workspaceId: string,
): Promise<WaitingReview[]> => {
  const { rows, people } = await asLeader(tools, actor, workspaceId, async (transaction) => ({
    rows: await selectWaiting(transaction, workspaceId, actor.userId),
    people: await selectPeople(transaction, workspaceId),
  }))
  const scenarios = await scenariosOf(
    tools,
    rows.map((row) => row.scenarioId),
  )
  return rows.map(({ scenarioId, at, ...row }) => ({
    ...row,
    userName: people.find((person) => person.userId === row.userId)?.name ?? '',
    title: scenarios.get(scenarioId)?.title ?? { en: '', nl: '' },
    at: at.toISOString(),
  }))
}
