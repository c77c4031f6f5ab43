import type * as z from 'zod'
import type * as contract from '@greenroom/contract/rehearsal-calls.ts'
import type { Clip, Rehearsal, Roleplay, SpokenTurn } from '@greenroom/contract/rehearsals.ts'
import { actingAs, type PersonActor, type Transaction } from '#kernel/db/acting.ts'
import { announce } from '#kernel/events/events.ts'
import { Fault, notFound } from '#kernel/fault.ts'
import type { Tools } from '#kernel/tools.ts'
import type { Avatar } from '#providers/avatar.ts'
import type { Embedder } from '#providers/embedder.ts'
import type { Judge } from '#providers/judge.ts'
import type { Phraser } from '#providers/phraser.ts'
import type { Transcriber } from '#providers/transcriber.ts'
import type { Voice } from '#providers/voice.ts'
import { suggestions } from '../scenarios/scenarios.engine.rules.ts'
import { practiceOf } from '../techniques/techniques.ts'
import * as clips from './roleplays.clips.store.ts'
import type { ClipRow } from './roleplays.clips.store.ts'
import { house, scenarioOf } from './roleplays.scenario.ts'
import * as store from './roleplays.store.ts'
import type { RoleplayRow, TurnRow } from './roleplays.store.ts'
import { cursorOf, placeOf, talkWithin } from './roleplays.turns.rules.ts'
import { clipView, roleplayView, turnView } from './roleplays.view.rules.ts'

/** What the room needs of the outside world; each is null when nobody in this house can do it. */
export interface RehearsalTools extends Tools {
  coach: {
    transcriber: Transcriber | null
    judge: Judge | null
    phraser: Phraser | null
    voice: Voice | null
    avatar: Avatar | null
    embedder: Embedder | null
  }
}
type Query<E extends { query?: z.ZodType }> = z.output<NonNullable<E['query']>>

const linkSeconds = 3600

export const noCall = (): Fault => notFound('roleplays', 'There is no such call.')

/**
 * A call with its words. Of one's own everything; of somebody else's what the database lets the caller read, and it writes
 * down who did: leaders it was shared with, and admins with a reason, who get words and no recordings.
 */
export const getRoleplay = async (
  tools: Tools,
  actor: PersonActor,
  sessionId: string,
  reason: string | null = null,
): Promise<Rehearsal> => {
  const { turns, openClips, shown } = await actingAs(tools.db, actor, async (transaction) => {
    const words = await store.readTurns(transaction, sessionId, reason)
    // Leaders and the trainee see the row by themselves; an admin who gave a reason does not.
    const visible = (await store.selectRoleplay(transaction, sessionId)) !== undefined
    return { turns: words, openClips: await clips.selectOpenClips(transaction, sessionId), shown: visible }
  })
  const { row, keys } = await actingAs(tools.db, house, async (transaction) => ({
    row: await store.selectRoleplay(transaction, sessionId),
    keys: await clips.selectKeys(transaction, sessionId),
  }))
  if (row === undefined) throw noCall()
  const [{ brief }, roleplay, audio] = await Promise.all([
    scenarioOf(tools, row),
    presentOne(tools, row),
    shown ? linksOf(tools, turns, keys) : new Map<string, string>(),
  ])
  const mine = row.user_id === actor.userId
  return {
    roleplay,
    brief,
    rubric: row.rubric.rubric,
    turns: turns.map((turn) => turnView(turn, audio, mine && row.transcript_gone_at === null)),
    openClips: await Promise.all(openClips.map((clip) => shownClip(tools, clip))),
    nextTurn: row.next_turn,
    talkMs: row.talk_ms,
  }
}

/** A recording with a link to its sound, as long as it is there. */
export const shownClip = async ({ storage }: Pick<Tools, 'storage'>, clip: ClipRow): Promise<Clip> => {
  const { file_path: key, dropped_at, purged_at } = clip
  const gone = key === null || dropped_at !== null || purged_at !== null
  return clipView(clip, gone ? null : await storage.signedPath('audio-uploads', key, linkSeconds))
}

/** Signed links to what is to be heard of these turns. */
export const linksOf = async (
  tools: Tools,
  turns: readonly TurnRow[],
  keys: readonly { id: string; key: string }[],
): Promise<Map<string, string>> => {
  const byClip = new Map(keys.map(({ id, key }) => [id, key]))
  const links = new Map<string, string>()
  for (const { id, clip_id, audio_key } of turns) {
    const key = audio_key ?? byClip.get(clip_id ?? '')
    if (key !== undefined) links.set(id, await tools.storage.signedPath('audio-uploads', key, linkSeconds))
  }
  return links
}

/** Where a page of a list goes on. Throws `request.invalid` for a cursor that is none. */
export const placeAfter = (cursor: string | undefined): { created: string; id: string } | null => {
  const after = cursor === undefined ? null : placeOf(cursor)
  if (after === undefined)
    throw new Fault('request.invalid', 422, 'This page cannot be found. Begin with the first one.', {
      fields: [{ path: 'cursor', message: 'Not a place in this list.', code: 'shape.cursor' }],
    })
  return after
}

