import type { Assignment } from '@greenroom/contract/assignments.ts'
import { actingAs, type Actor, type PersonActor, type Transaction } from '#kernel/db/acting.ts'
import { Fault, notFound } from '#kernel/fault.ts'
import { newId } from '#kernel/id.ts'
import type { Tools } from '#kernel/tools.ts'
import * as store from './practice.assignments.store.ts'
import { refuseOthers, scenariosOf } from './practice.scenarios.ts'
import { selectPeople } from './practice.store.ts'

const house: Actor = { kind: 'house', reason: 'addresses of people who are asked to practise' }
const mostCandidates = 5

const gone = (): Fault => notFound('assignments', 'There is no such assignment. It may have been taken back.')

interface Named {
  rows: store.AssignmentRow[]
  candidates: store.CandidateRow[]
  /** Person by workspace and id. */
  names: Map<string, string>
}
const key = (workspaceId: string, userId: string | null): string => `${workspaceId} ${userId ?? ''}`

/** The rows with everything around them that the caller may read. */
const around = async (transaction: Transaction, actor: PersonActor, rows: store.AssignmentRow[]): Promise<Named> => {
  const names = new Map<string, string>()
  for (const workspaceId of new Set(rows.map((row) => row.workspaceId)))
    for (const { userId, name } of await selectPeople(transaction, workspaceId))
      names.set(key(workspaceId, userId), name)
  const open = rows.filter((row) => row.userId === actor.userId && row.completedAt === null && row.withdrawnAt === null)
  const candidates =
    open.length === 0
      ? []
      : await store.selectCandidates(transaction, actor.userId, [...new Set(open.map((row) => row.scenarioId))])
  return { rows, candidates, names }
}

const shown = async (tools: Tools, actor: PersonActor, { rows, candidates, names }: Named): Promise<Assignment[]> => {
  const scenarios = await scenariosOf(
    tools,
    rows.map((row) => row.scenarioId),
  )
  return rows.map((row) => ({
    id: row.id,
    workspaceId: row.workspaceId,
    workspaceName: row.workspaceName,
    scenarioId: row.scenarioId,
    title: scenarios.get(row.scenarioId)?.title ?? { en: '', nl: '' },
    canBegin: scenarios.get(row.scenarioId)?.onShelf ?? false,
    userId: row.userId,
    userName: names.get(key(row.workspaceId, row.userId)) ?? '',
    assignedBy: names.get(key(row.workspaceId, row.assignedBy)) ?? '',
    note: row.note,
    dueAt: row.dueAt?.toISOString() ?? null,
    sessionId: row.sessionId,
    score: row.score,
    completedAt: row.completedAt?.toISOString() ?? null,
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    candidates:
      row.userId !== actor.userId || row.completedAt !== null
        ? []
        : candidates
            .filter((one) => one.scenarioId === row.scenarioId)
            .slice(0, mostCandidates)
            .map(({ sessionId, score, at }) => ({ sessionId, score, at: at.toISOString() })),
  }))
}

const listed = async (
  tools: Tools,
  actor: PersonActor,
  select: (transaction: Transaction) => Promise<store.AssignmentRow[]>,
): Promise<Assignment[]> =>
  shown(
    tools,
    actor,
    await actingAs(tools.db, actor, async (transaction) => around(transaction, actor, await select(transaction))),
  )

/** What the caller was asked to practise. */
export const ownAssignments = (tools: Tools, actor: PersonActor): Promise<Assignment[]> =>
  listed(tools, actor, (transaction) => store.selectOwn(transaction, actor.userId))

/** What everybody in a workspace was asked to, for those who lead it. */
export const teamAssignments = (tools: Tools, actor: PersonActor, workspaceId: string): Promise<Assignment[]> =>
  listed(tools, actor, async (transaction) => {
    await refuseOthers(transaction, workspaceId)
    return await store.selectOfWorkspace(transaction, workspaceId)
  })

