import type * as z from 'zod'
import type * as contract from '@greenroom/contract/rehearsal-admin.ts'
import { actingAs, type PersonActor } from '#kernel/db/acting.ts'
import type { Tools } from '#kernel/tools.ts'
import { likePattern } from '../accounts/accounts.rules.ts'
import { selectAllCalls } from './roleplays.admin.store.ts'
import { placeAfter } from './roleplays.ts'
import { cursorOf } from './roleplays.turns.rules.ts'

type Query = z.output<NonNullable<(typeof contract.listAllCalls)['query']>>
type Reply = z.input<(typeof contract.listAllCalls)['reply']>

const dayMs = 86_400_000

/** What there is to read in this house, for its admins. Throws `request.invalid` for a cursor that is none. */
export const listAllCalls = async (tools: Tools, actor: PersonActor, query: Query): Promise<Reply> => {
  const { search = '', status, workspace, words, days, cursor, limit } = query
  const rows = await actingAs(tools.db, actor, (transaction) =>
    selectAllCalls(transaction, {
      like: search.trim() === '' ? null : likePattern(search),
      status: status ?? null,
      workspaceId: workspace === undefined || workspace === 'none' ? null : workspace,
      alone: workspace === 'none',
      words: words === undefined ? null : words === 'there',
      since: days === undefined ? null : new Date(tools.clock.now().getTime() - days * dayMs),
      after: placeAfter(cursor),
      most: limit + 1,
    }),
  )
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    calls: page.map(({ workspaceId, workspaceName, startedAt, created: _created, ...row }) => ({
      ...row,
      workspace: workspaceId === null ? null : { id: workspaceId, name: workspaceName ?? '' },
      startedAt: startedAt.toISOString(),
    })),
    nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null,
  }
}