export const listRoleplays = async (
  tools: Tools,
  actor: PersonActor,
  { cursor, ...wish }: Query<typeof contract.listRoleplays>,
): Promise<{ sessions: Roleplay[]; nextCursor: string | null }> => {
  const after = placeAfter(cursor)
  const rows = await actingAs(tools.db, actor, (transaction) =>
    store.listRoleplays(transaction, { ...wish, userId: actor.userId, after }),
  )
  const page = rows.slice(0, wish.limit)
  const last = page.at(-1)
  return {
    sessions: await present(tools, page),
    nextCursor: rows.length > wish.limit && last !== undefined ? cursorOf(last) : null,
  }
}

/** Rows that the caller was allowed to see, with the names beside them. */
const present = async (tools: Pick<Tools, 'db'>, rows: readonly RoleplayRow[]): Promise<Roleplay[]> => {
  if (rows.length === 0) return []
  const userIds = [...new Set(rows.map(({ user_id }) => user_id))]
  const names = await actingAs(tools.db, house, (transaction) => store.selectNames(transaction, userIds))
  const nameOf = new Map(names.map(({ id, name }) => [id, name]))
  const shown: Roleplay[] = []
  for (const row of rows) shown.push(roleplayView(row, await scenarioOf(tools, row), nameOf.get(row.user_id) ?? ''))
  return shown
}
export const presentOne = async (tools: Pick<Tools, 'db'>, row: RoleplayRow): Promise<Roleplay> => {
  const [shown] = await present(tools, [row])
  if (shown === undefined) throw noCall()
  return shown
}

export const ownRoleplay = async (
  transaction: Transaction,
  actor: PersonActor,
  sessionId: string,
): Promise<RoleplayRow> => {
  const row = await store.selectRoleplay(transaction, sessionId)
  if (row === undefined || row.user_id !== actor.userId) throw noCall()
  return row
}

/** Does something to one's own call, tells one's other windows, and answers how it stands then. */
export const changeRoleplay = async (
  tools: Pick<Tools, 'db'>,
  actor: PersonActor,
  sessionId: string,
  work: (transaction: Transaction, row: RoleplayRow) => Promise<unknown>,
): Promise<Roleplay> => {
  const row = await actingAs(tools.db, actor, async (transaction) => {
    await work(transaction, await ownRoleplay(transaction, actor, sessionId))
    await tell(transaction, actor.userId, sessionId)
    return await ownRoleplay(transaction, actor, sessionId)
  })
  return await presentOne(tools, row)
}

export const pauseCall = (
  tools: Tools,
  actor: PersonActor,
  sessionId: string,
  { paused, talkMs }: { paused: boolean; talkMs: number },
): Promise<Roleplay> =>
  changeRoleplay(tools, actor, sessionId, async (transaction, row) => {
    if ((await store.pause(transaction, sessionId, paused, talkWithin(talkMs, row))) === 0)
      throw new Fault('roleplays.call_ended', 409, 'The conversation has ended.')
  })

export const hangUp = (tools: Tools, actor: PersonActor, sessionId: string): Promise<Roleplay> =>
  changeRoleplay(tools, actor, sessionId, (transaction) => store.endCall(transaction, sessionId))

export const shareRoleplay = (
  tools: Tools,
  actor: PersonActor,
  sessionId: string,
  shared: boolean,
): Promise<Roleplay> =>
  changeRoleplay(tools, actor, sessionId, (transaction) => store.shareSession(transaction, sessionId, shared))

/** Puts right what was heard wrong. What follows from it is found when the call is scored. */
export const editTurn = async (
  tools: Tools,
  actor: PersonActor,
  { sessionId, turnId }: { sessionId: string; turnId: string },
  text: string,
): Promise<SpokenTurn> => {
  await changeRoleplay(tools, actor, sessionId, (transaction) => store.editTurn(transaction, sessionId, turnId, text))
  const { turns } = await getRoleplay(tools, actor, sessionId)
  const edited = turns.find(({ id }) => id === turnId)
  if (edited === undefined) throw new Fault('roleplays.no_turn', 404, 'There is no such turn of yours.')
  return edited
}

/** Techniques that could bring the call on from here, the nearest first, each with a line that one could say. */
export const askHint = async (tools: Tools, actor: PersonActor, sessionId: string) => {
  const row = await actingAs(tools.db, actor, (transaction) => ownRoleplay(transaction, actor, sessionId))
  const { flow } = await scenarioOf(tools, row)
  const { techniques } = await practiceOf(tools, row.workspace_id)
  const hints = suggestions(flow, row.state).flatMap((wanted) => {
    const technique = techniques.find(({ id }) => id === wanted)
    if (technique === undefined) return []
    const { id, names, summary, examples } = technique
    return [{ techniqueId: id, names, summary, example: examples[row.language][0] ?? '' }]
  })
  return { hints: hints.slice(0, 3) }
}

/** Deletes calls or brings them back within 10 s. Files go when nobody can undo it any more. */
export const setRoleplaysDeleted = (
  tools: Tools,
  actor: PersonActor,
  ids: readonly string[],
  gone: boolean,
): Promise<{ changed: number }> =>
  actingAs(tools.db, actor, async (transaction) => {
    const touched = await store.setDeleted(transaction, ids, gone)
    if (touched.length === 0)
      throw gone ? noCall() : new Fault('roleplays.undo_over', 409, 'It is too late to bring this back.')
    for (const id of touched) await tell(transaction, actor.userId, id)
    return { changed: touched.length }
  })

export const tell = (transaction: Transaction, userId: string, sessionId: string): Promise<void> =>
  announce(transaction, userId, { type: 'roleplays.changed', sessionId })
