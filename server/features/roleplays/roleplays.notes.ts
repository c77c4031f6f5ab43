import type * as z from 'zod'
import type * as contract from '@greenroom/contract/rehearsal-reviews.ts'
import type { SessionNote } from '@greenroom/contract/rehearsal-reviews.ts'
import { actingAs, violated, type PersonActor } from '#kernel/db/acting.ts'
import { Fault, notFound } from '#kernel/fault.ts'
import { newId } from '#kernel/id.ts'
import type { Tools } from '#kernel/tools.ts'
import * as notes from './roleplays.reviews.store.ts'
import { noCall, tell } from './roleplays.ts'
import { house } from './roleplays.scenario.ts'
import * as store from './roleplays.store.ts'

type Body<E extends { body?: z.ZodType }> = z.output<NonNullable<E['body']>>

/** Notes on a call that the caller sees. */
export const listNotes = async (
  tools: Tools,
  actor: PersonActor,
  sessionId: string,
): Promise<{ notes: SessionNote[] }> => {
  const rows = await actingAs(tools.db, actor, async (transaction) => {
    if ((await store.selectRoleplay(transaction, sessionId)) === undefined) throw noCall()
    return await notes.selectNotes(transaction, sessionId)
  })
  return { notes: await shown(tools, actor, rows) }
}

export const addNote = async (
  tools: Tools,
  actor: PersonActor,
  sessionId: string,
  { turnId, atMs, body }: Body<typeof contract.addNote>,
): Promise<SessionNote> => {
  try {
    const row = await actingAs(tools.db, actor, async (transaction) => {
      const call = await store.selectRoleplay(transaction, sessionId)
      if (call === undefined) throw noCall()
      const note = { id: newId(), sessionId, authorId: actor.userId, turnId, atMs, body }
      const added = await notes.insertNote(transaction, note)
      await tell(transaction, call.user_id, sessionId)
      return added
    })
    await actingAs(tools.db, house, (transaction) => notes.tellLeaders(transaction, sessionId))
    return await one(tools, actor, row)
  } catch (error) {
    if (violated(error, 'session_notes_turn_id_session_id_fkey'))
      throw new Fault('roleplays.no_turn', 404, 'There is no such turn in this call.')
    throw error
  }
}

export const changeNote = async (
  tools: Tools,
  actor: PersonActor,
  { sessionId, noteId }: { sessionId: string; noteId: string },
  body: string,
): Promise<SessionNote> => {
  const row = await actingAs(tools.db, actor, (transaction) => notes.updateNote(transaction, sessionId, noteId, body))
  if (row === undefined) throw noNote()
  return await one(tools, actor, row)
}

export const deleteNote = async (
  tools: Tools,
  actor: PersonActor,
  { sessionId, noteId }: { sessionId: string; noteId: string },
): Promise<{ changed: number }> => {
  const changed = await actingAs(tools.db, actor, (transaction) => notes.deleteNote(transaction, sessionId, noteId))
  if (changed === 0) throw noNote()
  return { changed }
}
const noNote = (): Fault => notFound('roleplays', 'There is no such note of yours.')

const shown = async (tools: Tools, actor: PersonActor, rows: readonly notes.NoteRow[]): Promise<SessionNote[]> => {
  const ids = [...new Set(rows.map(({ author_id }) => author_id))]
  const names = await actingAs(tools.db, house, (transaction) => store.selectNames(transaction, ids))
  return rows.map((row) => ({
    id: row.id,
    authorId: row.author_id,
    author: names.find(({ id }) => id === row.author_id)?.name ?? '',
    turnId: row.turn_id,
    atMs: row.at_ms,
    body: row.body,
    at: row.created_at.toISOString(),
    mine: row.author_id === actor.userId,
  }))
}
const one = async (tools: Tools, actor: PersonActor, row: notes.NoteRow): Promise<SessionNote> => {
  const [note] = await shown(tools, actor, [row])
  if (note === undefined) throw noNote()
  return note
}