export interface AssignmentWish {
  workspaceId: string
  scenarioId: string
  userIds: readonly string[]
  note: string
  dueAt: string | null
}
/** Asks several people at once, each by a mail that goes out with the assignment; who has the same open already keeps that. */
export const createAssignments = async (
  tools: Tools,
  actor: PersonActor,
  wish: AssignmentWish,
): Promise<{ created: Assignment[]; already: string[] }> => {
  const whom = [...new Set(wish.userIds)].map((userId) => ({ id: newId(), userId }))
  const addresses = await actingAs(tools.db, house, (transaction) =>
    store.selectAddresses(
      transaction,
      whom.map((one) => one.userId),
    ),
  )
  const scenario = (await scenariosOf(tools, [wish.scenarioId])).get(wish.scenarioId)
  const made = await actingAs(tools.db, actor, async (transaction) => {
    await refuseOthers(transaction, wish.workspaceId)
    const people = await selectPeople(transaction, wish.workspaceId)
    const strangers = whom.filter(({ userId }) => !people.some((person) => person.userId === userId))
    if (strangers.length > 0)
      throw new Fault(
        'assignments.no_member',
        422,
        'Somebody you chose is no longer in this workspace. Choose again.',
        {
          fields: [
            { path: 'userIds', message: 'Only people of this workspace can be asked.', code: 'assignments.no_member' },
          ],
        },
      )
    if (scenario === undefined || !(await store.canBeAssigned(transaction, wish.scenarioId, wish.workspaceId)))
      throw new Fault('assignments.no_scenario', 422, 'This scenario cannot be practised in this workspace.', {
        fields: [
          {
            path: 'scenarioId',
            message: 'Choose a published scenario of the house or of this workspace.',
            code: 'assignments.no_scenario',
          },
        ],
      })
    if (wish.dueAt !== null && Date.parse(wish.dueAt) <= tools.clock.now().getTime())
      throw new Fault('assignments.due_past', 422, 'The deadline has passed already. Choose a later one, or none.', {
        fields: [{ path: 'dueAt', message: 'Choose a time that is still to come.', code: 'assignments.due_past' }],
      })
    const ids = await store.insertAssignments(transaction, actor, wish, whom)
    const rows = await store.selectSome(transaction, ids)
    const by = people.find((person) => person.userId === actor.userId)?.name ?? ''
    for (const row of rows) {
      const address = addresses.find((one) => one.userId === row.userId)
      if (address === undefined || row.userId === actor.userId) continue
      const language = address.language === 'nl' ? 'nl' : 'en'
      await tools.post(transaction, {
        to: address.email,
        language,
        letter: {
          kind: 'assignment-given',
          link: `${tools.siteUrl}/coach`,
          scenario: scenario.title[language],
          workspace: row.workspaceName,
          by,
          note: row.note,
          due: row.dueAt?.toISOString() ?? null,
        },
      })
    }
    const [first] = rows
    if (first !== undefined) await store.tellWorkspace(transaction, wish.workspaceId, first.id)
    return await around(transaction, actor, rows)
  })
  const asked = new Set(made.rows.map((row) => row.userId))
  return {
    created: await shown(tools, actor, made),
    already: whom.map(({ userId }) => userId).filter((userId) => !asked.has(userId)),
  }
}

/** Changes one that is open, and tells the workspace. Throws `assignments.not_found`. */
const changing = async (
  tools: Tools,
  actor: PersonActor,
  id: string,
  change: (transaction: Transaction) => Promise<number>,
): Promise<Assignment> => {
  const [changed] = await listed(tools, actor, async (transaction) => {
    const [row] = await store.selectSome(transaction, [id])
    if (row === undefined) throw gone()
    await refuseOthers(transaction, row.workspaceId)
    if ((await change(transaction)) === 0)
      throw new Fault('assignments.closed', 409, 'This assignment is handed in or taken back; it stays as it is.')
    await store.tellWorkspace(transaction, row.workspaceId, id)
    return await store.selectSome(transaction, [id])
  })
  if (changed === undefined) throw gone()
  return changed
}

export const changeAssignment = (
  tools: Tools,
  actor: PersonActor,
  id: string,
  changes: { note?: string | undefined; dueAt?: string | null | undefined },
): Promise<Assignment> => changing(tools, actor, id, (transaction) => store.updateAssignment(transaction, id, changes))

export const withdrawAssignment = (tools: Tools, actor: PersonActor, id: string): Promise<Assignment> =>
  changing(tools, actor, id, (transaction) => store.withdraw(transaction, id))

/** Hands a call in; from then on leaders see it. The database refuses one that does not fit. */
export const handIn = async (tools: Tools, actor: PersonActor, id: string, sessionId: string): Promise<Assignment> => {
  const [handed] = await listed(tools, actor, async (transaction) => {
    await store.handIn(transaction, id, sessionId)
    return await store.selectSome(transaction, [id])
  })
  if (handed === undefined) throw gone()
  return handed
}
